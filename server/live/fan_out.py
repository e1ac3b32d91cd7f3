"""Who is connected to one room, and what each class of viewers was last told.

A frame is encoded once for all classes to which a turn looks the same; a person to whom an op looks
different gets a frame of their own. `prev` in a frame is the last sequence number that was told to the class, so that a
device that holds less knows that it missed something.
"""

import functools
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Concatenate, ParamSpec, TypeVar

import msgspec

from server.core import viewing
from server.core.records import Participant
from server.core.room import Change, Drop, Room
from server.core.sight import Policy, Viewer
from server.core.viewing import Done, Told
from server.live.telling import Pieces, Telling, drops_of, frame_of

Send = Callable[[Iterable[str], bytes], None]
"""Sends an encoded frame to connections, by their ids; must not wait."""


P = ParamSpec("P")
T = TypeVar("T")

MOST_DROPS = 500
"""How many disappearances a class's devices can catch up on without a whole snapshot."""


class Frame(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that one turn changed for one viewer: what takes it from `prev` to `seq`, whose op has this mark."""

    prev: int
    seq: int
    ops: list[Told]
    mark: int | None = None


class Resync(msgspec.Struct, frozen=True):
    """What a viewer missed is not known: only a whole snapshot will do."""


def alone(method: Callable[Concatenate["FanOut", P], T]) -> Callable[Concatenate["FanOut", P], T]:
    """Let one thread at a time: connections come and go in threads of their own, also while they are told."""

    @functools.wraps(method)
    def by_one(self: "FanOut", /, *args: P.args, **kwargs: P.kwargs) -> T:
        with self.gate:
            return method(self, *args, **kwargs)

    return by_one


class FanOut:
    """The connections of one room."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._viewers: dict[str, Viewer] = {}
        self._classes: dict[Viewer, set[str]] = {}
        self._people: dict[str, set[str]] = {}
        self._told: dict[Viewer, int] = {}
        self._since: dict[Viewer, int] = {}
        self._dropped: dict[Viewer, list[tuple[int, Drop]]] = {}
        self._unsettled: dict[str, int] = {}
        """For each person, the seq of a change to what they see that only a snapshot repeats."""
        self._floor = 0
        self._doubted = -1
        self.gate = threading.RLock()

    def __len__(self) -> int:
        return len(self._viewers)

    @alone
    def start_from(self, seq: int) -> None:
        """Say that nothing is known of what viewers were told up to `seq`; who holds less notices it."""
        self._floor = seq
        self._told = dict.fromkeys(self._told, seq)

    @alone
    def doubt(self, seq: int) -> None:
        """Say that what devices hold up to `seq` may be of a log that is no more: only a snapshot will do for them."""
        self._doubted = seq

    @alone
    def join(self, sid: str, viewer: Viewer, seq: int) -> None:
        """Let a connection follow the room from `seq` on."""
        self.leave(sid)
        kind = viewer.of_class
        self._viewers[sid] = viewer
        self._classes.setdefault(kind, set()).add(sid)
        self._told.setdefault(kind, seq)
        self._since.setdefault(kind, seq)
        if viewer.person is not None:
            self._people.setdefault(viewer.person, set()).add(sid)

    @alone
    def leave(self, sid: str) -> Viewer | None:
        """Forget a connection; give who it was."""
        viewer = self._viewers.pop(sid, None)
        if viewer is None:
            return None
        self._classes[viewer.of_class].discard(sid)
        if viewer.person is not None:
            self._people[viewer.person].discard(sid)
            if not self._people[viewer.person]:
                del self._people[viewer.person]
        return viewer

    def viewer(self, sid: str) -> Viewer | None:
        return self._viewers.get(sid)

    @alone
    def connections(self) -> dict[str, int]:
        """How many devices each person has connected."""
        return {person: len(sids) for person, sids in self._people.items()}

    @alone
    def sids(self) -> Iterable[str]:
        return list(self._viewers)

    @alone
    def seated_with(self, group: str | None) -> list[str]:
        """The connections of facilitators, and of the people of one group."""
        return [
            sid
            for kind, sids in self._classes.items()
            if kind.facilitates or (group is not None and kind.group == group)
            for sid in sids
        ]

    @alone
    def tell(self, room: Room, turn: Sequence[Done], at: Policy) -> None:
        """Tell every connection what a turn changed for it."""
        if not turn:
            return
        seq = turn[-1].seq
        telling = Telling(turn)
        moves = _moves(turn)
        apart = self._apart(turn, telling) | {person for person in moves if person in self._people}
        of_apart = {viewer.of_class for person in apart for viewer in self._of(person)}
        self._tell_classes(telling, turn[-1], apart, of_apart)
        for person in apart:
            self._tell_person(room, person, turn, telling, moves.get(person), at)
        for kind in of_apart:
            self._told[kind] = seq
        self._unsettle_absent(room, turn)
        self._follow(moves, seq)
        for done in turn:
            if done.was != done.now:
                self._unsettled["*"] = done.seq

    @alone
    def missed(self, room: Room, viewer: Viewer, since: int, at: Policy) -> Frame | Resync | None:
        """Give what a viewer who holds `since` is missing: nothing, one frame, or Resync."""
        if since <= self._doubted:
            return Resync()
        if since == room.seq:
            return None
        kind = viewer.of_class
        known_from = max(
            self._floor,
            self._since.get(kind, room.seq),
            self._unsettled.get("*", 0),
            self._unsettled.get(viewer.person or "", 0),
        )
        if since > room.seq or since < known_from:
            return Resync()
        changes: list[Change] = [
            *(drop for seq, drop in self._dropped.get(kind, []) if seq > since),
            *viewing.newer(room, viewer, since, at),
        ]
        return Frame(prev=since, seq=room.seq, ops=[Told(id="", by=None, at=0, changes=changes)])

    def _unsettle_absent(self, room: Room, turn: Sequence[Done]) -> None:
        """Remember whom something was taken from while they were away: a class does not know of it.

        That is not only what is gone: an emptied card of one's own is in the room, and seen by oneself no more.
        """
        for done in turn:
            for person in viewing.concerned(done) - self._people.keys():
                if any(was and not now for was, now in viewing.sights(done, _as(room, person))):
                    self._unsettled[person] = done.seq

    def _apart(self, turn: Sequence[Done], telling: Telling) -> set[str]:
        """The connected people who are told something else than their class."""
        apart: set[str] = set()
        for number, done in enumerate(turn):
            for person in viewing.concerned(done) - apart:
                viewers = self._of(person)
                if viewers:
                    own, theirs = viewers[0], viewers[0].of_class
                    if telling.piece(number, own) is not telling.piece(number, theirs):
                        apart.add(person)
        return apart

    def _of(self, person: str) -> list[Viewer]:
        return [self._viewers[sid] for sid in self._people.get(person, ())]

    def _tell_classes(self, telling: Telling, last: Done, apart: set[str], of_apart: set[Viewer]) -> None:
        """Tell each class what it sees of a turn: one frame for all that see the same and held the same."""
        seq = last.seq
        frames: dict[tuple[int, Pieces], list[str]] = {}
        for kind in list(self._told):
            pieces = telling.pieces(kind)
            self._remember_drops(kind, seq, pieces)
            concerned = kind in of_apart
            if not pieces and not concerned:
                continue
            sids = list(self._classes.get(kind, ()))
            if concerned:
                sids = [sid for sid in sids if self._viewers[sid].person not in apart]
            if sids:
                frames.setdefault((self._told[kind], pieces), []).extend(sids)
            if not concerned:
                self._told[kind] = seq
        for (prev, pieces), sids in frames.items():
            self._send(sids, frame_of(prev, last, [piece.body for piece in pieces]))

    def _remember_drops(self, kind: Viewer, seq: int, pieces: Pieces) -> None:
        """Keep what a class no longer sees, for who comes back later; the oldest are let go."""
        dropped = self._dropped.setdefault(kind, [])
        dropped += [(seq, drop) for piece in pieces for drop in piece.drops]
        if len(dropped) > MOST_DROPS:
            self._since[kind] = dropped[-MOST_DROPS][0]
            del dropped[:-MOST_DROPS]

    def _tell_person(
        self,
        room: Room,
        person: str,
        turn: Sequence[Done],
        telling: Telling,
        move: tuple[str | None, str | None] | None,
        at: Policy,
    ) -> None:
        for sid in list(self._people.get(person, ())):
            viewer = self._viewers.get(sid)
            if viewer is None:  # went while another was told
                continue
            now = viewer
            if move is not None and viewer.takes_part:
                now = msgspec.structs.replace(viewer, group=move[1])
            pieces = telling.pieces(now)
            bodies = [piece.body for piece in pieces]
            loses = any(piece.drops for piece in pieces)
            if now != viewer:
                changes = viewing.on_moving(room, viewer, now, turn[0].was, at)
                changes += viewing.left_behind(room, turn, viewer, now, at)
                bodies.append(msgspec.json.encode(Told(id="", by=None, at=turn[-1].at, changes=changes)))
                loses = loses or bool(drops_of(changes))
            self._send([sid], frame_of(self._told[viewer.of_class], turn[-1], bodies))
            if loses:
                self._unsettled[person] = turn[-1].seq

    def _follow(self, moves: dict[str, tuple[str | None, str | None]], seq: int) -> None:
        """Let the people who changed groups follow their new group's frames."""
        for person, (_, group) in moves.items():
            self._unsettled[person] = seq
            for sid in list(self._people.get(person, ())):
                viewer = self._viewers[sid]
                if viewer.takes_part:
                    self.join(sid, msgspec.structs.replace(viewer, group=group), seq)


def _as(room: Room, person: str) -> Viewer:
    """Give who is away as one who looks; as a participant who is no longer in the room."""
    known = room.find(Participant, person)
    return Viewer(known.seat, known.group, person) if known else Viewer("participant", person=person)


def _moves(turn: Sequence[Done]) -> dict[str, tuple[str | None, str | None]]:
    """Where each person who changed groups in this turn came from, and where they went."""
    moves: dict[str, tuple[str | None, str | None]] = {}
    for done in turn:
        for person, (was, now) in viewing.moved(done).items():
            moves[person] = (moves[person][0] if person in moves else was, now)
    return moves
