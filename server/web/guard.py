"""Looks at what comes over a socket before the library does: how many, how much, how often, and whether it may.

What it closes it closes with a line in the log; the room, the process and the others do not notice.
"""

import re
import time
from collections import Counter
from collections.abc import Mapping

import socketio
import structlog
from flask_socketio import SocketIO

from server.web.http import asker_of
from server.web.limits import Bucket

logger = structlog.get_logger()

MOST_SOCKETS = 12_000
"""Connections in all; docs/deploy.md says how many handles the machine must allow."""

MOST_FROM_ONE = 3_000
"""Connections from one address: a hall of a thousand people with three devices each."""

LARGEST_STRANGER = 4_096
"""Bytes of a message from who has shown no token yet; a token is a fiftieth of it."""

MOST_KNOCKS = 5
"""How often one connection may show a token."""

SEATED_WITHIN = 10.0
"""Seconds within which a connection must have shown a token."""

PENANCE = 0.05
"""Seconds that a connection which is being closed waits for each message that it goes on sending."""

CONNECT = "0"
OURS = re.compile(r'0(\{|\[|$)|1|2\d{0,12}\["([a-z]{1,20})"[,\]]|3\d{0,12}\[')
"""How a message of one of our devices begins: knocking, leaving, an event, an acknowledgement."""


class Guard:
    """Stands between Engine.IO and Socket.IO."""

    def __init__(self, io: SocketIO) -> None:
        server: socketio.Server = io.server
        self._server = server
        self._came: dict[str, tuple[str, float]] = {}
        """For each connection, the address it comes from and when it came (seconds, monotonic)."""
        self._from: Counter[str] = Counter()
        self._knocks: Counter[str] = Counter()
        self._heard = 0
        self._arrivals = Bucket(rate=20, burst=MOST_FROM_ONE)
        """By address: connections opened."""
        self._messages = Bucket(rate=100, burst=2_500)
        """By connection: an outbox of a thousand ops and its answers pass at once."""
        self._bytes = Bucket(rate=500_000, burst=16_000_000)
        """By connection."""
        server.eio.on("connect", self.connect)
        server.eio.on("message", self.message)
        server.eio.on("disconnect", self.disconnect)

    def connect(self, connection: str, environ: Mapping[str, str]) -> str | None:
        """Let a connection in; a sentence, and it is turned away, where there are too many."""
        who = asker_of(environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", ""))
        full = len(self._came) >= MOST_SOCKETS or self._from[who] >= MOST_FROM_ONE
        if full or not self._arrivals.allows(who):
            logger.info("socket.turned-away", connections=len(self._came))
            return "access.too-many"
        self._came[connection] = (who, time.monotonic())
        self._from[who] += 1
        self._server._handle_eio_connect(connection, environ)
        return None

    def disconnect(self, connection: str, reason: str) -> None:
        who, _ = self._came.pop(connection, ("", 0.0))
        self._from[who] -= 1
        if self._from[who] <= 0:
            del self._from[who]
        self._knocks.pop(connection, None)
        self._server._handle_eio_disconnect(connection, reason)

    def message(self, connection: str, data: str | bytes) -> None:
        """Hand a message on; what cannot be one of ours costs its sender the connection."""
        if connection not in self._came:
            time.sleep(PENANCE)
            return
        self._heard += 1
        if self._heard % 32 == 0:
            time.sleep(0)  # a connection that never pauses must not keep the others from their turn
        why = self._wrong(connection, data)
        if why is None:
            try:
                self._server._handle_eio_message(connection, data)
                return
            except Exception as error:  # noqa: BLE001 - whatever the library makes of it, one socket pays
                why = f"malformed: {type(error).__name__}"
        self.close(connection, why)
        time.sleep(PENANCE)

    def _wrong(self, connection: str, data: str | bytes) -> str | None:
        """Say what is wrong with a message; None where it may pass."""
        if not self._messages.allows(connection) or not self._bytes.allows(connection, len(data)):
            return "flood"
        if not isinstance(data, str):
            return "binary"
        begins = OURS.match(data)
        if begins is None or (begins[2] is not None and not self._is_event(begins[2])):
            return "malformed"
        if data[:1] == CONNECT:
            self._knocks[connection] += 1
            if self._knocks[connection] > MOST_KNOCKS:
                return "knocking"
        if not self._seated(connection) and len(data) > LARGEST_STRANGER:
            return "stranger"
        return None

    def _is_event(self, name: str) -> bool:
        """Whether a device may send this; coming and going are the library's to tell."""
        return name in self._server.handlers.get("/", {}) and name not in ("connect", "disconnect")

    def _seated(self, connection: str) -> bool:
        return self._server.manager.sid_from_eio_sid(connection, "/") is not None

    def close(self, connection: str, why: str) -> None:
        """Close a connection, telling it so."""
        found = self._server.eio.sockets.get(connection)
        if found is not None and not found.closed and not found.closing:
            logger.info("socket.closed", why=why)
            found.close(wait=False)

    def let_strangers_go(self) -> None:
        """Close the connections that have shown no token in time."""
        late = time.monotonic() - SEATED_WITHIN
        for connection, (_, came) in list(self._came.items()):
            if came < late and not self._seated(connection):
                self.close(connection, "no token")
