"""A room that is awake: ops come in one queue, are decided in turns, written down, then told.

A turn takes what waits, decides each op in order, writes all of them in one transaction away from
the loop, and only then answers and tells: **an acknowledgement means: on disk**. One turn of a room
ends before the next begins, so that order is never in doubt.
"""

import threading
import time
import zlib
from collections import deque
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from typing import TypeVar

import msgspec
import structlog

from server.core import sight, viewing
from server.core.asking import Actor, Asked, Entry, Op
from server.core.erasing import NAMES as ERASING
from server.core.erasing import Scrubber
from server.core.records import File
from server.core.room import Change, Drop, Room
from server.core.sight import Viewer
from server.core.viewing import Done, Part
from server.live import waking
from server.live.answered import Answer, Answered
from server.live.clock import now
from server.live.count import Count
from server.live.fan_out import FanOut, Frame, Resync, Send
from server.live.marks import Marks
from server.live.native import Native, Spawn
from server.live.pace import Pace
from server.live.turn import Turn, Waiting, happened
from server.store.errors import Behind, Unavailable
from server.store.log import Log, Without

MOST_IN_A_TURN = 400

MOST_TRIES = 40
"""How often a turn is decided anew because another process was first: each has even chances while both write."""

TRIED_WITHIN = 60.0
"""Seconds after which a write that failed says nothing of the disk any more; devices that wait ask sooner."""

KEEP_EVERY, KEEP_PAUSE = 2_000, 60.0
"""A snapshot is taken after so many ops, but not within so many seconds of the last."""

KEEP_AT_REST = 100
"""When a room rests, one is taken after so many."""

logger = structlog.get_logger()

T = TypeVar("T")

Erased = Callable[[str, Collection[str]], None]
"""Told the code of a room in which something was erased for good, and the ids of the files that went with it."""


class Entered(msgspec.Struct, frozen=True):
    """What a device gets on entering: a snapshot, compressed, or the one frame that it missed."""

    seq: int
    now: int
    packed: bytes | None
    changes: list[Change]
    frames: list[Frame]
    mark: int | None
    """Of the op `seq`, by which this log is told from another one."""
    other: bool = False
    """Whether what the device held is of another log than this one."""


