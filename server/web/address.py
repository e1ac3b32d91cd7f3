"""Under which address people reach the instance: what links and QR codes say."""

import socket
from urllib.parse import urlsplit

from flask import request

from server.settings import Settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def address(settings: Settings) -> str:
    """The address under which whoever asks reaches the instance."""
    return settings.public_url or request.host_url.rstrip("/")


def shared_address(settings: Settings) -> str:
    """An address that works from other devices: a phone cannot reach the laptop's `localhost`."""
    if settings.public_url:
        return settings.public_url
    asked = urlsplit(request.host_url)
    if asked.hostname not in LOOPBACK:
        return address(settings)
    return f"{asked.scheme}://{lan_address()}" + (f":{asked.port}" if asked.port else "")


def lan_address() -> str:
    """The address of this machine on its network; no packet is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "localhost"
