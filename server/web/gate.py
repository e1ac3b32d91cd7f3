"""How many requests one address may make: judged before anything of a request is read or looked up.

Generous to a hall: a thousand phones behind one address that load the page in the same minute pass.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import msgspec

from server.web.headers import BARE, EVERY
from server.web.http import LOCAL, asker_of
from server.web.limits import Bucket, Clock
from server.web.penance import linger
from server.web.sorry import POLICY, sorry_page
from server.web.wire import Problem

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BURST = 60
"""Seconds' worth of requests that an address may make at once."""

AGAIN_AFTER = "5"
"""Seconds after which who was refused should ask again: long enough for the bucket to hold a whole page."""

SESSION_RATE, SESSION_BURST = 150, 3_000
"""Requests of one long-polling session a second, and at once: a room has no more than a hundred turns a second."""

SAID = {
    "fr": "Trop de demandes viennent de ce réseau à la fois. Attendez quelques secondes, puis rechargez la page ; "
    "ce que vous avez écrit est gardé.",
    "en": "Too many requests come from this network at once. Wait a few seconds, then reload the page; "
    "what you wrote is kept.",
}


class Gate:
    """Stands before the pages, the calls and the socket's own requests."""

    def __init__(
        self,
        inner: WSGIApplication,
        per_second: int,
        is_session: Callable[[str], bool],
        wait: Callable[[], None] = linger,
        carried: Mapping[str, str] = EVERY,
        clock: Clock = time.monotonic,
    ) -> None:
        self._inner = inner
        self._carried = carried
        self._addresses = Bucket(rate=per_second, burst=BURST * per_second, clock=clock)
        self._sessions = Bucket(rate=SESSION_RATE, burst=SESSION_BURST, clock=clock)
        self._is_session = is_session
        self._wait = wait

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if self._passes(environ):
            return self._inner(environ, start)
        self._wait()
        return _refusal(environ, start, self._carried)

    def _passes(self, environ: WSGIEnvironment) -> bool:
        if environ.get("PATH_INFO", "").startswith("/socket.io"):
            session = parse_qs(environ.get("QUERY_STRING", "")[:1_000]).get("sid", [""])[0]
            # A hall that has to do without WebSockets asks all day long: each of its devices for itself.
            if self._is_session(session):
                return self._sessions.allows(session)
        who = asker_of(str(environ.get("REMOTE_ADDR", "")), str(environ.get("HTTP_X_FORWARDED_FOR", "")))
        return who == LOCAL or self._addresses.allows(who)


def _refusal(environ: WSGIEnvironment, start: StartResponse, carried: Mapping[str, str]) -> Iterable[bytes]:
    if "text/html" in str(environ.get("HTTP_ACCEPT", "")):
        kind, body, policy = "text/html; charset=utf-8", sorry_page(SAID).encode(), POLICY
    else:
        code = "access.too-many"
        told = Problem(
            type=f"urn:recolte:{code}",
            title=code,
            status=429,
            detail=" ".join(SAID.values()),
            code=code,
            facts={},
        )
        kind, body, policy = "application/problem+json", msgspec.json.encode(told), BARE
    headers = {
        **carried,
        "Content-Type": kind,
        "Content-Length": str(len(body)),
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Retry-After": AGAIN_AFTER,
    }
    start("429 Too Many Requests", list(headers.items()))
    return [body]
