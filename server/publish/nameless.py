"""Names taken out of what a publication is made of, for readers who are to be told none.

What is signed goes with its signature, as in an anonymous room. What people wrote may name somebody
too: there each word of a name that the room knows, or knew, gives way to a hole that can be seen.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from server.core.asking import Entry
from server.core.records import Criterion, Domain, FormatInfo, Participant, Step
from server.core.room import Patch, Put, Room
from server.core.text import plain

HOLE = "[…]"

T = TypeVar("T")

TEXTS = frozenset(
    {"fr", "en", "text", "what", "reason", "caption", "alt", "name", "territory", "title", "place", "label"}
)
"""Fields that hold what is printed; all others hold ids and choices."""

_NO_NAMES = (
    "a al and animation au aux ben bin d da de del della den der des di do dos du el en et facilitation "
    "groupe group i l la las le les los m madame mlle mme mm monsieur mr mrs ms of st ste table the "
    "un une van von y"
)
"""Words that stand in names and name nobody; a console is called Animation until somebody says otherwise."""

_ORDINARY = (
    "aime ambre ange april art aurore avril barre beau berger blanc blanche bon boucher bourgeois brun brune "
    "capucine carre celeste charpentier chevalier claire clemence constance court cousin desire fleur "
    "fontaine franc france grace grand honore hope jade joy june juste lou luce lune marchand marguerite "
    "marine mark may meunier moulin noel noir olive pascal perle petit pierre prudence prune renard riviere "
    "roche roi rose roux sage victoire violette will"
)
"""Names that are words as well: only where they begin with a capital are they taken for names."""

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BETWEEN = (" ", "\u00a0", "\u202f")
_HOLES = re.compile(rf"{re.escape(HOLE)}(?:[ \u00a0-]{re.escape(HOLE)})+")


class Names:
    """The names of a room's people, by their words: a first name in any letters, what follows with a capital."""

    def __init__(
        self, names: Iterable[str], spared: Iterable[str] = (), ordinary: Iterable[str] = ()
    ) -> None:
        self._no_names = {*_NO_NAMES.split(), *(plain(w) for text in spared for w in _WORD.findall(text))}
        self._ordinary = {*_ORDINARY.split(), *map(plain, ordinary)}
        self._first: set[str] = set()
        self._rest: set[str] = set()
        for name in names:
            words = [word for word in map(plain, _WORD.findall(composed(name))) if word not in self._no_names]
            words = [word for word in words if len(word) > 1 and not word.isdigit()]
            self._first.update(words[:1])
            self._rest.update(words[1:])

    def out_of(self, what: T) -> T:
        """Give the same with its texts free of names."""
        return self._out(what, text=False)  # type: ignore[return-value]

    def out_of_text(self, text: str) -> str:
        """Give a text in which a hole stands where a name, or an address of mail, stood."""
        last = 0  # where the last name ended

        def hidden(found: re.Match[str]) -> str:
            nonlocal last
            word, follows = found[0], last > 0 and text[last : found.start()] in _BETWEEN
            known = self._known(word, follows=follows)
            # Whom the room knows as Camille may stand in a text as Camille Le Goff.
            if not known and not (follows and word[0].isupper()):
                return word
            if known or plain(word) in self._no_names:
                last = found.end()
            return HOLE

        text = _MAIL.sub(HOLE, composed(text))
        return _HOLES.sub(HOLE, _WORD.sub(hidden, text))

    def _known(self, word: str, *, follows: bool) -> bool:
        bare, capital = plain(word), word[0].isupper()
        first = bare in self._first and (capital or bare not in self._ordinary)
        return first or (bare in self._rest and (capital or follows))

    def _out(self, value: object, *, text: bool) -> object:
        match value:
            case str():
                return self.out_of_text(value) if text else value
            case list():
                return [self._out(one, text=text) for one in value]
            case dict():
                return {key: self._out(one, text=key in TEXTS) for key, one in value.items()}
            case msgspec.Struct():
                fields = {field: getattr(value, field) for field in value.__struct_fields__}
                changed = {field: self._out(one, text=field in TEXTS) for field, one in fields.items()}
                return msgspec.structs.replace(value, **changed)
        return value


def composed(text: str) -> str:
    """Give a text whose accents are one with their letters: some devices write them apart, and a word ends there."""
    return unicodedata.normalize("NFC", text)


def known_names(entries: Iterable[Entry]) -> frozenset[str]:
    """Give every name that a room's people bore at some time, as its log tells, before and after a version of it."""
    found: set[str] = set()
    for entry in entries:
        for change in entry.changes:
            match change:
                case Put(record=Participant(name=name, listed=listed)):
                    found |= {name, listed}
                case Patch(kind=Participant.KIND, fields=fields):
                    found |= {str(fields[field]) for field in ("name", "listed") if field in fields}
    return frozenset(found)


def names_to_hide(room: Room, known: Iterable[str]) -> Names:
    """Give the names to take out; places and roles of the format are nobody's name, whatever somebody is called."""
    kept = room.need(FormatInfo, "format")
    roles = [said for role in kept.roles for said in (role.label.fr, role.label.en)]
    said_of_the_day = msgspec.json.encode([kept, *room.all(Step), *room.all(Criterion), *room.all(Domain)])
    ordinary = (word for word in _WORD.findall(said_of_the_day.decode()) if word.islower())
    return Names(known, spared=[*roles, *kept.territories], ordinary=ordinary)
