"""Asking all devices whether they are still there, by one task: the library starts one for each, every time.

What it does is the library's own: a device is asked some seconds after its last answer, and
`find_sleepers` lets go of who does not answer. A device with a line is asked over it, and its answer is
read from the loop; so a silent phone wakes nobody.
"""

import time
from collections import deque
from contextlib import suppress
from typing import Protocol

import engineio.socket
from engineio import packet
from engineio.exceptions import SocketIsClosedError
from flask_socketio import SocketIO

from server.web.direct import Connection, Line, text_frame

TICK = 0.05
"""Seconds between two looks at who is to be asked."""

PING = text_frame(b"2")

SLOWEST, LONGEST_TAKING = 2_000, 60.0
"""Bytes a second that the weakest line carries, and seconds that are given for them at the most: a room that is sent
packed takes longer over it than a device may take to answer, and the question stands behind it."""


class Asked(Connection, Protocol):
    """What is used of a connection that is asked."""

    closing: bool
    last_ping: float | None


class Pings:
    """Who is to be asked, in order: all wait for the same time."""

    def __init__(self, every: float) -> None:
        self._every = every
        self._due: deque[tuple[float, Asked]] = deque()

    def later(self, connection: Asked) -> None:
        """Ask a device in a while."""
        self._due.append((time.monotonic() + self._every, connection))

    def ask_due(self) -> None:
        """Ask those whose time has come."""
        moment, due = time.monotonic(), self._due
        while due and due[0][0] <= moment:
            _, connection = due.popleft()
            if not (connection.closing or connection.closed):
                self._ask(connection)

    @staticmethod
    def _ask(connection: Asked) -> None:
        connection.last_ping = time.monotonic()
        line: Line | None = getattr(connection, "direct", None)
        if line is None or not connection.upgraded or not connection.queue.empty():
            with suppress(SocketIsClosedError):
                connection.send(packet.Packet(packet.PING))
        elif not line.write(PING):
            connection.close(wait=False, abort=True)


def ask_all(io: SocketIO) -> None:
    """Have all connections of a server asked as often as it was told to, as long as the process lives."""
    pings = io.server.eio.pings = Pings(io.server.eio.ping_interval)
    engineio.socket.Socket = Device

    def run() -> None:
        while True:
            time.sleep(TICK)
            pings.ask_due()

    io.start_background_task(run)


class Device(engineio.socket.Socket):
    """A connection of the library's, which needs no task for being asked."""

    last_ping: float | None
    _receives_until = 0.0
    """When a device on a slow line will have been able to take what was sent to it, a question behind it included."""

    def send(self, pkt: packet.Packet) -> None:
        """Send a packet; a piece of a room gives the device time to take it in."""
        if isinstance(pkt.data, bytes):
            moment = time.monotonic()
            until = max(moment, self._receives_until) + len(pkt.data) / SLOWEST
            self._receives_until = min(until, moment + LONGEST_TAKING)
        super().send(pkt)

    def schedule_ping(self) -> None:
        """Have it asked after a while; not twice for one answer."""
        pings: Pings | None = getattr(self.server, "pings", None)
        if pings is None:
            super().schedule_ping()
        elif self.last_ping:
            self.last_ping = None
            pings.later(self)

    def check_ping_timeout(self) -> bool:
        """Let it go where it has not answered in time, which the library measures by a clock that may be set.

        It stays where the question may still be on its way.
        """
        if self.closed:
            raise SocketIsClosedError
        now = time.monotonic()
        overdue = self.last_ping is not None and now - self.last_ping > self.server.ping_timeout
        if not overdue or now < self._receives_until:
            return True
        self.close(wait=False, abort=False, reason=self.server.reason.PING_TIMEOUT)
        return False

    def poll(self) -> list[packet.Packet]:
        """Give what is to be written; with a line that may be long in coming, for pings do not pass here."""
        if getattr(self, "direct", None) is None or not self.upgraded:
            return list(super().poll())
        first = self.queue.get()
        self.queue.task_done()
        found = [first] if first is not None else []
        while first is not None and not self.queue.empty():
            following = self.queue.get()
            self.queue.task_done()
            if following is None:
                self.queue.put(None)
                break
            found.append(following)
        return found
