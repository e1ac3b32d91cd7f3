"""The line between the processes of an instance: small words in JSON, which may be lost.

What was done in a room is read from the log; the line only says that there is something to read. What is
ephemeral (who is here, who is writing) goes over it and is written down nowhere. A process hears of the
rooms that are awake in it, on a channel each, and of the other processes on one that is everybody's.
"""

import threading
import time
from collections import deque
from collections.abc import Callable

import msgspec
import redis
import structlog
from redis.backoff import NoBackoff
from redis.retry import Retry

from server.live.ids import new_id
from server.live.native import Spawn

logger = structlog.get_logger()

EVERYBODY = "recolte:everybody"
ROOM = "recolte:room:"

COME_BACK = 1.0
"""Seconds before a queue that is gone is tried again."""

SILENT_AFTER = 7.0
"""Seconds without hearing even one's own word after which the line is taken to be dead."""

MOST_WAITING = 10_000
"""Words that wait while the queue is slow; the oldest are lost first."""


class Spot(msgspec.Struct, frozen=True):
    """Where somebody is writing, `<kind>/<id>` or nowhere any more, and in which group they sit."""

    where: str | None
    group: str | None


class Spent(msgspec.Struct, frozen=True):
    """What was taken of a limit that is the whole instance's."""

    limit: str
    key: str
    cost: float


class Word(msgspec.Struct, frozen=True, omit_defaults=True):
    """One word from a process to the others, about a room or about itself."""

    by: str = ""
    """The process that says it, under a name it has since its start."""
    room: str = ""
    at: int = 0
    """The clock of the process, said now and then so that the others know that it lives."""
    wrote: bool = False
    """There is more in the room's log."""
    erased: bool = False
    revoked: bool = False
    asks: bool = False
    """The process wants to be told who is here."""
    here: dict[str, int] = {}
    """Devices by person at that process; 0 where the last has gone."""
    whole: bool = False
    """`here` is everybody who is at that process."""
    writing: dict[str, Spot] = {}
    spent: list[Spent] = []


class Bus:
    """Tells the other processes, and hears them."""

    def __init__(self, url: str, spawn: Spawn, heard: Callable[[Word], None]) -> None:
        self._queue = redis.Redis.from_url(
            url, socket_timeout=5, socket_connect_timeout=2, retry=Retry(NoBackoff(), 0)
        )
        self.me = new_id()
        self._mine = f'{{"by":"{self.me}"'.encode()
        self._heard = heard
        self._spawn = spawn
        self.followed: Callable[[str], None] = lambda code: None
        """Called with a room once what is said of it is heard here, also when the queue has come back."""
        self.connected = False
        self._rooms: set[str] = set()
        self._written: set[str] = set()
        self._words: deque[Word] = deque(maxlen=MOST_WAITING)
        self._changed_rooms: deque[tuple[bool, str]] = deque()
        self._telling = False
        self._gate = threading.Lock()
        self._listening: redis.client.PubSub | None = None

    def start(self) -> None:
        """Begin to listen."""
        self._spawn(self._listen)

    # --- telling --------------------------------------------------------------------------------

    def wrote(self, code: str) -> None:
        """Say that a room has gone on; never waits, and tells once however often it is called."""
        with self._gate:
            self._written.add(code)
        self._soon()

    def tell(self, word: Word) -> None:
        """Say something; never waits."""
        with self._gate:
            self._words.append(word)
        self._soon()

    def follow(self, code: str) -> None:
        """Hear of a room from now on."""
        with self._gate:
            self._rooms.add(code)
            self._changed_rooms.append((True, code))
        self._soon()

    def unfollow(self, code: str) -> None:
        """Hear of a room no more."""
        with self._gate:
            self._rooms.discard(code)
            self._changed_rooms.append((False, code))
        self._soon()

    def _soon(self) -> None:
        with self._gate:
            start = not self._telling
            self._telling = True
        if start:
            self._spawn(self._tell)

    def _tell(self) -> None:
        while True:
            with self._gate:
                codes, self._written = self._written, set()
                words, self._words = self._words, deque(maxlen=MOST_WAITING)
                changed, self._changed_rooms = self._changed_rooms, deque()
                self._telling = bool(codes or words or changed)
            if not (codes or words or changed):
                return
            try:
                self._subscribe(changed)
                self._publish([*(Word(room=code, wrote=True) for code in sorted(codes)), *words])
            except (redis.RedisError, OSError) as error:
                # The others look by themselves; nothing is lost but a few seconds.
                logger.warning("queue.gone", error=type(error).__name__)

    def _subscribe(self, changed: deque[tuple[bool, str]]) -> None:
        # It may go while it is written to.
        listening = self._listening
        if listening is None:
            return  # the line begins with every room that is followed then
        for joins, code in changed:
            (listening.subscribe if joins else listening.unsubscribe)(ROOM + code)

    def _publish(self, words: list[Word]) -> None:
        if not words:
            return
        with self._queue.pipeline(transaction=False) as together:
            for word in words:
                signed = msgspec.structs.replace(word, by=self.me)
                channel = ROOM + word.room if word.room else EVERYBODY
                together.publish(channel, msgspec.json.encode(signed))
            together.execute()

    # --- hearing --------------------------------------------------------------------------------

    def _listen(self) -> None:
        while True:
            try:
                with self._queue.pubsub() as listening:
                    self._follow_all(listening)
                    self._hear_on(listening)
            except (redis.RedisError, OSError) as error:
                logger.warning("queue.gone", error=type(error).__name__)
            self.connected, self._listening = False, None
            time.sleep(COME_BACK)

    def _follow_all(self, listening: redis.client.PubSub) -> None:
        listening.subscribe(EVERYBODY)
        self._listening = listening
        with self._gate:
            rooms = sorted(self._rooms)
        for code in rooms:
            listening.subscribe(ROOM + code)

    def _hear_on(self, listening: redis.client.PubSub) -> None:
        last = time.monotonic()
        while time.monotonic() - last < SILENT_AFTER:
            said = listening.get_message(timeout=1.0)
            if said is None:
                continue
            last = time.monotonic()
            channel, data = said["channel"].decode(), said["data"]
            if said["type"] == "message":
                self._take(data)
            elif said["type"] == "subscribe" and channel == EVERYBODY:
                self.connected = True
                logger.info("queue.joined")
            elif said["type"] == "subscribe":
                self.followed(channel.removeprefix(ROOM))

    def _take(self, data: bytes) -> None:
        if data.startswith(self._mine):
            return
        try:
            word = msgspec.json.decode(data, type=Word)
        except (msgspec.DecodeError, UnicodeDecodeError):
            # Whatever else is on the queue is not for us, and is never taken for more than text.
            logger.warning("queue.strange-word", size=len(data))
            return
        self._heard(word)
