"""The publication by a link: a page for whoever has it, until its end or until it is switched off.

The secret stands in the path, because services that show a preview of a link are never sent what
stands behind a `#`. It opens this one page and nothing of the room; nothing here writes it down.
"""

import base64
import hashlib
import hmac
from datetime import UTC, datetime
from html import escape, unescape
from urllib.parse import quote

import msgspec
from flask import Blueprint, Response

from server.core.records import Share
from server.core.refusals import Refused
from server.core.room import Drop, Patch, Put
from server.core.sharing import holds
from server.core.text import Language
from server.live.clock import now
from server.live.house import House
from server.live.live_room import erases
from server.live.making import Making, Makings, Wish
from server.publish import FORMS, PICTURE
from server.publish.words import Words
from server.settings import Settings
from server.store.errors import Unavailable
from server.web.address import shared_address
from server.web.http import answer, bearer
from server.web.publications import chunks, sent
from server.web.sorry import POLICY, sorry_page
from server.web.wire import ShareLink

OFFERED = ("pdf", "docx", "odt", "xlsx")
"""The forms that a page offers to take away, in this order."""

NOT_NOW = (Refused, Unavailable, FileNotFoundError)
"""What keeps a page from being shown: it is no page of ours, the database cannot, it was erased as it was made."""

FRESH = 60.0
"""Seconds for which a page that follows the room is not made anew."""

PREVIEWERS = (
    "facebookexternalhit",
    "LinkedInBot",
    "WhatsApp",
    "Twitterbot",
    "Slackbot-LinkExpanding",
    "TelegramBot",
    "Discordbot",
    "Mastodon",
)
"""Programs that fetch a link once because a person has posted it, and index nothing."""

ROBOTS = "".join(
    [
        *(f"User-agent: {name}\n" for name in PREVIEWERS),
        "Allow: /p/\nAllow: /pub/\nDisallow: /\n\n",
        "User-agent: *\nAllow: /pub/\nDisallow: /\n",
    ]
)


def share_calls(house: House, makings: Makings, settings: Settings, secret: str) -> Blueprint:
    """The calls on shared publications, and what search engines are told."""
    calls = Blueprint("shares", __name__)

    @calls.post("/api/rooms/<typed>/shares/<id>/link")
    def link(typed: str, id: str) -> Response:
        """Give the link of a share, the same each time it is asked for."""
        grant = bearer(house, typed, "facilitator")
        share = house.room(grant.room).read(lambda room: room.need(Share, id))
        if not holds(share, now()):
            raise Refused("share.ended")
        token = token_of(secret, grant.room, id)
        house.keep_share(token, grant.room, id)
        return answer(ShareLink(link=_link(settings, token, share)))

    @calls.get("/p/<token>")
    @calls.get("/pub/<token>")
    def page(token: str) -> Response:
        try:
            room, share = _found(house, makings, token)
            made = _made(house, makings, room, share, "html")
            html = house.native(made.file.read_bytes)
        except NOT_NOW as why:
            return _sorry(why)
        reply = Response(_dressed(html, token, share, settings), content_type=made.media)
        reply.headers["Content-Security-Policy"] = POLICY
        return _carried(reply, share)

    @calls.get("/p/<token>/<name>.<form>")
    @calls.get("/pub/<token>/<name>.<form>")
    def document(token: str, name: str, form: str) -> Response:
        try:
            room, share = _found(house, makings, token)
            if form != PICTURE and form not in FORMS:
                raise Refused("publication.form", form=form[:20])
            made = _made(house, makings, room, share, form)
        except NOT_NOW as why:
            return _sorry(why)
        if form == PICTURE:
            return _carried(Response(chunks(made.file), content_type=made.media), share)
        return _carried(sent(made), share)

    @calls.get("/robots.txt")
    def robots() -> Response:
        return Response(ROBOTS, content_type="text/plain; charset=utf-8")

    return calls


def token_of(secret: str, room: str, share: str) -> str:
    """Give the token of a share: only who has the instance's secret can make it, so that none is kept."""
    made = hmac.digest(secret.encode(), f"share/{room}/{share}".encode(), "sha256")
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def _found(house: House, makings: Makings, token: str) -> tuple[str, Share]:
    """Give the share that a token opens now, and its room; Refused where it opens nothing."""
    found = house.find_share(token)
    if found is None:
        raise Refused("share.unknown")
    room, id = found
    try:
        live = house.room(room)
    except Refused:
        raise Refused("share.unknown") from None
    seq, share = live.read(lambda state: (state.seq, state.find(Share, id)))
    # Another process may have switched it off an instant ago, or erased what it showed.
    missed = house.native(lambda: house.log.read(room, after=seq))
    if erases(missed):
        makings.forget(room)
    for entry in missed:
        for change in entry.changes:
            if (change.kind, change.id) == (Share.KIND, id):
                share = _after(share, change)
    if share is None or not holds(share, now()):
        raise Refused("share.unknown")
    return room, share


