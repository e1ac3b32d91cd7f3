"""The house: opens rooms, wakes them when somebody comes, and lets them rest when all have left."""

import hashlib
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from server.core.asking import Actor, Entry, Op, inverse
from server.core.carried import NO_FILES
from server.core.deciding import COMING_IN
from server.core.format import LoadedFormat
from server.core.opening import Wanted, opening
from server.core.records import File, Participant, Seat
from server.core.refusals import Refused
from server.core.room import Room
from server.core.text import Text
from server.live.answered import Answer
from server.live.clock import day_of, now
from server.live.count import Count
from server.live.going_on import going_on
from server.live.ids import id_of, new_code, new_id
from server.live.live_room import Erased, LiveRoom
from server.live.native import InTurn, Look, Native, Spawn
from server.live.presence import Presence
from server.store.errors import Behind
from server.store.log import Grant, Log

REST_AFTER = 600.0
"""Seconds without a device and without an op after which a room leaves memory."""

Send = Callable[[str, Iterable[str], bytes], None]
"""Sends an event, already encoded, to connections by their ids."""


class Opened:
    """A room that was just opened, with the tokens of its links, known only now."""

    def __init__(self, code: str, facilitator: str, tokens: Mapping[Seat, str]) -> None:
        self.code = code
        self.facilitator = facilitator
        self.tokens = tokens


