"""Looks at what comes over a socket before the library does: how many, how much, how often, and whether it may.

What it closes it closes with a line in the log; the room, the process and the others do not notice.
"""

import re
import time
from collections import Counter
from collections.abc import Callable, Mapping

import msgspec
import socketio
import structlog
from flask_socketio import SocketIO

from server.web.http import LOCAL, asker_of
from server.web.limits import Bucket
from server.web.penance import linger
from server.web.socket import LARGEST_OP, LARGEST_QUICK

logger = structlog.get_logger()

MOST_SOCKETS = 12_000
"""Connections in all; docs/deploy.md says how many handles the machine must allow."""

MOST_FROM_ONE = 3_000
"""Connections from one address: a hall of a thousand people with three devices each."""

LARGEST_STRANGER = 4_096
"""Bytes of a message from who has shown no token yet; a token is a fiftieth of it."""

MOST_STRANGE = 20
"""Messages from who has shown no token: our devices send one, and wait."""

LARGEST_EVENT = 131_072
"""Signs of a message: of twice what an op may hold nothing is read, for nothing in it can be right."""

BURST = 60
"""Seconds' worth of connections that an address may open at once."""

MOST_KNOCKS = 5
"""How often one connection may show a token."""

SEATED_WITHIN = 10.0
"""Seconds within which a connection must have shown a token."""

PENANCE = 0.05
"""Seconds that a connection which is being closed waits for each message that it goes on sending."""

LARGE_A_SECOND = 1_000_000
"""Signs of messages too large for the quick road that one connection is heard to say in a second.

Reading them, nobody else is heard; what people write is a tenth of one.
"""

CONNECT = "0"
OURS = re.compile(r'0(\{|\[|$)|1|2\d{0,12}\["([a-z]{1,20})"[,\]]|3\d{0,12}\[')
"""How a message of one of our devices begins: knocking, leaving, an event, an acknowledgement."""

WANTS_ANSWER = re.compile(r"2(\d{1,13})\[")
"""How an event begins that wants an answer."""


class Guard:
    """Stands between Engine.IO and Socket.IO."""

    def __init__(self, io: SocketIO, per_second: float = 20) -> None:
        server: socketio.Server = io.server
        self._server = server
        self._came: dict[str, tuple[str, float]] = {}
        """For each connection, the address it comes from and when it came (seconds, monotonic)."""
        self._from: Counter[str] = Counter()
        self._knocks: Counter[str] = Counter()
        self._strange: Counter[str] = Counter()
        """By connection: messages before it has shown a token."""
        self.person_of: Callable[[str], str | None] = lambda sid: None
        """Whose device is a guest under an id; nobody's where a link is for many, as the screen's is."""
        self._heard = 0
        self._arrivals = Bucket(rate=per_second, burst=BURST * per_second)
        """By address: connections opened. Three hundred phones may come back four times in a row."""
        self._messages = Bucket(rate=100, burst=2_500)
        """By person, whatever the number of connections: an outbox of a thousand ops and its answers pass at once."""
        self._bytes = Bucket(rate=500_000, burst=16_000_000)
        """By person."""
        self._halls = Bucket(rate=1_500, burst=30_000)
        """By address; where it is used up, nobody is cut but who says more than people do:"""
        self._calm = Bucket(rate=20, burst=300)
        """By person, in a hall that has used up its own."""
        self._held: Counter[str] = Counter()
        """By connection that has shown no token: bytes of messages that were not whole when they came."""
        self._unfinished = Bucket(rate=250_000, burst=8_000_000)
        """The same by person: a message of the largest kind that is still told that it is too large, or a
        hundred of the longest ops in a row, which a weak link brings in many packets."""
        self._unfinished_halls = Bucket(rate=4_000_000, burst=64_000_000)
        """And by address: what all its messages that are never finished may take of the memory."""
        self._unfinished_calm = Bucket(rate=10_000, burst=200_000)
        """By person, in a hall that has used up its own."""
        server.eio.on("connect", self.connect)
        server.eio.on("message", self.message)
        server.eio.on("disconnect", self.disconnect)

    def connect(self, connection: str, environ: Mapping[str, str]) -> str | None:
        """Let a connection in; a sentence, and it is turned away, where there are too many."""
        who = asker_of(environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", ""))
        full = len(self._came) >= MOST_SOCKETS or self._from[who] >= MOST_FROM_ONE
        if full or not (who == LOCAL or self._arrivals.allows(who)):
            logger.info("socket.turned-away", connections=len(self._came))
            linger()
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
        self._strange.pop(connection, None)
        self._held.pop(connection, None)
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
                if len(data) > LARGEST_EVENT:
                    self._refuse_large(connection, str(data))
                else:
                    self._server._handle_eio_message(connection, data)
                if len(data) > LARGEST_QUICK:
                    time.sleep(min(len(data), LARGEST_EVENT) / LARGE_A_SECOND)
                return
            except Exception as error:  # noqa: BLE001 - whatever the library makes of it, one socket pays
                why = f"malformed: {type(error).__name__}"
        self.close(connection, why)
        time.sleep(PENANCE)

    def may_hold(self, connection: str, size: int) -> bool:
        """Count bytes of what is no whole message yet; False where they are too many to wait for the rest.

        Asked as they come: what is refused once it is whole has been gathered, unmasked and decoded before.
        """
        if connection not in self._came:
            return False
        sid = self._server.manager.sid_from_eio_sid(connection, "/")
        if sid is None:
            self._held[connection] += size
            return self._held[connection] <= LARGEST_STRANGER
        address, person = self._came[connection][0], self.person_of(sid) or connection
        if not self._unfinished.allows(person, size):
            return False
        hall = address == LOCAL or self._unfinished_halls.allows(address, size)
        return hall or self._unfinished_calm.allows(person, size)

    def _wrong(self, connection: str, data: str | bytes) -> str | None:
        """Say what is wrong with a message; None where it may pass."""
        sid = self._server.manager.sid_from_eio_sid(connection, "/")
        if sid is None:
            self._strange[connection] += 1
            if self._strange[connection] > MOST_STRANGE or len(data) > LARGEST_STRANGER:
                return "stranger"
        if self._floods(self._came[connection][0], (sid and self.person_of(sid)) or connection, len(data)):
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
        return None

    def _floods(self, address: str, person: str, size: int) -> bool:
        """Count a message; whether it is one too many, or too large after all that came before."""
        if not self._messages.allows(person) or not self._bytes.allows(person, size):
            return True
        return not (address == LOCAL or self._halls.allows(address) or self._calm.allows(person))

    def _refuse_large(self, connection: str, data: str) -> None:
        """Answer what is too large without reading it."""
        wants = WANTS_ANSWER.match(data)
        if wants is not None:
            facts = {"size": len(data), "limit": LARGEST_OP}
            told = msgspec.json.encode([{"refused": "op.too-large", "facts": facts}]).decode()
            self._server.eio.send(connection, f"3{wants[1]}{told}")

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
