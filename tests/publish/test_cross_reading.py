"""Rounds and profiles in the publication: side by side, as a picture, as a table and as a sheet that add up."""

import re

import pytest

from server.core.records import Assignment, Experience, FormatInfo
from server.publish import published
from server.publish.document import Drawing, Paragraph, Sheet, Table
from server.publish.outline import document
from server.publish.pdf import HIGHEST, Writer
from server.publish.views import blocks
from server.publish.widths import MOST_ABREAST, abreast
from server.publish.words import Words
from tests.core.world import HOST, Day
from tests.publish.days import demonstration
from tests.publish.test_sheets import read_xlsx


def day_of_two_rounds() -> tuple[Day, Experience]:
    """Give a day on which one experience was taken apart by a table in each of two rounds."""
    day = Day()
    for group in ("g1", "g2"):
        day.table(group)
    day.ask(HOST, "group.rotate", rounds=2)
    criteria = list(day.room.records["criterion"])
    # A rotation goes on by one: the second table begins where the first one goes next.
    _, first, *_ = sorted(day.room.all(Experience), key=lambda one: one.order)
    given = [one for one in day.room.all(Assignment) if one.experience == first.id]
    tables = [one.group for one in sorted(given, key=lambda one: one.round)]
    assert len(tables) == 2
    for n, group in enumerate(tables):
        level = ("present", "absent")[n % 2]
        said = {"group": group, "experience": first.id}
        day.ask(HOST, "appraisal.set", criterion=criteria[0], level=level, **said)
        for m in range(n + 1):
            text = {"card": f"c{n}{m}", "kind": "force", "text": f"Carte {n} {m}"}
            day.ask(HOST, "card.write", criterion=criteria[0], **text, **said)
    day.ask(HOST, "card.write", card="away", kind="force", text="Sans table", experience=first.id)
    return day, first


def test_rounds_stand_side_by_side_on_the_sheet_of_their_experience_and_add_up() -> None:
    day, first = day_of_two_rounds()
    made = document(day.room, "fr")
    (sheet,) = [one for one in blocks(made, Sheet) if one.title == first.title.fr]
    (table,) = [one for one in sheet.blocks if isinstance(one, Table) and one.anchor.startswith("tours-")]
    assert [cell.text.partition("\n")[0] for cell in table.head[1:]] == ["Tour 1", "Tour 2", "Hors des tours"]
    assert [cell.number for cell in table.rows[0].cells] == [1, 2, 0]
    assert [cell.number for cell in table.rows[-1].cells] == [1, 2, 1]
    for column in range(3):
        above = [row.cells[column].number or 0 for row in table.rows[:-1]]
        assert sum(above) == table.rows[-1].cells[column].number
    found = [one.text for one in sheet.blocks if isinstance(one, Paragraph) and one.tone == "finding"]
    assert any("D’un tour à l’autre" in one for one in found)


def test_rounds_are_a_sheet_of_the_spreadsheet_with_a_row_for_each_cell() -> None:
    day, first = day_of_two_rounds()
    rows = read_xlsx(published("xlsx", day.room, {}, "fr").body)["Tours"]
    mine = [row for row in rows[1:] if row[0] == first.title.fr]
    assert sum(row[5] for row in mine if isinstance(row[5], float)) == 4
    assert {row[2] for row in mine} == {"Tour 1", "Tour 2", "Hors des tours"}
    assert {row[4] for row in mine} >= {"● Présent", "○ Absent"}


def test_a_round_that_was_planned_and_never_begun_is_said_nowhere_to_have_taken_place() -> None:
    day = Day()
    for group in ("g1", "g2"):
        day.table(group)
    day.ask(HOST, "group.rotate", rounds=3)
    said = published("md", day.room, {}, "fr").body.decode()
    assert "2 expériences pilotes" in said
    assert "Tour 1" not in said.replace("| Tour 1 |", "")
    assert "Tour 2" not in said
    day.ask(HOST, "round.start", round="2")
    said = published("md", day.room, {}, "fr").body.decode()
    assert "3 expériences pilotes" in said
    assert "Tour 2" in said
    assert "Tour 3" not in said


