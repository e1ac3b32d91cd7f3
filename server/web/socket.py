"""The socket: five events a device may send (`enter`, `pages`, `op`, `here`, `clock`), four that it is
sent (`entered`, `frame`, `here`, `stopping`).

Registered on python-socketio itself: a Flask request context costs a third of the time of an op
and none of these needs one.
"""

import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

import msgspec
import socketio
from engineio.exceptions import SocketIsClosedError
from flask_socketio import SocketIO
from socketio import packet as socket_packet
from socketio.exceptions import ConnectionRefusedError as Turned

from server.core.asking import Actor, Op, fit_id
from server.core.refusals import Refused
from server.core.sight import Viewer
from server.core.viewing import Part
from server.live.answered import Answer
from server.live.clock import now
from server.live.house import House
from server.live.live_room import LiveRoom
from server.store.errors import Unavailable
from server.store.log import Grant
from server.web.direct import Line, MayHold, Watch, direct_lines, text_frame
from server.web.limits import Limits
from server.web.packing import in_parts, ready, unpacked
from server.web.sending import Sender, cut
from server.web.wire import Entering, Me, Stopping, Writing

LARGEST_QUICK = 8_192
"""Bytes of an op that may go the short way: at the rate of one person, far from a flood."""

LARGEST_OP = 65_536
"""Bytes of an op's arguments; the longest text that is accepted needs a third of it."""

LEAST_SPREAD, SPREAD_EACH = 400, 2
"""Milliseconds over which devices come back after a stop, and how many more for each of them."""

LONGEST_COMING_IN = 60.0
"""Seconds that looking up a link and waking its room may take at the most."""

MOST_BEFORE = 64
"""Ops without an answer that an op may name as asked before it."""

AN_OP = re.compile(rb'42(\d{1,15})\["op",')
"""How an op that wants an answer begins, as a Socket.IO message."""


class WireJson:
    """JSON for python-socketio by msgspec: it knows our structs, and ready-made frames go in as they are."""

    @staticmethod
    def dumps(data: object, **_: object) -> str:
        return msgspec.json.encode(data).decode()

    @staticmethod
    def loads(text: str | bytes, **_: object) -> object:
        try:
            return msgspec.json.decode(text)
        except msgspec.DecodeError as error:
            raise ValueError(str(error)) from None


