"""Who is expected, out of the rows of a list: columns by their headers, roles and experiences by their names.

Writes nothing: says of each row what it would become, and what stands in its way.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from server.core.asking import LIMITS
from server.core.people import MOST_ENLISTED, names_here
from server.core.records import Experience, FormatInfo
from server.core.refusals import Refused
from server.core.room import Room
from server.core.text import Text, plain

HEADERS: dict[str, frozenset[str]] = {
    "first": frozenset({"prenom", "prenoms", "firstname", "givenname"}),
    "last": frozenset({"nomdefamille", "lastname", "surname", "familyname"}),
    "name": frozenset(
        {"nom", "name", "nomcomplet", "nometprenom", "nomprenom", "prenometnom", "prenomnom", "fullname",
         "participant", "participante", "participantes", "personne", "person"}
    ),
    "role": frozenset({"role", "roles", "roledanslereseau", "fonction", "roleinthenetwork", "function"}),
    "territory": frozenset(
        {"territoire", "territory", "territories", "departement", "department", "federation", "lieu", "place"}
    ),
    "carries": frozenset(
        {"experience", "experiences", "experiencepilote", "pilotexperience", "experienceportee", "porte",
         "carries"}
    ),
}  # fmt: skip
"""What a column may be called, without accents, case and signs, by what it holds."""

HEADER_WITHIN = 10
"""Rows in which the names of the columns are looked for: people put a title above."""


class ExpectedPerson(msgspec.Struct, frozen=True):
    """A row as it would be taken in: role and experience by their ids, and what must be put right first."""

    line: int
    name: str
    role: str
    territory: str
    carries: str | None
    problems: list[Text]


class Expected(msgspec.Struct, frozen=True):
    """A whole list: its columns by what they hold, those not read, its rows, and how many are right."""

    rows: list[ExpectedPerson]
    columns: dict[str, str]
    unknown_columns: list[str]
    total: int
    ok: int


def expected(room: Room, lines: Iterable[tuple[int, Sequence[str]]]) -> Expected:
    """Say of each row of a list whom it would bring; Refused where no column holds names."""
    lines = list(lines)
    at, fields = _header(lines)
    titles = lines[at][1]
    people = lines[at + 1 :]
    if not people:
        raise Refused("list.empty")
    if len(people) > MOST_ENLISTED:
        raise Refused("list.too-long", limit=MOST_ENLISTED)
    names = _Names(room)
    rows = [names.person(line, {f: _at(cells, i) for f, i in fields.items()}) for line, cells in people]
    read = set(fields.values())
    return Expected(
        rows=rows,
        columns={titles[index]: field for field, index in fields.items()},
        unknown_columns=[title for index, title in enumerate(titles) if title and index not in read],
        total=len(rows),
        ok=sum(not row.problems for row in rows),
    )


def _header(lines: Sequence[tuple[int, Sequence[str]]]) -> tuple[int, dict[str, int]]:
    """Find the row that names the columns, and where each of ours stands in it.

    It is the one that names the most of them: a title above, « Participant·e·s », may read like a column.
    """
    rows = [(at, _fields(cells)) for at, (_, cells) in enumerate(lines[:HEADER_WITHIN])]
    named = [(at, fields) for at, fields in rows if fields.keys() & {"name", "first", "last"}]
    if not named:
        raise Refused("list.header")
    return max(named, key=lambda row: len(row[1]))


def _fields(titles: Sequence[str]) -> dict[str, int]:
    """Give where each of our columns stands among the titles of some."""
    fields: dict[str, int] = {}
    for index, title in enumerate(titles):
        held = next((field for field, known in HEADERS.items() if plain(title) in known), None)
        if held is not None:
            fields.setdefault(held, index)
    return fields


def _at(cells: Sequence[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""


class _Names:
    """Knows what the words of a list mean in a room, and whom it has met already."""

    def __init__(self, room: Room) -> None:
        self._roles = _by_name((role.id, role.label) for role in room.need(FormatInfo, "format").roles)
        self._experiences = _by_name((e.id, e.title) for e in room.all(Experience))
        for experience in room.all(Experience):
            # People write where an experience comes from; it will do where only one comes from there.
            same = [e for e in room.all(Experience) if plain(e.territory) == plain(experience.territory)]
            if experience.territory and len(same) == 1:
                self._experiences.setdefault(plain(experience.territory), experience.id)
        self._here = names_here(room)
        self._met: dict[str, int] = {}

    def person(self, line: int, said: Mapping[str, str]) -> ExpectedPerson:
        """Give a row as it would be taken in."""
        name = " ".join(part for f in ("first", "name", "last") if (part := said.get(f, "")))
        problems = self._of_name(name, line)
        territory = said.get("territory", "")
        if len(territory) > LIMITS["word"]:
            problems.append(_too_long("territoire", "territory", len(territory), LIMITS["word"]))
        role, carries = said.get("role", ""), said.get("carries", "")
        known_role = self._roles.get(plain(role), "")
        if role and not known_role:
            problems.append(_stranger("ce rôle", "this role", role))
        carried = self._experiences.get(plain(carries))
        if carries and carried is None:
            problems.append(_stranger("cette expérience", "this experience", carries))
        return ExpectedPerson(line, name, known_role, territory, carried, problems)

    def _of_name(self, name: str, line: int) -> list[Text]:
        if not plain(name):
            return [Text(fr="Il manque le nom.", en="The name is missing.")]
        if len(name) > LIMITS["name"]:
            return [_too_long("nom", "name", len(name), LIMITS["name"])]
        before = self._met.setdefault(plain(name), line)
        if before != line:
            return [
                Text(
                    fr=f"Ce nom est déjà à la ligne {before}.",
                    en=f"This name is on line {before} already.",
                )
            ]
        if plain(name) in self._here:
            return [
                Text(
                    fr="Une personne de ce nom est déjà dans la salle.",
                    en="A person of this name is in the room already.",
                )
            ]
        return []


def _by_name(parts: Iterable[tuple[str, Text]]) -> dict[str, str]:
    """Every name under which something may be meant, the earlier one first."""
    known: dict[str, str] = {}
    for id, label in parts:
        for name in (id, label.fr, label.en):
            if plain(name):
                known.setdefault(plain(name), id)
    return known


def _stranger(fr: str, en: str, found: str) -> Text:
    shown = found if len(found) <= 60 else found[:59] + "…"
    return Text(
        fr=f"La salle ne connaît pas {fr} : « {shown} ».",
        en=f"The room does not know {en}: “{shown}”.",
    )


def _too_long(fr: str, en: str, length: int, limit: int) -> Text:
    return Text(
        fr=f"Le {fr} est trop long : {length} caractères pour {limit} au plus.",
        en=f"The {en} is too long: {length} characters, and {limit} at most.",
    )
