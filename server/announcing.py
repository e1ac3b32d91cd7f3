"""`python -m server.announcing NAME PORT`: lets phones on the same network find this machine by a name.

A process of its own beside the server: mDNS wants threads and sockets of its own kind, and whatever goes
wrong with it must not touch the room. It ends with the server, whose pipe it holds.
"""

import ipaddress
import os
import select
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import structlog

from server.logs import set_up_logs
from server.web.address import lan_address

if TYPE_CHECKING:
    from zeroconf import ServiceInfo

logger = structlog.get_logger()

LOOK_EVERY = 5.0
"""Seconds after which it is looked whether the machine has another address: a hotspot that came back."""

KIND = "_http._tcp.local."


_beside: "list[subprocess.Popen[bytes]]" = []
"""Held as long as the server lives: the pipe of a process that nobody holds is closed."""


def announce_beside(name: str, port: int) -> bool:
    """Start announcing in a process of its own; False where it cannot be started."""
    command = [sys.executable, "-m", "server.announcing", name, str(port)]
    try:
        _beside.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL))  # noqa: S603
    except OSError as error:
        logger.warning("name.not-announced", error=type(error).__name__)
        return False
    return True


def announce(name: str, port: int, only: str = "") -> None:
    """Announce until standard input ends, anew where the address changes; `only` at one address."""
    address = ""
    with ExitStack() as announced:
        while True:
            now = only or lan_address()
            if now != address:
                announced.close()
                address = now if _begin(announced, name, port, now) else ""
            if _ended(LOOK_EVERY):
                return


def _begin(announced: ExitStack, name: str, port: int, address: str) -> bool:
    """Announce at an address; False where there is none, or no network that would carry it."""
    from zeroconf import Error as MdnsError
    from zeroconf import Zeroconf

    try:
        ipaddress.ip_address(address)
        speaking = Zeroconf(interfaces=[address])
        announced.callback(speaking.close)
        speaking.register_service(_service(name, port, address), allow_name_change=True)
    except (ValueError, OSError, MdnsError) as error:
        logger.warning("name.not-announced", error=type(error).__name__)
        return False
    logger.info("name.announced", name=f"{name}.local", address=address)
    return True


def _service(name: str, port: int, address: str) -> "ServiceInfo":
    from zeroconf import ServiceInfo

    return ServiceInfo(
        KIND, f"Récolte ({name}).{KIND}", port, parsed_addresses=[address], server=f"{name}.local."
    )


def _ended(patience: float) -> bool:
    """Whether whoever started this has gone; waits `patience` seconds for it."""
    ready, _, _ = select.select([sys.stdin], [], [], patience)
    return bool(ready) and not os.read(sys.stdin.fileno(), 1)


if __name__ == "__main__":
    set_up_logs()
    announce(sys.argv[1], int(sys.argv[2]), *sys.argv[3:4])