class House:
    """Every room of this process."""

    def __init__(
        self,
        log: Log,
        native: Native,
        spawn: Spawn,
        send: Send,
    ) -> None:
        self.log = log
        self.native = native
        self._writing: Native = InTurn(native) if log.one_writer else native
        self._spawn = spawn
        self._send = send
        self.count = Count()
        self.wrote: Callable[[str], None] = lambda code: None
        """Called with the code of a room that this process has written in."""
        self.erased: Erased = lambda code, files: None
        """Called after something in a room was erased for good."""
        self.astray: Callable[[str], None] = self.lose
        """Called with the code of a room whose log is not the one that it was read from, to have it woken anew."""
        self.shared = False
        """Whether other processes serve the same rooms."""
        self.wakes: Callable[[str], None] = lambda code: None
        """Called with the code of a room that was just read from its log, before anybody is given it; asks for none."""
        self.woke: Callable[[str], None] = lambda code: None
        """Called with the code of a room that is in memory from now on, and `rested` when it no longer is."""
        self.rested: Callable[[str], None] = lambda code: None
        self.answered: Callable[[], None] = lambda: None
        """Called when all ops of a turn were answered."""
        self._rooms: dict[str, LiveRoom] = {}
        self._presence: dict[str, Presence] = {}
        self._lost: dict[str, int] = {}
        """Up to where what was told of a room may be of another log than it has now."""
        self._forgotten = 0
        """How often a room left memory, or was told to."""
        self._waking = threading.Lock()

    # --- rooms ----------------------------------------------------------------------------------

    def room(self, code: str) -> LiveRoom:
        """Give a room, waking it where it rests; Refused where there is none."""
        awake = self._rooms.get(code)
        if awake is not None:
            return awake
        with self._waking:
            if code not in self._rooms:
                forgotten = self._forgotten
                if not self.native(lambda: self.log.has_room(code)):
                    raise self.gone(code)
                live = LiveRoom(code, self.log, self.native, self._spawn, self._sender("frame"), self.count)
                live.writing, live.shared = self._writing, self.shared
                live.load()
                live.fan_out.doubt(self._lost.get(code, -1))
                self.wakes(code)
                if forgotten != self._forgotten and not self.native(lambda: self.log.has_room(code)):
                    # It was erased while it was read, and would be in memory for as long as somebody is in it.
                    raise self.gone(code)
                live.wrote, live.erased = self.wrote, self.erased
                live.answered, live.astray = self.answered, self.astray
                presence = Presence(live.fan_out, self._sender("here"), self._spawn)
                presence.hides = lambda: live.read(lambda room: room.info.anonymous)
                self._presence[code] = presence
                self._rooms[code] = live
                self.woke(code)
            return self._rooms[code]

    def awake_room(self, code: str) -> LiveRoom | None:
        """Give a room if it is in memory; never waits."""
        return self._rooms.get(code)

    def gone(self, code: str) -> Refused:
        """Say that a room was erased, and when; or that there never was one, as far as anybody remembers."""
        at = self.native(lambda: self.log.erased_at(code))
        if at is None:
            return Refused("room.unknown", room=code)
        return Refused("room.expired", room=code, date=day_of(at))

    def looking(self, look: Callable[[], str]) -> Look:
        """Give a look at something of which nobody waits for the answer for long."""
        return Look(look, self._spawn)

    def nudge(self, code: str) -> None:
        """Let a room look for what another process wrote, where it is awake here."""
        live = self._rooms.get(code)
        if live is not None:
            live.nudge()

    def presence(self, code: str) -> Presence:
        self.room(code)
        return self._presence[code]

    def presence_if_awake(self, code: str) -> Presence | None:
        """Who is in a room, where it is awake here."""
        return self._presence.get(code)

    def presences(self) -> list[Presence]:
        """Who is in each room that is awake here."""
        return list(self._presence.values())

    def awake(self) -> list[LiveRoom]:
        """The rooms that are in memory."""
        return list(self._rooms.values())

    def let_rest(self, after: float = REST_AFTER) -> int:
        """Forget the rooms in which nothing happens; give how many."""
        tired = [
            room
            for room in self.awake()
            if not len(room.fan_out) and room.idle and time.monotonic() - room.touched_at > after
        ]
        for room in tired:
            with going_on("rest", room=room.code):
                room.keep()
                if not len(room.fan_out) and room.idle:  # nobody has come in meanwhile
                    self.forget(room.code)
        return len(tired)

    def forget(self, code: str) -> None:
        """Let a room leave memory at once."""
        self._forgotten += 1
        self._rooms.pop(code, None)
        self._presence.pop(code, None)
        self.rested(code)

    def lose(self, code: str) -> None:
        """Let a room leave memory whose log is not the one that it was read from, nor what its devices hold."""
        live = self._rooms.get(code)
        if live is not None:
            self._lost[code] = max(self._lost.get(code, -1), live.read(lambda room: room.seq))
            self.forget(code)

    def open(
        self,
        loaded: LoadedFormat,
        html: Mapping[str, Text],
        wanted: Wanted,
        files: Mapping[str, File] = NO_FILES,
    ) -> Opened:
        """Open a room from a format; give its code and the tokens of its links.

        `files` are those that the format carries, by their place in its folder; who asks keeps their content.
        """
        facilitator = new_id()
        while True:
            code = new_code()
            if self.native(lambda code=code: self.log.erased_at(code)) is not None:  # type: ignore[misc]
                continue
            at = now()
            changes = opening(code, loaded, html, wanted, facilitator, at, files)
            first = Entry(
                seq=1,
                op=new_id(),
                actor=facilitator,
                seat="facilitator",
                at=at,
                name="room.open",
                args={"format": loaded.format.name, "title": wanted.title},
                changes=changes,
                before=inverse(Room(code).apply(changes, 1)),
            )
            tokens, given = new_links(code, facilitator, at)
            if self.written(code, loaded.format.name, [first], given):
                return Opened(code, facilitator, tokens)

    def written(self, code: str, format: str, entries: Sequence[Entry], given: Sequence[Grant]) -> bool:
        """Write a new room down; False where its code is taken."""
        try:
            self._writing(lambda: self.log.open_room(code, format, entries, given))
        except Behind:
            return False
        return True

    # --- people ---------------------------------------------------------------------------------

    def join(self, code: str, args: dict[str, object], ask: str | None = None) -> tuple[str, str]:
        """Let a person in: give their id and the token of their device; Refused where they may not.

        Asked again with the same `ask`, they are the person who came in by it first, with a token anew.
        """
        participant = new_id() if ask is None else id_of(ask, code, "participant")
        return self._come_in(code, "participant.join", {**args, "participant": participant}, ask)

    def claim(self, code: str, args: dict[str, object], ask: str | None = None) -> tuple[str, str]:
        """Let an expected person take their place; Refused where somebody has taken it, by another `ask`."""
        return self._come_in(code, "participant.claim", args, ask)

    def _come_in(self, code: str, name: str, args: dict[str, object], ask: str | None) -> tuple[str, str]:
        participant, since = str(args["participant"]), now()
        # One op for an ask, whatever is said with it: who then finds themselves on the list is not two people.
        op = Op(id=new_id() if ask is None else id_of(ask, code, "op"), name=name, args=args)
        accept(self.room(code).ask_and_wait(op, Actor("participant", participant), own=True))
        if ask is not None:
            came = self._still_in(code, op.id, since)
            if came is None and name == "participant.claim":
                # As anybody may: whether the place is free is decided anew.
                return self._come_in(code, name, args, None)
            if came is None:
                raise Refused("access.token")
            participant = came
        return participant, self.let_in(code, "participant", participant)

    def _still_in(self, code: str, op: str, since: int) -> str | None:
        """Give who came in by an op, where their place is theirs as it was.

        None where they were erased, where it was given back (and may be another's since), and where their
        links were ended: what let them in before must not let them in again.
        """
        entry = self.native(lambda: self.log.find_op(code, op))
        # Devices name their ops themselves: one that names a person must not pass for their coming.
        if entry is None or entry.name not in COMING_IN:
            return None
        came = str(entry.args.get("participant", ""))
        person = self.room(code).read(lambda room: room.find(Participant, came))
        if person is None or not person.device or person.joined_at != entry.at:
            return None
        if entry.at < since and self._ended_links(code, came, entry.at):
            return None
        return came

    def _ended_links(self, code: str, participant: str, since: int) -> bool:
        """Whether a link of a person was ended since they came."""
        grants = self.native(lambda: self.log.grants(code))
        ends = [g.revoked_at for g in grants if g.participant == participant and g.revoked_at is not None]
        return any(at >= since for at in ends)

    def release(self, code: str, participant: str, by: Actor, own: str) -> None:
        """End a person's links and give their place back to the list, so that they can take it again."""
        # The links first: a machine that stops between leaves a place that nobody has, not one that two have.
        self.revoke_person(code, participant, own)
        op = Op(id=new_id(), name="participant.release", args={"participant": participant})
        accept(self.room(code).ask_and_wait(op, by, own=True))

    def invite(self, code: str, seat: Seat, name: str, language: str) -> tuple[str, str]:
        """Give a seat to somebody by a link: a co-facilitator, a graphic facilitator."""
        participant = new_id()
        args: dict[str, object] = {
            "participant": participant, "name": name, "language": language, "seat": seat,
        }  # fmt: skip
        op = Op(id=new_id(), name="participant.join", args=args)
        accept(self.room(code).ask_and_wait(op, Actor(seat, participant), own=True))
        return participant, self.let_in(code, seat, participant)

    def let_in(self, code: str, seat: Seat, participant: str | None) -> str:
        """Make a token for a seat in a room."""
        token = new_token()
        grant = Grant(hash=hash_of(token), room=code, seat=seat, participant=participant, made_at=now())
        self._writing(lambda: self.log.add_grant(grant))
        return token

    def revoke(self, code: str, seat: Seat, own: str) -> str:
        """Let no link of a seat open anything any more; give who asks by the token `own` a fresh one.

        The fresh one is made first and the link of who asks ends last: a machine that stops halfway
        leaves no room without a console.
        """
        asker = self.grant(own)
        token = self.let_in(code, seat, asker.participant if asker.seat == seat else None)
        kept, last = hash_of(token), hash_of(own)

        def end() -> None:
            ending = [
                g for g in self.log.grants(code) if g.seat == seat and g.holds(now()) and g.hash != kept
            ]
            for grant in sorted(ending, key=lambda grant: grant.hash == last):
                self.log.revoke(grant.hash, now())

        self._writing(end)
        return token

    def keep_share(self, token: str, code: str, share: str) -> None:
        """Let a token lead to a share of a room's publication."""
        try:
            self._writing(lambda: self.log.keep_share(hash_of(token), code, share))
        except Behind:  # somebody else asked for the same link at the same time
            return

    def find_share(self, token: str) -> tuple[str, str] | None:
        """Give the room and the share that a token leads to."""
        return self.native(lambda: self.log.find_share(hash_of(token)))

    def revoke_person(self, code: str, participant: str, own: str) -> None:
        """Let no link of one person open anything any more, but the link `own` of who asks."""
        kept = hash_of(own)

        def end() -> None:
            for grant in self.log.grants(code):
                if grant.participant == participant and grant.holds(now()) and grant.hash != kept:
                    self.log.revoke(grant.hash, now())

        self._writing(end)

    def grant(self, token: str) -> Grant:
        """Give what a token opens; Refused where it opens nothing."""
        found = self.native(lambda: self.log.find_grant(hash_of(token)))
        if found is None or not found.holds(now()):
            raise Refused("access.token")
        return found

    def _sender(self, event: str) -> Callable[[Iterable[str], bytes], None]:
        return lambda sids, body: self._send(event, sids, body)


def accept(answer: Answer) -> int:
    """Give the sequence number of an op that was done; Refused where it was not."""
    if answer.ok is not None:
        return answer.ok
    raise Refused(answer.refused or answer.wait or "storage.unavailable", **answer.facts)  # type: ignore[arg-type]


def new_links(code: str, facilitator: str, at: int) -> tuple[dict[Seat, str], list[Grant]]:
    """Give the tokens of a new room's links, and what is kept of them."""
    tokens: dict[Seat, str] = {seat: new_token() for seat in ("facilitator", "screen", "reader")}
    given = [
        Grant(
            hash=hash_of(token),
            room=code,
            seat=seat,
            participant=facilitator if seat == "facilitator" else None,
            made_at=at,
        )
        for seat, token in tokens.items()
    ]
    return tokens, given


def new_token() -> str:
    """Make a token of 256 random bits, fit for a link."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> bytes:
    """What is stored of a token; it has enough bits of its own to need no salt."""
    return hashlib.sha256(token.encode()).digest()