class Door:
    """Lets devices in and takes their ops to the rooms."""

    def __init__(
        self,
        io: SocketIO,
        house: House,
        limits: Limits,
        sender: Sender,
        watch: Watch | None,
        may_hold: MayHold,
    ) -> None:
        self._house = house
        self._limits = limits
        self._sender = sender
        self._guests: dict[str, Grant] = {}
        self._turned_out: dict[str, float] = {}
        """When devices were last turned out of a room, by its code, as long as one may still be coming in."""
        self._answers: dict[Line, list[bytes]] = {}
        """What a turn answered to ops that came the short way, until all of it is known."""
        house.answered = self.send_answers
        server: socketio.Server = io.server
        self._server = server
        server.on("connect", self.connect)
        server.on("disconnect", self.disconnect)
        server.on("enter", self.enter)
        server.on("op", self.op)
        server.on("pages", self.pages)
        server.on("here", self.here)
        server.on("clock", self.clock)
        if io.async_mode == "eventlet":
            direct_lines(io, self.quick_op, watch, may_hold)

    def __len__(self) -> int:
        return len(self._guests)

    def person_of(self, sid: str) -> str | None:
        """Whose device this is; nobody's where its link is not one person's."""
        grant = self._guests.get(sid)
        return grant.participant if grant is not None else None

    def connect(self, sid: str, environ: object, auth: object = None) -> None:
        asked = auth if isinstance(auth, Mapping) else {}
        token = asked.get("token")
        try:
            if not isinstance(token, str):
                raise Refused("access.token")
            self._let_in(sid, token)
        except Refused as refusal:
            raise Turned(refusal.code, {"refused": refusal.code, "facts": refusal.facts}) from None
        except Unavailable:
            raise Turned("storage.unavailable", {"wait": "storage.unavailable"}) from None
        if asked.get("enter") is not None:
            # As a device expects of everything it is told.
            self._sender.after_letting_in(sid, lambda: self.greet(sid, asked["enter"]))

    def _let_in(self, sid: str, token: str) -> None:
        """Make a device the guest that its token says; Refused where it opens nothing."""
        while True:
            began = time.monotonic()
            grant = self._house.grant(token)
            self._house.room(grant.room)
            # Whoever was turned out while this was looked up was no guest yet, and would have stayed.
            if self._turned_out.get(grant.room, 0.0) < began:
                self._guests[sid] = grant
                return

    def greet(self, sid: str, body: object) -> None:
        """Answer what a device asked together with being let in: it spares a weak network a round trip."""
        reply = self.enter(sid, body)
        connection = self._server.manager.eio_sid_from_sid(sid, "/")
        if connection is not None:
            # As answers are sent, so that nothing comes between its head and its bytes.
            told = self._server.packet_class(socket_packet.EVENT, namespace="/", data=["entered", reply])
            self._server._send_packet(connection, told)

    def disconnect(self, sid: str, *reason: object) -> None:
        grant = self._guests.pop(sid, None)
        self._sender.forget(sid)
        if grant is None:
            return
        viewer = self._house.room(grant.room).fan_out.leave(sid)
        if viewer is not None:
            self._house.presence(grant.room).changed(viewer)

    def say_stopping(self) -> None:
        """Tell every device that this server ends now: it comes back in a moment, and not all in the same one."""
        everybody = list(self._guests)
        word = Stopping(within=LEAST_SPREAD + SPREAD_EACH * len(everybody))
        self._sender("stopping", everybody, msgspec.json.encode(word))
        until = time.monotonic() + 1
        while self._sender.waiting() and time.monotonic() < until:
            time.sleep(0.02)

    def turn_out(self, code: str) -> None:
        """Disconnect every device of a room that is no more; their tokens open nothing when they come back."""
        self._note_turned_out(code)
        gone = [sid for sid, grant in list(self._guests.items()) if grant.room == code]
        for sid in gone:
            self._guests.pop(sid, None)
        for sid in gone:
            self._server.disconnect(sid)

    def _note_turned_out(self, code: str) -> None:
        moment = time.monotonic()
        self._turned_out = {
            room: at for room, at in self._turned_out.items() if moment - at < LONGEST_COMING_IN
        } | {code: moment}

    def turn_out_revoked(self, code: str) -> None:
        """Disconnect the devices of a room whose links open nothing any more."""
        self._note_turned_out(code)
        inside = {sid: grant for sid, grant in list(self._guests.items()) if grant.room == code}
        if not inside:
            return
        at = now()
        good = {g.hash for g in self._house.native(lambda: self._house.log.grants(code)) if g.holds(at)}
        for sid in [sid for sid, grant in inside.items() if grant.hash not in good]:
            self._server.disconnect(sid)

    def enter(self, sid: str, body: object = None, *_: object) -> dict[str, object]:
        try:
            grant = self._guest(sid)
            if not self._limits.enters.allows(grant):
                return {"wait": "op.too-many"}
            wanted = msgspec.convert(body or {}, Entering)
            room = self._house.room(grant.room)
            part: Part = "first" if wanted.later else "all"
            entered = room.enter(
                sid, Viewer(grant.seat, person=grant.participant), wanted.since, part, wanted.mark
            )
            self._refuse_gone(sid, room)
        except Refused as refusal:
            return {"refused": refusal.code, "facts": refusal.facts}
        except msgspec.ValidationError as error:
            return {"refused": "op.malformed", "facts": {"why": str(error)}}
        except Unavailable:
            return {"wait": "storage.unavailable"}
        viewer = room.fan_out.viewer(sid) or Viewer(grant.seat)
        presence = self._house.presence(grant.room)
        presence.changed(viewer)
        reply: dict[str, object] = {
            "seq": entered.seq,
            "now": entered.now,
            "me": Me(code=grant.room, seat=grant.seat, participant=grant.participant),
            "here": ready(presence.now(viewer).here),
        }
        if entered.mark is not None:
            reply["mark"] = entered.mark
        if entered.other:
            reply["other"] = True
        if entered.packed is None:
            return {**reply, "frames": ready(entered.frames)}
        if wanted.packed:
            packed = in_parts(entered.packed) if wanted.parts else entered.packed
            return {**reply, "packed": packed, "changes": ready(entered.changes)}
        return {**reply, "snapshot": msgspec.Raw(unpacked(entered.packed)), "changes": ready(entered.changes)}

    def pages(self, sid: str, body: object = None, *_: object) -> dict[str, object]:
        """Give the pages that a device put off when it came in, as they are now."""
        try:
            grant = self._guest(sid)
            if not self._limits.pages.allows(grant):
                return {"wait": "op.too-many"}
            room = self._house.room(grant.room)
            viewer = room.fan_out.viewer(sid)
            if viewer is None:
                return {"wait": "op.early"}
            packed = room.pages(viewer)
            return {"packed": in_parts(packed) if isinstance(body, dict) and body.get("parts") else packed}
        except Refused as refusal:
            return {"refused": refusal.code, "facts": refusal.facts}
        except Unavailable:
            return {"wait": "storage.unavailable"}

    def op(self, sid: str, body: object = None, *_: object) -> Answer:
        taken = False
        try:
            grant = self._guest(sid)
            if not self._may_ask(grant):
                return self._counted(Answer(wait="op.too-many"))
            op = checked(body)
            room = self._house.room(grant.room)
            self._taken_ordinarily(sid)
            taken = True
            return room.ask_and_wait(op, Actor(grant.seat, grant.participant))
        except Refused as refusal:
            return self._counted(Answer(refused=refusal.code, facts=refusal.facts))
        except Unavailable:
            return self._counted(Answer(wait="storage.unavailable"))
        finally:
            if not taken:
                self._taken_ordinarily(sid)

    def _counted(self, answer: Answer) -> Answer:
        """Count what is answered before the op comes to its room, which counts the others."""
        self._house.count.turned_away(answer.refused)
        return answer

    def quick_op(self, line: Line, message: bytes) -> bool:
        """Take an op straight from the loop to its room; False where it must go the ordinary road.

        Nothing here waits. Whatever is not as it should be goes the ordinary road and is judged there;
        until it is, what the same device asks next goes after it.
        """
        begins = AN_OP.match(message)
        if begins is None:
            return False
        if line.behind or len(message) > LARGEST_QUICK or not self._asked(line, begins[1], message):
            line.behind += 1
            return False
        return True

    def _asked(self, line: Line, number: bytes, message: bytes) -> bool:
        grant = self._guests.get(line.sid) or self._settled(line)
        room = self._house.awake_room(grant.room) if grant is not None else None
        if grant is None or room is None or not self._may_ask(grant):
            return False
        try:
            op = an_op(message[2 + len(number) :])
        except (Refused, msgspec.DecodeError, UnicodeDecodeError):
            return False
        room.ask(op, Actor(grant.seat, grant.participant), lambda answer: self._reply(line, number, answer))
        return True

    def _taken_ordinarily(self, sid: str) -> None:
        """Let what a device asks next go the short way again, once all that went before it is taken."""
        line = self._sender.line(sid)
        if line is not None and line.behind:
            line.behind -= 1

    def _may_ask(self, grant: Grant) -> bool:
        mine = self._limits.ops.allows(grant.participant or grant.hash)
        return mine and self._limits.room_ops.allows(grant.room)

    def _settled(self, line: Line) -> Grant | None:
        line.sid = self._server.manager.sid_from_eio_sid(line.connection.sid, "/") or ""
        return self._guests.get(line.sid)

    def _reply(self, line: Line, number: bytes, answer: Answer) -> None:
        said = b'{"ok":%d}' % answer.ok if answer.ok is not None else msgspec.json.encode(answer)
        self._answers.setdefault(line, []).append(text_frame(b"43%b[%b]" % (number, said)))

    def send_answers(self) -> None:
        """Send each device all that was answered to it, at once."""
        answers, self._answers = self._answers, {}
        for line, frames in answers.items():
            if not line.write(b"".join(frames)):
                cut(line.connection)

    def here(self, sid: str, body: object = None, *_: object) -> None:
        grant = self._guests.get(sid)
        if grant is None or not self._limits.presence.allows(grant.hash):
            return
        try:
            where = msgspec.convert(body, Writing).writing
        except msgspec.ValidationError:
            return
        room = self._house.room(grant.room)
        viewer = room.fan_out.viewer(sid)
        # Where nobody is named, who is writing on a card would name its author.
        if room.read(lambda now: now.info.anonymous):
            where = None
        if viewer is not None and (where is None or len(where) <= 200):
            self._house.presence(grant.room).write(viewer, where)

    def clock(self, sid: str, *_: object) -> dict[str, object]:
        """Tell the hour, as often as a device needs it to show the same second as the others."""
        return {"now": now()} if sid in self._guests else {"refused": "access.token", "facts": {}}

    def _refuse_gone(self, sid: str, room: LiveRoom) -> None:
        """Take a device out again that went while it waited to come in: nobody else would.

        Whoever goes is no guest any more before they leave the room, so that one of both finds them in it.
        """
        if sid in self._guests:
            return
        viewer = room.fan_out.leave(sid)
        if viewer is not None:
            self._house.presence(room.code).changed(viewer)
        raise Refused("access.token")

    def _guest(self, sid: str) -> Grant:
        grant = self._guests.get(sid)
        if grant is None:
            raise Refused("access.token")
        return grant


