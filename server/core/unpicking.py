"""Taking one op's part out of a value that others have gone on changing: words of a text, items of a list."""

from server.core.merging import merge_words
from server.core.records import Source
from server.core.room import MERGED_TEXTS

LISTS = frozenset({("statement", "sources"), ("statement", "merged")})
"""Fields that are sets in a certain order, by kind: who adds one does not touch the others."""


def without(kind: str, field: str, was: object, became: object, here: object) -> object | None:
    """Give `here` less what turned `was` into `became`; None where others have changed just that."""
    if MERGED_TEXTS.get(kind) == field and all(isinstance(one, str) for one in (was, became, here)):
        return merge_words(str(became), str(here), str(was))
    lists = [one for one in (was, became, here) if isinstance(one, list)]
    if (kind, field) in LISTS and len(lists) == 3:
        return _less(*lists)
    return None


def moved(was: object, became: object) -> bool:
    """Whether items of a list came, went or changed sides; a text that was hidden within one is no such thing."""
    one, other = ({_key(item) for item in items} for items in (was, became) if isinstance(items, list))
    return one != other


def _less(was: list[object], became: list[object], here: list[object]) -> list[object] | None:
    """Take out what an op added and bring back what it took away, where all of it still stands as it left it."""
    gained = [_key(one) for one in became if one not in was]
    lost = [one for one in was if one not in became]
    others = [one for one in here if _key(one) not in gained]
    there = {_key(one) for one in here}
    if not there.issuperset(gained) or {_name(one) for one in others} & {_name(one) for one in lost}:
        return None
    # Where it stood before: behind those that it followed then.
    order = {_key(one): place for place, one in enumerate(was)}
    return sorted([*others, *lost], key=lambda one: order.get(_key(one), len(order)))


def _key(one: object) -> object:
    return (one.card, one.how) if isinstance(one, Source) else one


def _name(one: object) -> object:
    """What an item is about: a card is in a list once, for or against."""
    return one.card if isinstance(one, Source) else one