class LiveRoom:
    """One room, awake in this process."""

    def __init__(
        self, code: str, log: Log, native: Native, spawn: Spawn, send: Send, count: Count | None = None
    ) -> None:
        self.code = code
        self.fan_out = FanOut(send)
        self._log = log
        self._native = native
        self.writing = native
        """Runs what writes to the log; the house makes all its rooms wait for one another where they must."""
        self._spawn = spawn
        self._queue: deque[Waiting] = deque()
        self._turning = False
        self._gate = threading.Lock()
        self._settled = threading.Lock()
        """Held while the state is ahead of the disk: who reads waits for it."""
        self._pace = Pace(time.monotonic())
        self._answered = Answered(self._find_op)
        self._marks = Marks(self._find_at)
        self._packed: dict[tuple[Viewer, Part], tuple[int, bytes]] = {}
        self._room = Room(code)
        self._behind = self._astray = False
        self._kept = 0
        """The sequence number up to which a snapshot was taken."""
        self._kept_at = time.monotonic()
        self.wrote: Callable[[str], None] = lambda code: None
        """Called after a turn was written, so that other processes can be told."""
        self.erased: Erased = lambda code, files: None
        """Called beside the turn, after something in the room was erased for good."""
        self.astray: Callable[[str], None] = lambda code: None
        """Called beside the turn where the log is not the one that this room was read from."""
        self.shared = False
        """Whether other processes may write this room too, so that what is in memory may be old."""
        self.answered: Callable[[], None] = lambda: None
        """Called when all ops of a turn were answered: what was answered to one device can go out together."""
        self.storage_trouble = False
        self.touched_at = time.monotonic()
        self.count = count or Count()

    # --- waking up ------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the room from its log; whoever is connected is told by the gap to enter again."""
        started = time.monotonic()
        woken = self._native(lambda: waking.wake(self._log, self.code))
        with self._settled:
            self._room, self._kept = woken.room, woken.kept
            self._answered.start_from(woken.in_log, woken.latest)
            self._marks.start_from(woken.latest)
            self.fan_out.start_from(self._room.seq)
        self.count.wakings.note(time.monotonic() - started)

    def keep(self, least: int = KEEP_AT_REST) -> None:
        """Write a snapshot where at least so many ops have come since the last: who wakes the room reads it sooner."""
        with self._settled:
            if self._room.seq - self._kept < least:
                return
            self._kept = self._room.seq
            taken = self._still()
        try:
            self.writing(lambda: waking.keep(self._log, *taken))
            self.count.kept += 1
        except (Unavailable, Behind):
            # The log has it all.
            logger.info("snapshot.not-kept", room=self.code)

    def _still(self) -> tuple[Room, tuple[str, int] | None, bytes]:
        """The room, its last op and all ops in its log, to be written down while it goes on."""
        return self._room.still(), self._answered.last, self._answered.in_log()

    # --- asking ---------------------------------------------------------------------------------

    def ask(self, op: Op, actor: Actor, reply: Callable[[Answer], None], *, own: bool = False) -> None:
        """Put an op in the queue; `reply` is called once, from the turn that decides it."""
        self.touched_at = time.monotonic()
        with self._gate:
            self._queue.append(Waiting(op, actor, reply, own))
            start = not self._turning
            self._turning = True
        if start:
            self._spawn(self._run)

    def nudge(self) -> None:
        """Look in the log for what another process may have written."""
        with self._gate:
            self._behind = True
            start = not self._turning
            self._turning = True
        if start:
            self._spawn(self._run)

    def ask_and_wait(self, op: Op, actor: Actor, *, own: bool = False, patience: float = 15.0) -> Answer:
        """Ask an op and wait for its answer; told to wait itself where none comes in time (seconds)."""
        done = threading.Event()
        answers: list[Answer] = []

        def reply(answer: Answer) -> None:
            answers.append(answer)
            done.set()

        self.ask(op, actor, reply, own=own)
        done.wait(patience)
        return answers[0] if answers else Answer(wait="storage.unavailable")

    @property
    def waiting(self) -> int:
        """How many ops wait for a turn."""
        return len(self._queue)

    @property
    def cannot_write(self) -> bool:
        """Whether the last write failed, and somebody has asked something lately."""
        return self.storage_trouble and time.monotonic() - self.touched_at < TRIED_WITHIN

    def look_again(self) -> bool:
        """Try whether a room that could not write can now, by its snapshot; give whether it can.

        A full disk lets itself be locked and read: only a write tells, and this one may be made at any time.
        """
        with self._settled:
            taken = self._still()
        try:
            self.writing(lambda: waking.keep(self._log, *taken))
        except Unavailable:
            return False
        except Behind:
            pass  # another process has written, so that it can be done
        self.storage_trouble = False
        return True

    @property
    def idle(self) -> bool:
        """Whether nothing waits and nothing is being decided."""
        return not self._turning and not self._queue

    # --- reading --------------------------------------------------------------------------------

    def enter(
        self, sid: str, viewer: Viewer, since: int | None, part: Part = "all", mark: int | None = None
    ) -> Entered:
        """Let a connection in: from now on it is told of every turn. A snapshot is of that part of the room.

        A device that holds more than this process, or under its number (`since`) another op than this
        process knows (`mark`), has been told it by another one or in another log: the log says which.
        Unavailable where that cannot be read now.
        """
        if self.shared:
            self.nudge()
        with self._settled:
            if (since or 0) > self._room.seq:
                self._catch_up()
            try:
                other = self._marks.are_others(since, mark)
            except Unavailable:
                # Reading goes on: a device of which nothing can be said is given everything.
                other, since = False, None
            if other:
                self._catch_up()
                other = self._marks.are_others(since, mark)
            reached = self._marks.at(self._room.seq)
            seq, at = self._room.seq, sight.policy(self._room.info)
            viewer = self._seated(viewer)
            missed = (
                Resync() if since is None or other else self.fan_out.missed(self._room, viewer, since, at)
            )
            self.fan_out.join(sid, viewer, seq)
            self.touched_at = time.monotonic()
            if isinstance(missed, Resync):
                changes = viewing.personal(self._room, viewer, at)
                shown = self._snapshot(viewer.of_class, part)
                self.count.snapshots += 1
                return Entered(seq, now(), shown, changes, frames=[], mark=reached, other=other)
            frames = [missed] if missed else []
            self.count.resumes += 1
            return Entered(seq, now(), packed=None, changes=[], frames=frames, mark=reached)

    def pages(self, viewer: Viewer) -> bytes:
        """Give the part that a connection put off when it was let in, as it is now and as one may see it."""
        with self._settled:
            return self._snapshot(viewer.of_class, "pages")

    def read(self, look: Callable[[Room], T]) -> T:
        """Look at the room between two turns; `look` must not keep it, nor take long."""
        with self._settled:
            return look(self._room)

    def _seated(self, viewer: Viewer) -> Viewer:
        """Say in which group a person sits now."""
        person = self._room.records["participant"].get(viewer.person or "")
        return msgspec.structs.replace(viewer, group=getattr(person, "group", None))

    def _snapshot(self, kind: Viewer, part: Part) -> bytes:
        """A part of the room as a class of viewers sees it: JSON, compressed once a turn and class (gzip)."""
        known = self._packed.get((kind, part))
        if known is not None and known[0] == self._room.seq:
            return known[1]
        shown = viewing.snapshot(self._room, kind, sight.policy(self._room.info), part)
        packer = zlib.compressobj(level=3, wbits=31)
        packed = packer.compress(msgspec.json.encode(shown)) + packer.flush()
        seq = self._room.seq
        # What was packed before is of no use to anybody: each class of viewers would keep a room of its own.
        self._packed = {known: made for known, made in self._packed.items() if made[0] == seq}
        self._packed[kind, part] = seq, packed
        return packed

    # --- turns ----------------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            started = time.monotonic()
            with self._gate:
                batch = self._next_batch()
                behind, self._behind = self._behind, False
                self._turning = bool(batch) or behind
            if not self._turning:
                return
            if behind:
                self._read_on()
            if batch:
                self._turn(batch)
                self._keep_now_and_then()
            # Also where it is nothing: whoever brings the next ops must get their turn too.
            time.sleep(self._pace.rest(started, time.monotonic()))

    def _next_batch(self) -> list[Waiting]:
        """Take from the queue what one turn decides; an undo that comes after an erasure opens the next.

        What it brings back it finds in the log, where the words stand until the turn that erases them is written.
        """
        batch: list[Waiting] = []
        erases = False
        while self._queue and len(batch) < MOST_IN_A_TURN:
            name = self._queue[0].op.name
            if erases and name == "op.undo":
                break
            erases = erases or name in ERASING
            batch.append(self._queue.popleft())
        return batch

    def _keep_now_and_then(self) -> None:
        moment = time.monotonic()
        if self._room.seq - self._kept >= KEEP_EVERY and moment - self._kept_at > KEEP_PAUSE:
            self._kept_at = moment
            self._spawn(self.keep)

    def _turn(self, batch: Sequence[Waiting]) -> None:
        started = time.monotonic()
        try:
            answered = self._taken(batch)
        except Exception:
            # A fault of ours must cost one turn, not the room; what was written is done all the same.
            logger.exception("turn.failed", room=self.code, ops=[waiting.op.name for waiting in batch])
            fault = Answer(refused="server.fault")
            answered = [(waiting, self._answered.lately(waiting.op.id) or fault) for waiting in batch]
            with self._settled:
                self.fan_out.start_from(self._room.seq)
        self.count.turns.note(time.monotonic() - started)
        for waiting, answer in answered:
            self.count.done += answer.ok is not None
            if answer.refused is not None:
                self.count.refused[answer.refused] += 1
            self.count.waited += answer.wait is not None
            waiting.reply(answer)
        self.answered()

    def _taken(self, batch: Sequence[Waiting]) -> list[tuple[Waiting, Answer]]:
        """Decide, write and tell a batch; give each op's answer, none of them early."""
        behind = False
        for _ in range(MOST_TRIES):
            with self._settled:
                try:
                    if behind:
                        self._catch_up()
                    answers = self._tried(batch)
                except Behind:
                    behind = True
                    continue
                except Unavailable:
                    self.storage_trouble = True
                    break
                self.storage_trouble = False
                return list(zip(batch, answers, strict=True))
        return [(waiting, Answer(wait="storage.unavailable")) for waiting in batch]

    def _tried(self, batch: Sequence[Waiting]) -> list[Answer]:
        """Decide a batch on what is known now; what cannot be written leaves no trace in memory."""
        turn = Turn(self._room, self._answered)
        try:
            turn.decide(batch)
            self._write(turn.entries)
            if self.shared and not turn.entries and self._is_behind():
                # What is refused on what was true a moment ago is decided again.
                raise Behind
        except BaseException:
            turn.take_back()
            raise
        self._know(turn.entries)
        for waiting, answer in zip(batch, turn.answers, strict=True):
            if answer.refused is not None:
                self._answered.refuse(waiting.op.id, answer)
        if turn.entries:
            self.wrote(self.code)
        self._tell(turn.done)
        self._forget(turn.entries)
        return turn.answers

    def _know(self, entries: Sequence[Entry]) -> None:
        self._answered.keep(entries)
        self._marks.note(entries)

    def _find_at(self, seq: int) -> Entry | None:
        return self._native(lambda: self._log.find_at(self.code, seq))

    def _find_op(self, op: str) -> Entry | None:
        return self._native(lambda: self._log.find_op(self.code, op))

    def _tell(self, done: Sequence[Done]) -> None:
        started = time.monotonic()
        self.fan_out.tell(self._room, done, sight.policy(self._room.info))
        self.count.fan_outs.note(time.monotonic() - started)

    def _write(self, entries: Sequence[Entry]) -> None:
        if entries:
            started = time.monotonic()
            append = self._append_erasing if erases(entries) else self._log.append
            self.writing(lambda: append(self.code, entries))
            self.count.commits.note(time.monotonic() - started)

    def _append_erasing(self, code: str, entries: Sequence[Entry]) -> None:
        """Write ops of which some erase, and the rows before them anew without the words."""
        past = self._log.read(code)
        if len(past) + 1 != entries[0].seq:
            raise Behind
        scrubber = Scrubber([*past, *entries])
        anew = [row for entry in past if (row := scrubber.scrubbed(entry)) is not entry]
        without = Without(anew, scrubber.people)
        self._log.append(code, [scrubber.scrubbed(entry) for entry in entries], without)

    def _is_behind(self) -> bool:
        return len(self._from_last_on()) != 1

    def _read_on(self) -> None:
        # Where that cannot be read now it is looked for again; whether rooms can write, writing tells.
        try:
            with suppress(Unavailable), self._settled:
                self._catch_up()
        except Exception:
            # As of a turn: the next must have theirs.
            logger.exception("reading-on.failed", room=self.code)

    def _from_last_on(self) -> list[Entry]:
        """Read the last op that is known here, and what another process wrote after it."""
        before = self._room.seq - 1
        return self._native(lambda: self._log.read(self.code, before))

    def _catch_up(self) -> None:
        """Read what another process wrote first, and tell it."""
        found = self._from_last_on()
        if [(entry.op, entry.seq) for entry in found[:1]] != [self._answered.last]:
            # A copy that had not heard of all has taken the place of PostgreSQL: nothing may be built on what is here.
            self._say_astray()
            raise Unavailable("the log is another one")
        entries, done = found[1:], []
        for entry in entries:
            was = sight.policy(self._room.info)
            touched = self._room.apply(entry.changes, entry.seq)
            asked = Asked(Actor(entry.seat, entry.actor), entry.at, entry.op)
            done.append(happened(self._room, asked, touched, was))
        self._know(entries)
        self._tell(done)
        self._forget(entries)

    def _say_astray(self) -> None:
        if not self._astray:
            self._astray = True
            logger.error("room.astray", room=self.code, seq=self._room.seq)
            self._spawn(lambda: self.astray(self.code))

    def _forget(self, entries: Sequence[Entry]) -> None:
        """Keep nothing of what was erased in memory, and let the house tidy up what else there is of it."""
        if erases(entries):
            # Or the next snapshot would write them down again.
            self._room.forget_what_was_erased()
            self._packed.clear()
            files = _erased_files(entries)
            self._spawn(lambda: self.erased(self.code, files))


def erases(entries: Sequence[Entry]) -> bool:
    """Whether something is erased for good by these ops."""
    # One that found nothing more to erase leaves the rows before it as they are.
    return any(entry.changes and entry.name in ERASING for entry in entries)


def _erased_files(entries: Sequence[Entry]) -> set[str]:
    """The ids of the files that these entries took out of the room."""
    changes = [change for entry in entries for change in entry.changes]
    return {change.id for change in changes if isinstance(change, Drop) and change.kind == File.KIND}