def find_sleepers(io: SocketIO, also: Callable[[], None]) -> None:
    """Let go of devices that no longer answer, for as long as the process lives.

    It does the library's own task, which looks at one connection every few seconds, so that a lone phone
    could sleep on unnoticed, and wakes once for each of a thousand. `also` lets go of others.
    """
    while True:
        time.sleep(1)
        also()
        sockets = io.server.eio.sockets
        for sid, connection in list(sockets.items()):
            if connection.closed:
                sockets.pop(sid, None)
            elif not connection.closing:
                with suppress(SocketIsClosedError):
                    connection.check_ping_timeout()


def checked(body: object) -> Op:
    """Give an op whose outer shape and size are right; Refused otherwise."""
    try:
        op = msgspec.convert(body, Op)
    except msgspec.ValidationError as error:
        raise Refused("op.malformed", why=str(error)) from None
    return fit(op, len(msgspec.json.encode(op.args)))


def fit(op: Op, size: int) -> Op:
    """Give an op back whose id can be stored and whose size (bytes) is not too large; Refused otherwise."""
    # An id that a database cannot store would keep everybody's turn from being written.
    if not fit_id(op.id) or len(op.name) > 60:
        raise Refused("op.malformed", why="id")
    if len(op.after) > MOST_BEFORE:
        raise Refused("op.malformed", why="after")
    if size > LARGEST_OP:
        raise Refused("op.too-large", size=size, limit=LARGEST_OP)
    return op


_event = msgspec.json.Decoder(tuple[str, Op])


def an_op(message: bytes) -> Op:
    """Read an op from its event, as JSON; msgspec.DecodeError or Refused where it is none that fits."""
    # What was sent is larger than its arguments, so that only a large message must be measured by them.
    op = _event.decode(message)[1]
    return fit(op, len(message) if len(message) <= LARGEST_OP // 8 else len(msgspec.json.encode(op.args)))
