"""What the paper needs to know of a room: who sits where, what each table takes apart, and the grid.

Plain values only, in the order and with the numbers that the screens have.
"""

import io
from collections.abc import Sequence
from string import ascii_lowercase
from urllib.parse import quote

import msgspec
import segno

from server.core.records import (
    Assignment,
    Criterion,
    Domain,
    Experience,
    FormatInfo,
    Group,
    Participant,
)
from server.core.room import Room
from server.core.text import Language, alphabetical
from server.publish.kit.words import said

ROWS_A_PAGE = 7
"""How many prerequisites a page of a table's sheet has at the most."""

COLOURS = ("#7a3b8f", "#c24a16", "#2f9d6c", "#e5aa1e", "#a5d6f0")
"""The domains' colours as on the screens; with more domains, colours and shapes begin again."""


class Sheet(msgspec.Struct, frozen=True):
    """A sheet that a table or a person writes on, and the QR code under which it is photographed."""

    number: str
    table: str
    experience: str
    territory: str
    round: str
    qr: str
    rows: tuple[int, int] = (0, 0)
    """From which row of the grid to which one it has, on a table's sheet."""


class Seat(msgspec.Struct, frozen=True):
    """Where a person sits in one round, and what is taken apart there."""

    round: str
    table: str
    experience: str


class Tag(msgspec.Struct, frozen=True):
    """A name tag."""

    name: str
    role: str
    territory: str
    seat: str
    seats: list[Seat]


class Paper(msgspec.Struct, frozen=True):
    """Everything that is printed, in one language."""

    language: Language
    words: dict[str, str]
    title: str
    date: str
    place: str
    notice: str
    code: str
    address: str
    join_qr: str
    criteria: list[dict[str, object]]
    domains: list[dict[str, object]]
    kinds: list[dict[str, str]]
    scale: list[dict[str, str]]
    tables: list[Sheet]
    people: list[Sheet]
    sticker_pages: int
    tags: list[Tag]


class Tables:
    """Who takes apart what, round by round."""

    def __init__(self, room: Room, language: Language) -> None:
        self.room = room
        self.language = language
        self.rounds = room.need(FormatInfo, "format").rounds
        self.groups = room.in_order(Group)
        self.experiences = room.in_order(Experience)
        given = {(one.group, one.round): one.experience for one in room.all(Assignment) if one.experience}
        self.hosts = {(one.group, one.round): one.hosts for one in room.all(Assignment)}
        known = {one.id: one for one in self.experiences}
        self.given = {key: known[id] for key, id in given.items() if id in known}

    def rounds_of(self, group: str) -> list[str]:
        """The rounds in which a table has an experience; the first one where it has none at all."""
        planned = [round.id for round in self.rounds if (group, round.id) in self.given]
        return planned or [self.rounds[0].id]

    def title_of(self, experience: Experience | None) -> str:
        return experience.title.said(self.language) if experience else ""

    def round_title(self, id: str) -> str:
        """What a round is called, where there is more than one."""
        if len(self.rounds) < 2:
            return ""
        return next((round.title.said(self.language) for round in self.rounds if round.id == id), id)

    def seats(self, person: Participant) -> list[Seat]:
        """Where a person sits: at their table, and in later rounds where they host what they carried."""
        names = {group.id: group.name for group in self.groups}
        seats: list[Seat] = []
        for round in self.rounds:
            group = self._table(person, round.id)
            if group in names and ((group, round.id) in self.given or not seats):
                experience_there = self.given.get((group, round.id))
                seats.append(Seat(self.round_title(round.id), names[group], self.title_of(experience_there)))
        return seats

    def _table(self, person: Participant, turn: str) -> str | None:
        if person.group is not None and turn == self.room.info.round:
            return person.group
        hosting = [
            group.id
            for group in self.groups
            if (given := self.given.get((group.id, turn))) and given.id == person.carries
        ]
        named = [group for group in hosting if person.id in self.hosts[group, turn]]
        own = [group for group in hosting if group == person.group]
        return next(iter([*named, *own, *hosting]), person.group)


