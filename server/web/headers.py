"""What every answer carries: nothing from third parties, no framing, no referrer, no sniffing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, Response, request

from server.publish.html import style_source

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        # The one style that stands inside a page is that of the publication, which is shown in a frame.
        f"style-src 'self' {style_source()}",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "manifest-src 'self'",
        "connect-src 'self'{sockets}",
        "frame-src 'self'",
        # The one worker is ours, and opens the page without network.
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

EVERY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex",
}

HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}
"""What is said besides where the instance is served by https: browsers ask it in no other way for a year."""

BARE = "default-src 'none'; frame-ancestors 'none'"
"""The policy of what is no page: should a browser show it as one all the same, nothing in it runs."""

_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:]+\](:\d+)?")


def policy(host: str) -> str:
    """Give the content security policy; older browsers do not take our own host's sockets for `self`."""
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return POLICY.format(sockets=sockets)


def every(public_url: str) -> dict[str, str]:
    """Give what every answer carries of an instance that is reached under this address."""
    return {**EVERY, **HTTPS_ONLY} if public_url.startswith("https://") else EVERY


def add_headers(app: Flask, public_url: str = "") -> None:
    """Let every answer of the app carry the security headers."""
    carried = every(public_url)

    @app.after_request
    def carry(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy(request.host))
        for name, value in carried.items():
            response.headers.setdefault(name, value)
        # What says nothing of being kept is kept by nobody; "not modified" leaves what was said before.
        if response.status_code != 304:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class Front:
    """What stands before everything, the socket's own calls too.

    Per-message compression is refused: it costs half of the deliveries and more than twice the memory.
    """

    def __init__(self, inner: WSGIApplication, public_url: str = "") -> None:
        self._inner = inner
        self._more = [
            ("Cache-Control", "no-store"),
            ("Content-Security-Policy", BARE),
            *every(public_url).items(),
        ]

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        if not environ.get("PATH_INFO", "").startswith("/socket.io"):
            return self._inner(environ, start)

        def carrying(status: str, headers: list[tuple[str, str]], info: OptExcInfo | None = None) -> object:
            all_of_them = [*headers, *self._more]
            return start(status, all_of_them, info) if info else start(status, all_of_them)

        return self._inner(environ, carrying)  # type: ignore[arg-type]
