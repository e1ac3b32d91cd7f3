"""Who is here and who is writing: told as it changes, about once a second, and never written down."""

import threading
import time
from collections.abc import Callable, Iterable

import msgspec

from server.core.access import Viewer
from server.live.fan_out import FanOut
from server.live.native import Spawn

BEAT = 1.0
"""Seconds between two words about presence in a room."""


class Here(msgspec.Struct, frozen=True, omit_defaults=True):
    """What changed: connections by person (0: gone), and what each is writing on, if anything."""

    here: dict[str, int] = {}
    writing: dict[str, str | None] = {}


class Presence:
    """The presence of the people of one room."""

    def __init__(
        self,
        fan_out: FanOut,
        send: Callable[[Iterable[str], bytes], None],
        spawn: Spawn,
    ) -> None:
        self._fan_out = fan_out
        self._send = send
        self._spawn = spawn
        self._told: dict[str, int] = {}
        self._writing: dict[str, str | None] = {}
        self._groups: dict[str, str | None] = {}
        self._changed: set[str] = set()
        self._beating = False
        self._gate = threading.Lock()

    def now(self, viewer: Viewer) -> Here:
        """All that is known now, for one who has just come in; nothing for a screen or a reader."""
        if viewer.seat in ("screen", "reader"):
            return Here()
        return Here(here=self._fan_out.connections())

    def changed(self, viewer: Viewer) -> None:
        """Say that a person came or went."""
        if viewer.person is not None:
            self._groups[viewer.person] = viewer.group
            self._mark(viewer.person)

    def write(self, viewer: Viewer, where: str | None) -> None:
        """Say what a person is writing on: `<kind>/<id>`, or nothing any more."""
        if viewer.person is not None:
            self._groups[viewer.person] = viewer.group
            self._writing[viewer.person] = where
            self._mark(viewer.person)

    def _mark(self, person: str) -> None:
        with self._gate:
            self._changed.add(person)
            start = not self._beating
            self._beating = True
        if start:
            self._spawn(self._beat)

    def _beat(self) -> None:
        """Tell what changed, once a beat, for as long as something does."""
        while True:
            time.sleep(BEAT)
            with self._gate:
                changed, self._changed = self._changed, set()
                self._beating = bool(changed)
            if not changed:
                return
            self._tell(changed)

    def _tell(self, changed: set[str]) -> None:
        connected = self._fan_out.connections()
        here = {p: connected.get(p, 0) for p in changed if connected.get(p, 0) != self._told.get(p)}
        self._told.update(here)
        everybody = [sid for sid in self._fan_out.sids() if self._listens(sid)]
        if here and everybody:
            self._send(everybody, msgspec.json.encode(Here(here=here)))
        for person in changed & self._writing.keys():
            word = Here(writing={person: self._writing[person]})
            if self._writing[person] is None:
                del self._writing[person]
            sids = self._fan_out.seated_with(self._groups.get(person))
            self._send(sids, msgspec.json.encode(word))

    def _listens(self, sid: str) -> bool:
        viewer = self._fan_out.viewer(sid)
        return viewer is not None and viewer.seat not in ("screen", "reader")