def paper(room: Room, language: Language, address: str) -> Paper:
    """Give what is printed for a room whose people reach it at `address`."""
    recipe, info, tables = room.need(FormatInfo, "format"), room.info, Tables(room, language)
    base = f"{address}/r/{room.code}"
    return Paper(
        language=language,
        words=said(language),
        title=info.title,
        date=_date(info.date, language),
        place=info.place,
        notice=info.notice.said(language) if info.notice else "",
        code=room.code,
        address=address.partition("://")[2] or address,
        join_qr=qr_code(base),
        criteria=_criteria(room, language),
        domains=_domains(room, language),
        kinds=[{"symbol": kind.symbol, "label": kind.label.said(language)} for kind in recipe.kinds],
        scale=[{"symbol": level.symbol, "label": level.label.said(language)} for level in recipe.scale],
        tables=_table_sheets(tables, base),
        people=_person_sheets(tables, base),
        sticker_pages=max(1, -(-len(tables.groups or tables.experiences) // 4)) if room.all(Domain) else 0,
        tags=_tags(room, tables),
    )


def _criteria(room: Room, language: Language) -> list[dict[str, object]]:
    rows = room.in_order(Criterion)
    return [
        {
            "number": str(number),
            "label": row.label.said(language),
            "family": row.family.said(language),
            "questions": [question.said(language) for question in row.questions],
        }
        for number, row in enumerate(rows, start=1)
    ]


def _domains(room: Room, language: Language) -> list[dict[str, object]]:
    return [
        {
            "label": (one.short if one.short.fr else one.label).said(language),
            "shape": (one.order - 1) % len(COLOURS),
            "colour": COLOURS[(one.order - 1) % len(COLOURS)],
        }
        for one in room.in_order(Domain)
    ]


def _table_sheets(tables: Tables, base: str) -> list[Sheet]:
    """One sheet a table and round; before there are tables, one an experience.

    A grid that takes several pages has a sheet for each, with a letter: all of them are photographed.
    """
    wanted: list[tuple[str, Group | None, Experience | None, str]] = []
    for place, group in enumerate(tables.groups, start=1):
        planned = tables.rounds_of(group.id)
        for turn, round in enumerate(planned, start=1):
            number = f"{place}.{turn}" if len(planned) > 1 else str(place)
            wanted.append((number, group, tables.given.get((group.id, round)), round))
    if not wanted:
        experiences: Sequence[Experience | None] = tables.experiences or [None]
        wanted = [(str(n), None, experience, "") for n, experience in enumerate(experiences, start=1)]
    pages = _rows_by_page(len(tables.room.in_order(Criterion)))
    return [
        msgspec.structs.replace(
            _sheet(
                tables,
                base,
                number + (ascii_lowercase[at % 26] if pages[1:] else ""),
                group,
                experience,
                round,
            ),
            rows=rows,
        )
        for number, group, experience, round in wanted
        for at, rows in enumerate(pages)
    ]


def _rows_by_page(rows: int) -> list[tuple[int, int]]:
    pages = max(1, -(-rows // ROWS_A_PAGE))
    each = -(-rows // pages)
    return [(at * each, min(rows, (at + 1) * each)) for at in range(pages)]


def _person_sheets(tables: Tables, base: str) -> list[Sheet]:
    """One sheet a table to copy as often as needed, and one for anybody."""
    sheets = [Sheet("P", "", "", "", "", qr_code(_photograph(base, "p", "P", None, None)))]
    for place, group in enumerate(tables.groups, start=1):
        # Where a table goes from one experience to the next, its people's sheets go with it.
        planned = tables.rounds_of(group.id)
        round = planned[0] if len(planned) == 1 else ""
        given = tables.given.get((group.id, round))
        sheets.append(_sheet(tables, base, f"{place}.P", group, given, round, "p"))
    return sheets


def _sheet(
    tables: Tables,
    base: str,
    number: str,
    group: Group | None,
    experience: Experience | None,
    round: str,
    kind: str = "t",
) -> Sheet:
    """A sheet of a table; without a round, when it is photographed tells what it takes apart."""
    return Sheet(
        number=number,
        table=group.name if group else "",
        experience=tables.title_of(experience),
        territory=experience.territory if experience else "",
        round=tables.round_title(round),
        qr=qr_code(_photograph(base, kind, number, group, experience, round)),
    )


def _photograph(
    base: str, kind: str, number: str, group: Group | None, experience: Experience | None, round: str = ""
) -> str:
    """The address that photographs a sheet: what stands behind the # says where its words belong."""
    named = {
        "k": kind,
        "n": number,
        "g": group.id if group else "",
        "e": experience.id if experience else "",
        "r": round,
    }
    return f"{base}/sheet#" + "&".join(f"{key}={quote(id, safe='')}" for key, id in named.items() if id)


def _tags(room: Room, tables: Tables) -> list[Tag]:
    """A tag for everybody who is expected or here, table by table."""
    roles = {role.id: role.label.said(tables.language) for role in room.need(FormatInfo, "format").roles}
    place = {group.id: index for index, group in enumerate(tables.groups)}
    people = [person for person in room.all(Participant) if not person.left]
    people.sort(key=lambda p: (place.get(p.group or "", len(place)), alphabetical(p.name)))
    return [
        Tag(person.name, roles.get(person.role, ""), person.territory, person.seat, tables.seats(person))
        for person in people
    ]


def qr_code(address: str) -> str:
    """A QR code as SVG; the border is left to the page."""
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        picture, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None
    )
    return picture.getvalue().decode()


MONTHS: dict[Language, tuple[str, ...]] = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip


def _date(date: str, language: Language) -> str:
    """A day as people write it."""
    if not date:
        return ""
    year, month, day = (int(part) for part in date.split("-"))
    ordinal = "1er" if language == "fr" and day == 1 else str(day)
    return f"{ordinal} {MONTHS[language][month - 1]} {year}"
