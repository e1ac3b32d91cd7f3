"""Lists of people as they come: from every office program, in every habit, and some that are no lists."""

import io
import zipfile
from collections.abc import Sequence

import pytest
from openpyxl import Workbook

from server.core.expected import Expected, expected
from server.core.people import MOST_ENLISTED
from server.core.refusals import Refused
from server.core.room import Room
from server.lists import read_lines
from tests.core.world import HOST, Day

ROWS = [
    ["Prénom", "Nom", "Rôle", "Territoire", "Expérience", "Régime"],
    ["Amel", "Haddad", "porteur·se d’une expérience pilote", "Drôme", "Drôme", "sans gluten"],
    ["Zoé", "L’Hôte", "", "Seine-Maritime", "", ""],
]


@pytest.fixture
def room() -> Room:
    """A day before anybody came."""
    return Day().room


def looked_at(room: Room, raw: bytes) -> Expected:
    """Read a list as the house does."""
    return expected(room, [(line.number, line.cells) for line in read_lines(raw, MOST_ENLISTED)])


def csv_of(rows: Sequence[Sequence[str]], sign: str = ";") -> str:
    return "\r\n".join(sign.join(row) for row in rows) + "\r\n"


def workbook_of(rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    book.create_sheet("Vide", 0)
    for row in rows:
        book["Sheet"].append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def refused(room: Room, raw: bytes) -> Refused:
    with pytest.raises(Refused) as refusal:
        looked_at(room, raw)
    return refusal.value


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(csv_of(ROWS).encode(), id="utf-8"),
        pytest.param(csv_of(ROWS).encode("utf-8-sig"), id="utf-8 with its mark"),
        pytest.param(csv_of(ROWS).encode("cp1252"), id="windows"),
        pytest.param(csv_of(ROWS, ",").encode(), id="commas"),
        pytest.param(csv_of(ROWS, "\t").encode("cp1252"), id="tabs"),
        pytest.param(workbook_of(ROWS), id="xlsx"),
    ],
)
def test_a_list_reads_the_same_from_whatever_program_wrote_it(room: Room, raw: bytes) -> None:
    found = looked_at(room, raw)
    assert [(row.line, row.name, row.territory) for row in found.rows] == [
        (2, "Amel Haddad", "Drôme"),
        (3, "Zoé L’Hôte", "Seine-Maritime"),
    ]
    assert found.rows[0].role == "pilote"
    assert found.rows[0].carries == "drome"
    assert found.columns["Prénom"] == "first"
    assert found.unknown_columns == ["Régime"]
    assert (found.total, found.ok) == (2, 2)


def test_what_is_wrong_is_said_on_its_line_in_both_languages(room: Room) -> None:
    rows = [
        ["Journée du 6 février", "", ""],
        ["NAME", "role", "Experience"],
        ["Amel", "magicienne", ""],
        ["", "autre", ""],
        ["Basile", "AUTRE", "atlantide"],
        ["", "", ""],
        ["basile ", "", ""],
        ["Camille", "", ""],
        ["x" * 61, "", ""],
    ]
    found = looked_at(room, csv_of(rows).encode())
    wrong = {row.line: [problem.fr for problem in row.problems] for row in found.rows if row.problems}
    assert wrong == {
        3: ["La salle ne connaît pas ce rôle\u00a0: «\u00a0magicienne\u00a0»."],
        4: ["Il manque le nom."],
        5: ["La salle ne connaît pas cette expérience\u00a0: «\u00a0atlantide\u00a0»."],
        7: ["Ce nom est déjà à la ligne 5."],
        9: ["Le nom est trop long\u00a0: 61 caractères pour 60 au plus."],
    }
    assert all(problem.en for row in found.rows for problem in row.problems)
    assert (found.total, found.ok) == (6, 1)


def test_a_title_that_reads_like_a_column_is_a_title(room: Room) -> None:
    found = looked_at(room, csv_of([["Participant·e·s", "", ""], *ROWS]).encode())
    assert [(row.line, row.name) for row in found.rows] == [(3, "Amel Haddad"), (4, "Zoé L’Hôte")]


def test_who_is_in_the_room_already_is_not_brought_twice() -> None:
    day = Day()
    day.ask(HOST, "participant.add", participant="amel", name="Amel Haddad")
    found = looked_at(day.room, "nom\nAMEL HADDAD\nZoé\n".encode())
    assert [bool(row.problems) for row in found.rows] == [True, False]


def test_a_name_may_hold_the_sign_that_parts_columns_and_an_end_of_line(room: Room) -> None:
    found = looked_at(room, 'nom,territoire\n"Haddad, Amel","Die\nDrôme"\nZoé,\n'.encode())
    assert [(row.line, row.name, row.territory) for row in found.rows] == [
        (2, "Haddad, Amel", "Die Drôme"),
        (4, "Zoé", ""),
    ]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (csv_of(ROWS).encode("utf-16"), "list.encoding"),
        (csv_of(ROWS).encode("mac-roman"), "list.encoding"),
        (csv_of(ROWS).replace("’", "'").replace("·", ".").encode("cp850"), "list.encoding"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "list.encoding"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "list.type"),
        (b"PK\x03\x04 and nothing after", "list.type"),
        (b"", "list.empty"),
        (b"\n\n;;;\n", "list.empty"),
        (b"nom;role\n", "list.empty"),
        (b"couleur;taille\nrouge;9\n", "list.header"),
        (b"nom\n" + b'"' + b"x" * 140_000, "list.broken"),
        (b"nom\n" + b"A\n" * 5_000, "list.too-long"),
        (b"nom\n" + b"A\n" * 1_001, "list.too-long"),
        (bytes(5 * 1024 * 1024), "file.too-large"),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence(room: Room, raw: bytes, code: str) -> None:
    assert refused(room, raw).code == code


def test_a_sheet_of_five_thousand_lines_is_refused_and_one_of_a_thousand_is_not(room: Room) -> None:
    assert refused(room, workbook_of([["nom"], *([f"N{i}"] for i in range(5_000))])).code == "list.too-long"
    assert looked_at(room, workbook_of([["nom"], *([f"N{i}"] for i in range(1_000))])).ok == 1_000


def test_a_workbook_that_unpacks_to_more_than_it_seems_is_not_unpacked(room: Room) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", bytes(60 * 1024 * 1024))
    assert len(file.getvalue()) < 100_000
    assert refused(room, file.getvalue()).code == "list.too-long"


def test_a_workbook_whose_entities_swell_is_refused(room: Room) -> None:
    swelling = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><worksheet>&b;</worksheet>"
    source = zipfile.ZipFile(io.BytesIO(workbook_of(ROWS)))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for member in source.namelist():
            text = swelling if member.endswith("sheet2.xml") else source.read(member)
            packed.writestr(member, text)
    assert refused(room, file.getvalue()).code == "list.type"
