"""A facilitator's word to all, to a table or to one person."""

from server.core.asking import Args, Asked, On, Rule, fresh, refuse_unless, written
from server.core.records import Message
from server.core.room import Change, Room, put


class Send(Args, frozen=True, kw_only=True):
    message: str
    to: str
    text: str


def send(room: Room, args: Send, asked: Asked) -> list[Change]:
    known = args.to == "all" or args.to in room.records["group"] or args.to in room.records["participant"]
    refuse_unless(known, "record.unknown", kind="group", id=args.to)
    text = written(args.text, "reason")
    message = fresh(room, Message, args.message)
    return [put(Message(id=message, to=args.to, text=text, author=asked.author, at=asked.now))]


OPS: dict[str, Rule] = {"message.send": On(Send, send)}
