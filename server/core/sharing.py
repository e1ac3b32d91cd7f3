"""Sharing the publication by links: each has a name, an end, and the version that it shows.

The link's secret is no part of the room: a share says only what its link may show, and until when.
"""

from server.core.asking import Args, Asked, On, Rule, fresh, refuse_unless, written
from server.core.records import Share
from server.core.room import Change, Room, patch, put
from server.core.text import Language

LONGEST = 5 * 366 * 86_400_000
"""Milliseconds for which a link may hold."""

MOST_SHARES = 50


class MakeShare(Args, frozen=True, kw_only=True):
    """`follow` shows the room as it is at each reading, instead of as it is now; `until` None is without end.

    Without `names`, nothing that the link leads to names anybody, whatever happens later.
    """

    share: str
    name: str
    language: Language
    until: int | None = None
    follow: bool = False
    indexed: bool = False
    names: bool = True


class EditShare(Args, frozen=True, kw_only=True):
    """`until` 0 takes the end away."""

    share: str
    name: str | None = None
    until: int | None = None
    follow: bool | None = None
    indexed: bool | None = None


class OneShare(Args, frozen=True, kw_only=True):
    share: str


def make(room: Room, args: MakeShare, asked: Asked) -> list[Change]:
    standing = [share for share in room.all(Share) if share.ended_at is None]
    refuse_unless(len(standing) < MOST_SHARES, "share.limit", limit=MOST_SHARES)
    share = Share(
        id=fresh(room, Share, args.share),
        name=written(args.name, "word"),
        language=args.language,
        until=_end(args.until, asked),
        version=None if args.follow else room.seq,
        version_at=asked.now,
        indexed=args.indexed,
        names=args.names,
        at=asked.now,
        author=asked.author,
    )
    return [put(share)]


def edit(room: Room, args: EditShare, asked: Asked) -> list[Change]:
    share = _standing(room, args.share)
    fields: dict[str, object] = {}
    if args.name is not None:
        fields["name"] = written(args.name, "word")
    if args.until is not None:
        fields["until"] = _end(args.until or None, asked)
    if args.indexed is not None:
        fields["indexed"] = args.indexed
    if args.follow is not None and args.follow != (share.version is None):
        fields |= {"version": None if args.follow else room.seq, "version_at": asked.now}
    return [patch(share, **fields)] if fields else []


def publish(room: Room, args: OneShare, asked: Asked) -> list[Change]:
    """Let the link show the room as it is now."""
    share = _standing(room, args.share)
    refuse_unless(share.version is not None, "op.malformed", why="follow")
    return [patch(share, version=room.seq, version_at=asked.now)]


def end(room: Room, args: OneShare, asked: Asked) -> list[Change]:
    """Let the link show nothing any more, for good."""
    return [patch(_standing(room, args.share), ended_at=asked.now)]


def holds(share: Share, now: int) -> bool:
    """Whether a link may be read by now."""
    return share.ended_at is None and (share.until is None or now < share.until)


def _standing(room: Room, id: str) -> Share:
    share = room.need(Share, id)
    refuse_unless(share.ended_at is None, "share.ended")
    return share


def _end(until: int | None, asked: Asked) -> int | None:
    if until is not None:
        refuse_unless(asked.now < until <= asked.now + LONGEST, "share.end")
    return until


OPS: dict[str, Rule] = {
    "share.make": On(MakeShare, make),
    "share.edit": On(EditShare, edit),
    "share.publish": On(OneShare, publish),
    "share.end": On(OneShare, end),
}
