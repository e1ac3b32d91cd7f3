"""Which cards of a room are worth looking at together: never merged silently, always with a reason."""

from server.core.lineage import lies, stands
from server.core.records import Card, Declined, Statement
from server.core.room import Room
from server.core.sight import Viewer, policy, seen
from server.core.similarity import Likeness, Phrase, likenesses

MOST_SUGGESTED = 200


def suggestions(room: Room, viewer: Viewer, most: int = MOST_SUGGESTED) -> list[Likeness]:
    """Give pairs of cards that say nearly the same thing and are not yet in one statement.

    The words that two cards share are words of theirs: only of those that whoever asks is shown.
    """
    at = policy(room.info)
    together = {
        frozenset((a.card, b.card))
        for statement in room.all(Statement)
        if stands(statement)
        for index, a in enumerate(statement.sources)
        for b in statement.sources[:index]
    }
    declined = {frozenset(pair.cards) for pair in room.all(Declined)}
    phrases = [
        Phrase(card.id, card.text)
        for card in room.all(Card)
        if lies(card) and card.on is None and seen(card, viewer, at) is not None
    ]
    return likenesses(phrases, together | declined)[:most]
