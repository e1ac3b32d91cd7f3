"""Sending ready-made frames to many devices, and letting go of those that do not keep up."""

import threading
from collections.abc import Callable, Iterable

import socketio
import structlog
from engineio import packet as engine_packet
from flask_socketio import SocketIO
from socketio import packet as socket_packet

from server.web.direct import LONGEST_QUEUE, Connection, Line, text_frame

logger = structlog.get_logger()


class Sender:
    """Sends ready-made frames to many connections, packed once for all of them."""

    def __init__(self, io: SocketIO) -> None:
        self._io = io
        self._known: dict[str, Connection] = {}
        self._whole = threading.Lock()
        self._behind: dict[str, Callable[[], None]] = {}
        """What is done for a connection once it has been told that it is let in."""
        if io.async_mode == "threading":
            self._keep_order()

    def _keep_order(self) -> None:
        """Let nothing come between the head of an answer and its bytes, nor before the word that one is let in.

        Only threads can: green ones do not change places there.
        """
        server: socketio.Server = self._io.server
        ordinary = server._send_packet

        def in_order(connection: str, packet: socket_packet.Packet) -> None:
            with self._whole:
                ordinary(connection, packet)
            if packet.packet_type == socket_packet.CONNECT and connection in self._behind:
                server.start_background_task(self._behind.pop(connection))

        server._send_packet = in_order

    def after_letting_in(self, sid: str, act: Callable[[], None]) -> None:
        """Do something for a device that is being let in, in a task of its own, once it has been told so."""
        server: socketio.Server = self._io.server
        if self._io.async_mode == "threading":
            self._behind[server.manager.eio_sid_from_sid(sid, "/")] = act
        else:
            server.start_background_task(act)

    def __call__(self, event: str, sids: Iterable[str], body: bytes) -> None:
        message = b'2["%b",%b]' % (event.encode(), body)
        frame = text_frame(b"4" + message)
        packet: engine_packet.Packet | None = None
        known = self._known
        for sid in sids:
            connection = known.get(sid) or self._find(sid)
            if connection is None or connection.closed:
                continue
            line: Line | None = getattr(connection, "direct", None)
            # The queue itself is looked into: asking it takes a sixth of what a send takes.
            if line is not None and connection.upgraded and not connection.queue.queue:
                keeps_up = line.write(frame)
            else:
                packet = packet or engine_packet.Packet(engine_packet.MESSAGE, message.decode())
                keeps_up = connection.queue.qsize() <= LONGEST_QUEUE
                if keeps_up:
                    with self._whole:
                        connection.send(packet)
            if not keeps_up:
                cut(connection)

    def line(self, sid: str) -> Line | None:
        """Give the line of a device that has one."""
        return getattr(self._known.get(sid) or self._find(sid), "direct", None)

    def waiting(self) -> int:
        """How many frames and packets wait for devices that do not take them at once."""
        waiting = 0
        for connection in list(self._io.server.eio.sockets.values()):
            line: Line | None = getattr(connection, "direct", None)
            waiting += connection.queue.qsize() + (line.waiting if line is not None else 0)
        return waiting

    def forget(self, sid: str) -> None:
        """Let go of a connection that is no more."""
        self._known.pop(sid, None)

    def _find(self, sid: str) -> Connection | None:
        server: socketio.Server = self._io.server
        connection: Connection | None = server.eio.sockets.get(server.manager.eio_sid_from_sid(sid, "/"))
        if connection is not None and not connection.closed:
            self._known[sid] = connection
        return connection


def cut(connection: Connection) -> None:
    """Let go of a device that does not take what it is sent; it comes back and resumes."""
    logger.info("socket.too-slow")
    connection.close(wait=False, abort=True)