def test_what_a_table_appraised_outside_every_round_stands_beside_them_as_on_the_page_that_reads_across() -> (
    None
):
    day, first = day_of_two_rounds()
    row = next(iter(day.room.records["criterion"]))
    day.table("g9")
    day.ask(HOST, "record.erase", kind="card", id="away")
    day.ask(HOST, "appraisal.set", group="g9", experience=first.id, criterion=row, level="partiel")
    (table,) = [
        one for one in blocks(document(day.room, "fr"), Table) if one.anchor == f"tours-{first.order}"
    ]
    assert table.head[-1].text == "Hors des tours"
    assert table.rows[0].cells[-1].text == "◐ Partiel\n0 carte"


def test_a_day_of_one_round_has_no_rounds_to_compare() -> None:
    day = demonstration()
    assert len(day.room.need(FormatInfo, "format").rounds) == 1
    assert not [one for one in blocks(document(day.room, "fr"), Table) if one.anchor.startswith("tours-")]


@pytest.mark.parametrize(("share", "said"), [(1 / 8, "13"), (3 / 8, "38"), (173 / 200, "87"), (1 / 3, "33")])
def test_a_half_goes_up_in_the_publication_as_it_does_on_screen(share: float, said: str) -> None:
    assert Words("fr").percent(share) == f"{said}\u00a0%"
    means = (2.25, 2.75, 4.05, 2.24)
    assert [Words("en").decimal(mean) for mean in means] == ["2.3", "2.8", "4.1", "2.2"]


def test_the_profile_of_each_experience_is_a_picture_a_table_and_a_sheet() -> None:
    day = demonstration()
    made = document(day.room, "fr")
    (drawing,) = [one for one in blocks(made, Drawing) if one.anchor == "profils-image"]
    (table,) = [one for one in blocks(made, Table) if one.anchor == "profils"]
    assert [row.head.text for row in table.rows] == [
        one.title.fr for one in sorted(day.room.all(Experience), key=lambda one: one.order)
    ]
    assert all(row.head.text in drawing.alt for row in table.rows)
    sheets = read_xlsx(published("xlsx", day.room, day.files, "fr").body)
    counts, shares = sheets["Domaines × expériences"], sheets["Profils"]
    for column, row in enumerate(shares[1:], start=1):
        for domain, share in enumerate(row[2:], start=1):
            n, cards = counts[domain][column], row[1]
            assert isinstance(n, float)
            assert isinstance(cards, float)
            assert share == round(100 * n / cards, 1)


def test_names_over_profiles_keep_to_their_place_and_the_drawing_to_its_page() -> None:
    day = Day()
    domain = next(iter(day.room.records["domain"]))
    for n in range(24):
        title = f"Communauté de communes du Pays de Montbéliard numéro {n}"
        day.ask(HOST, "experience.add", experience=f"longue-{n}", title={"fr": title})
        said = {"experience": f"longue-{n}", "domains": [domain]}
        day.ask(HOST, "card.write", card=f"c{n}", kind="force", text="Une carte", **said)
    (drawing,) = [one for one in blocks(document(day.room, "fr"), Drawing) if one.anchor == "profils-image"]
    names = re.findall('font-weight="bold">([^<]*)<', drawing.svg)
    assert "communes du Pays de" in names
    # A bold letter of this size is about ten wide, and four stand beside each other.
    assert max(map(len, names)) * 10 <= drawing.width / 4
    (line,) = Writer(Words("fr"), {}).block(drawing)
    found = re.search(r"width: (\d+)mm", line)
    assert found is not None
    assert int(found[1]) * drawing.height / drawing.width <= HIGHEST + 1


def test_a_matrix_that_is_too_wide_for_a_page_goes_on_below_and_loses_no_column() -> None:
    day = Day()
    for n in range(20):
        day.ask(HOST, "experience.add", experience=f"exp-{n}", title={"fr": f"Expérience {n}"})
    whole = next(t for t in blocks(document(day.room, "fr"), Table) if t.anchor == "matrice-prerequis")
    pieces = abreast(whole)
    assert len(pieces) == 3
    assert len({piece.anchor for piece in pieces}) == 3
    assert all(len(piece.head) - 1 <= MOST_ABREAST for piece in pieces)
    assert [cell for piece in pieces for cell in piece.head[1:]] == whole.head[1:]
    for at, row in enumerate(whole.rows):
        assert [cell for piece in pieces for cell in piece.rows[at].cells] == row.cells
    assert [piece.note for piece in pieces] == ["", "", whole.note]
    drawing = next(d for d in blocks(document(day.room, "fr"), Drawing) if d.anchor.startswith("matrice-p"))
    assert drawing.svg.count("rotate(-90") == len(whole.head) - 1
