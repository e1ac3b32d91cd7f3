"""Several processes, one order: a word from process to process that a room has gone on.

The word is only that there is something to read; what was written is read from the log. So a word
that is lost costs time and nothing else: every process also looks by itself now and then.
"""

import threading
import time
from collections.abc import Callable

import redis
import structlog

from server.live.ids import new_id
from server.live.native import Spawn

logger = structlog.get_logger()

CHANNEL = "recolte:rooms"
LOOK_EVERY = 5.0
"""Seconds after which a process looks in the log by itself, whatever it was told."""

COME_BACK = 1.0
"""Seconds before a queue that is gone is tried again."""

Heard = Callable[[str], None]
"""Called with the code of a room that another process has written in."""


class Bus:
    """Tells other processes which rooms this one has written in, and hears the same of theirs."""

    def __init__(self, url: str, spawn: Spawn, heard: Heard) -> None:
        self._queue = redis.Redis.from_url(url, socket_timeout=None, socket_connect_timeout=2)
        self._me = new_id()
        self._heard = heard
        self._spawn = spawn
        self._written: set[str] = set()
        self._telling = False
        self._gate = threading.Lock()
        spawn(self._listen)

    def wrote(self, code: str) -> None:
        """Say that a room has gone on; never waits, and tells once however often it is called."""
        with self._gate:
            self._written.add(code)
            start = not self._telling
            self._telling = True
        if start:
            self._spawn(self._tell)

    def _tell(self) -> None:
        while True:
            with self._gate:
                codes, self._written = self._written, set()
                self._telling = bool(codes)
            if not codes:
                return
            try:
                self._queue.publish(CHANNEL, " ".join([self._me, *sorted(codes)]))
            except redis.RedisError as error:
                # The others look by themselves; nothing is lost but a few seconds.
                logger.warning("queue.gone", error=type(error).__name__)

    def _listen(self) -> None:
        while True:
            try:
                listening = self._queue.pubsub(ignore_subscribe_messages=True)
                listening.subscribe(CHANNEL)
                for word in listening.listen():
                    self._hear(word["data"])
            except (redis.RedisError, OSError) as error:
                logger.warning("queue.gone", error=type(error).__name__)
                time.sleep(COME_BACK)

    def _hear(self, data: object) -> None:
        if not isinstance(data, bytes):
            return
        sender, *codes = data.decode("ascii", "replace").split(" ")
        if sender != self._me:
            for code in codes:
                self._heard(code)
