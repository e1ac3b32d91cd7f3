"""Who is here and who is writing: told as it changes, about once a second, and never written down."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import msgspec

from server.core.sight import Viewer
from server.live.bus import Spot
from server.live.fan_out import FanOut
from server.live.native import Spawn

BEAT = 1.0
"""Seconds between two words about presence in a room."""

IN_SIGHT = ("statement/",)
"""What everybody sees from its first word on: who is writing in it is told to all, else to the table."""


class Here(msgspec.Struct, frozen=True, omit_defaults=True):
    """What changed: connections by person (0: gone), and what each is writing on, if anything."""

    here: dict[str, int] = {}
    writing: dict[str, str | None] = {}


Share = Callable[[dict[str, int], dict[str, Spot]], None]
"""Tells the other processes what has changed at this one: devices by person, and who is writing where."""


class Presence:
    """The presence of the people of one room, at this process and at the others."""

    def __init__(
        self,
        fan_out: FanOut,
        send: Callable[[Iterable[str], bytes], None],
        spawn: Spawn,
    ) -> None:
        self._fan_out = fan_out
        self._send = send
        self._spawn = spawn
        self.share: Share = lambda here, writing: None
        self.hides: Callable[[], bool] = lambda: False
        """Whether nobody may learn who is writing: asked when it is told, since it may have changed."""
        self._told: dict[str, int] = {}
        self._in_sight: set[str] = set()
        """Who is known to everybody as writing."""
        self._elsewhere: dict[str, dict[str, int]] = {}
        self._writing: dict[str, Spot] = {}
        self._written_at: dict[str, str] = {}
        """The other process that said where a person is writing; nobody for our own."""
        self._changed: set[str] = set()
        self._beating = False
        self._gate = threading.Lock()
        self._telling = threading.Lock()

    def now(self, viewer: Viewer) -> Here:
        """All that is known now, for one who has just come in; nothing for a screen or a reader."""
        if viewer.seat in ("screen", "reader"):
            return Here()
        return Here(here=self._everywhere())

    def own(self) -> dict[str, int]:
        """Who is here at this process, by number of devices."""
        return self._fan_out.connections()

    # --- at this process ------------------------------------------------------------------------

    def changed(self, viewer: Viewer) -> None:
        """Say that a person came or went."""
        if viewer.person is not None:
            self._mark(viewer.person)

    def write(self, viewer: Viewer, where: str | None) -> None:
        """Say what a person is writing on: `<kind>/<id>`, or nothing any more."""
        if viewer.person is not None:
            self._writing[viewer.person] = Spot(where, viewer.group)
            self._written_at.pop(viewer.person, None)
            self._mark(viewer.person)

    # --- at the others --------------------------------------------------------------------------

    def heard(
        self, process: str, here: Mapping[str, int], writing: Mapping[str, Spot], *, whole: bool
    ) -> None:
        """Take what another process says; `whole` where it names everybody who is there."""
        with self._gate:
            known = self._elsewhere.setdefault(process, {})
            changed = {*here, *writing, *(known if whole else ())}
            if whole:
                known.clear()
            known.update(here)
            for person in [person for person, devices in known.items() if devices <= 0]:
                del known[person]
        self._writing.update(writing)
        self._written_at.update(dict.fromkeys(writing, process))
        self._tell(changed)

    def forget(self, process: str) -> None:
        """Let go of whoever was at a process that is no more."""
        with self._gate:
            gone = set(self._elsewhere.pop(process, {}))
        for person in [person for person, said in self._written_at.items() if said == process]:
            gone.add(person)
            del self._written_at[person]
            if person in self._writing:
                self._writing[person] = Spot(None, self._writing[person].group)
        if gone:
            self._tell(gone)

    # --- telling --------------------------------------------------------------------------------

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
            own = self.own()
            ours = [p for p in changed if p in self._writing and p not in self._written_at]
            writing = {} if self.hides() else {person: self._writing[person] for person in ours}
            self.share({person: own.get(person, 0) for person in changed}, writing)
            self._tell(changed)

    def _tell(self, changed: set[str]) -> None:
        hidden = self.hides()
        with self._telling:
            connected = self._everywhere()
            here = {p: connected.get(p, 0) for p in changed if connected.get(p, 0) != self._told.get(p)}
            self._told.update(here)
            everybody = [sid for sid in self._fan_out.sids() if self._listens(sid)]
            if here and everybody:
                self._send(everybody, msgspec.json.encode(Here(here=here)))
            for person in changed & self._writing.keys():
                spot = self._writing[person]
                if spot.where is None:
                    del self._writing[person]
                where = None if hidden else spot.where
                in_sight = where is not None and where.startswith(IN_SIGHT)
                if person in self._in_sight and not in_sight:
                    self._send(everybody, msgspec.json.encode(Here(writing={person: None})))
                (self._in_sight.add if in_sight else self._in_sight.discard)(person)
                hearers = everybody if in_sight else self._fan_out.seated_with(spot.group)
                self._send(hearers, msgspec.json.encode(Here(writing={person: where})))

    def _everywhere(self) -> dict[str, int]:
        """Devices by person, at this process and as far as is known at the others."""
        counted = Counter(self.own())
        with self._gate:
            for there in self._elsewhere.values():
                counted.update(there)
        return dict(counted)

    def _listens(self, sid: str) -> bool:
        viewer = self._fan_out.viewer(sid)
        return viewer is not None and viewer.seat not in ("screen", "reader")
