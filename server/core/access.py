"""Who MAY do each op, built up from nothing: an op that is not in the table is refused to everybody.

The rules that depend on one record (one's own card, one's own group) stand where the op is decided.
Who sees what is in `sight.py`.
"""

from collections.abc import Callable

from server.core.asking import Actor
from server.core.room import Room

May = Callable[[Room, Actor], bool]


def nobody(room: Room, actor: Actor) -> bool:
    """For ops that the server itself asks and no device may."""
    return False


def people(room: Room, actor: Actor) -> bool:
    """Everybody who is in the room as a person."""
    return actor.seat in ("facilitator", "graphic", "participant") and actor.participant is not None


def facilitators(room: Room, actor: Actor) -> bool:
    return actor.seat == "facilitator"


def synthesizers(room: Room, actor: Actor) -> bool:
    """Facilitators, and everybody where a facilitator opened the synthesis to them."""
    return facilitators(room, actor) or (room.info.synthesis_open and people(room, actor))


def drawers(room: Room, actor: Actor) -> bool:
    return actor.seat in ("facilitator", "graphic")


MAY: dict[str, May] = {
    "room.edit": facilitators,
    "room.set": facilitators,
    "room.close": facilitators,
    "room.reopen": facilitators,
    "room.keep": facilitators,
    "screen.show": facilitators,
    "screen.blank": facilitators,
    "file.add": nobody,
    "participant.join": nobody,
    "participant.claim": nobody,
    "participant.release": nobody,
    "participant.add": facilitators,
    "participant.edit": people,
    "participant.leave": people,
    "participant.erase": people,
    "record.erase": people,
    "participant.return": people,
    "step.start": facilitators,
    "step.reopen": facilitators,
    "step.pause": facilitators,
    "step.resume": facilitators,
    "step.break": facilitators,
    "step.extend": facilitators,
    "step.finish": facilitators,
    "step.edit": facilitators,
    "group.add": facilitators,
    "group.rename": facilitators,
    "group.remove": facilitators,
    "group.assign": facilitators,
    "group.place": facilitators,
    "group.balance": facilitators,
    "group.give": facilitators,
    "group.rotate": facilitators,
    "round.start": facilitators,
    "group.ready": people,
    "scribe.hand": people,
    "participant.enlist": facilitators,
    "hand.raise": people,
    "note.write": facilitators,
    "note.edit": facilitators,
    "note.drop": facilitators,
    "focus.set": facilitators,
    "timer.set": facilitators,
    "timer.drop": facilitators,
    "step.add": facilitators,
    "step.move": facilitators,
    "step.set": facilitators,
    "step.remove": facilitators,
    "experience.add": facilitators,
    "experience.edit": facilitators,
    "experience.attach": facilitators,
    "experience.detach": facilitators,
    "experience.remove": facilitators,
    "page.write": nobody,
    "criterion.add": facilitators,
    "criterion.edit": facilitators,
    "criterion.remove": facilitators,
    "domain.edit": facilitators,
    "domain.remove": facilitators,
    "domain.take": facilitators,
    "message.send": facilitators,
    "text.settle": people,
    "card.write": people,
    "card.edit": people,
    "card.withdraw": people,
    "card.restore": people,
    "card.hide": facilitators,
    "card.show": facilitators,
    "card.share": people,
    "card.answer": facilitators,
    "sheet.add": people,
    "sheet.edit": people,
    "sheet.finish": people,
    "sheet.reopen": people,
    "sheet.withdraw": people,
    "sheet.restore": people,
    "appraisal.set": people,
    "answer.give": people,
    "statement.write": synthesizers,
    "statement.edit": synthesizers,
    "statement.open": synthesizers,
    "statement.type": synthesizers,
    "statement.draw": synthesizers,
    "statement.release": synthesizers,
    "statement.merge": synthesizers,
    "statement.split": synthesizers,
    "statement.withdraw": synthesizers,
    "statement.restore": synthesizers,
    "suggestion.decline": synthesizers,
    "proposal.write": people,
    "proposal.edit": people,
    "proposal.withdraw": people,
    "proposal.restore": people,
    "commitment.make": people,
    "commitment.edit": people,
    "commitment.withdraw": people,
    "vote.open": facilitators,
    "vote.close": facilitators,
    "vote.cast": people,
    "board.add": drawers,
    "board.edit": drawers,
    "board.withdraw": drawers,
    "board.restore": drawers,
    "op.undo": people,
    "edition.set": facilitators,
    "edition.add": facilitators,
    "edition.remove": facilitators,
    "edition.text": facilitators,
    "edition.reset": facilitators,
    "share.make": facilitators,
    "share.edit": facilitators,
    "share.publish": facilitators,
    "share.end": facilitators,
}

MAY_WHEN_CLOSED = frozenset(
    {"room.reopen", "room.keep", "participant.edit", "participant.erase", "record.erase"}
    | {name for name in MAY if name.startswith(("edition.", "share."))}
)
"""What is still possible in a closed room."""