def _after(share: Share | None, change: Put | Patch | Drop) -> Share | None:
    match change:
        case Put(record=Share() as record):
            return record
        case Patch(fields=fields) if share is not None:
            return msgspec.structs.replace(share, **fields)
    return None


def _made(house: House, makings: Makings, room: str, share: Share, form: str) -> Making:
    seq = share.version if share.version is not None else house.room(room).read(lambda state: state.seq)
    wish = Wish(room, seq, form, share.language, names=share.names)
    return makings.wait(wish) if share.version is not None else makings.recent(wish, FRESH)


def _link(settings: Settings, token: str, share: Share) -> str:
    return f"{shared_address(settings)}/{'pub' if share.indexed else 'p'}/{token}"


def _carried(reply: Response, share: Share) -> Response:
    robots = "all" if share.indexed else "noindex, nofollow, noarchive, noimageindex"
    if share.indexed and share.until is not None:
        robots = f"unavailable_after: {datetime.fromtimestamp(share.until / 1000, UTC):%Y-%m-%d}"
    reply.headers["X-Robots-Tag"] = robots
    reply.headers["Cache-Control"] = "private, no-store"
    reply.headers["Referrer-Policy"] = "no-referrer"
    return reply


# --- the page -------------------------------------------------------------------------------------


def _dressed(html: bytes, token: str, share: Share, settings: Settings) -> bytes:
    """Put into the page what only a page behind a link has: its preview elsewhere, and how to send it on."""
    words, link = Words(share.language), _link(settings, token, share)
    head, marker, rest = html.partition(b"</title>")
    title = head.rpartition(b"<title>")[2].decode()
    about = head.rpartition(b'<meta name="description" content="')[2].partition(b'">')[0].decode()
    if share.indexed:
        head = head.replace(b'<meta name="robots" content="noindex, nofollow">\n', b"")
    graph = {
        "og:type": "article",
        "og:title": title,
        "og:description": about,
        "og:url": escape(link),
        "og:image": escape(f"{link}/{_version(share)}.{PICTURE}"),
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": title,
        "og:site_name": "Récolte",
        "og:locale": "fr_FR" if share.language == "fr" else "en_GB",
    }
    said = "".join(f'\n<meta property="{name}" content="{value}">' for name, value in graph.items())
    said += f'\n<meta name="twitter:card" content="summary_large_image">\n<link rel="canonical" href="{escape(link)}">'
    foot, end, tail = rest.partition(b"</main>")
    bar = _bar(words, link, share, title)
    return b"".join([head, marker, said.encode(), foot, bar.encode(), end, tail])


def _bar(words: Words, link: str, share: Share, title: str) -> str:
    """Say which version is read, and give the links to take it away and to send it on; none is fetched."""
    at = words.moment(datetime.fromtimestamp(share.version_at / 1000).astimezone())
    version = words("share-frozen", at=at) if share.version is not None else words("share-follows")
    until = "" if share.names else " " + words("share-nameless")
    if share.until is not None:
        last = words.moment(datetime.fromtimestamp(share.until / 1000 - 1).astimezone())
        until += " " + words("share-until", at=last)
    files = "".join(
        f'<li><a href="{escape(link)}/publication.{form}" download>{escape(words(f"share-{form}"))}</a></li>'
        for form in OFFERED
    )
    send = "".join(
        f'<li><a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(name)}</a></li>'
        for name, url in senders(words, title, link)
    )
    return (
        '<aside class="shared" aria-labelledby="partager-titre">'
        f'<h2 id="partager-titre">{escape(words("share-title"))}</h2>'
        f"<p>{escape(version)}{escape(until)}</p>"
        f'<p class="how">{escape(words("share-take"))}</p><ul>{files}</ul>'
        f'<p class="how">{escape(words("share-send"))}</p><ul>{send}</ul></aside>'
    )


def senders(words: Words, title: str, link: str) -> list[tuple[str, str]]:
    """Give the addresses that send a link on; each is followed only where a person presses it."""
    name, both = unescape(title), f"{unescape(title)} {link}"
    return [
        (words("share-mail"), f"mailto:?subject={quote(name)}&body={quote(both)}"),
        ("WhatsApp", f"https://wa.me/?text={quote(both)}"),
        ("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={quote(link, safe='')}"),
    ]


def _version(share: Share) -> str:
    """Name the picture after what it shows: services keep the picture of an address for long."""
    return hashlib.sha256(f"{share.version}/{share.version_at}".encode()).hexdigest()[:10]


def _sorry(why: Exception) -> Response:
    """Say in both languages that a link opens nothing; never why, to whom has only a guess."""
    gone = isinstance(why, Refused) and why.code in ("share.unknown", "room.unknown")
    key = "share-gone" if gone else "share-wait"
    both: tuple[Language, ...] = ("fr", "en")
    body = sorry_page({one: Words(one)(key) for one in both})
    reply = Response(body, 410 if gone else 503, content_type="text/html; charset=utf-8")
    reply.headers["Content-Security-Policy"] = POLICY
    reply.headers["X-Robots-Tag"] = "noindex"
    reply.headers["Cache-Control"] = "no-store"
    return reply
