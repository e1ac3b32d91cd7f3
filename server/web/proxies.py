"""Who asks, where somebody asks for them: the proxies that are trusted to name the address behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Network = IPv4Network | IPv6Network


class Proxies:
    """Lets a request that came through trusted proxies stand under the address for which they asked.

    A proxy on this machine needs no setting: what it says is taken where limits are counted.
    """

    def __init__(self, inner: WSGIApplication, trusted: Sequence[Network]) -> None:
        self._inner = inner
        self._trusted = trusted

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if self._trusts(_address(str(environ.get("REMOTE_ADDR", "")))):
            named = self._named(str(environ.get("HTTP_X_FORWARDED_FOR", "")))
            if named is not None:
                environ["REMOTE_ADDR"] = str(named)
                environ.pop("HTTP_X_FORWARDED_FOR", None)
        return self._inner(environ, start)

    def _named(self, forwarded: str) -> IPv4Address | IPv6Address | None:
        """The nearest address that is no proxy of ours: all before it is hearsay."""
        for said in reversed(forwarded.split(",")):
            address = _address(said.strip())
            if address is None or address.is_loopback:
                return None
            if not self._trusts(address):
                return address
        return None

    def _trusts(self, address: IPv4Address | IPv6Address | None) -> bool:
        return address is not None and any(address in network for network in self._trusted)


def _address(said: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(said)
    except ValueError:
        return None
