"""The spreadsheet and the comma-separated cards, read back as a spreadsheet reads them."""

import csv
import io
import re
import zipfile
from xml.etree import ElementTree

from hypothesis import given

from server.core.records import Card
from server.publish import document, published
from server.publish.views import views
from tests.core.histories import Move, seated
from tests.core.world import HOST, Day
from tests.publish.days import demonstration
from tests.publish.random_days import days, lived, sampled, shown_cards

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
Sheets = dict[str, list[list[str | float]]]


def read_xlsx(body: bytes) -> Sheets:
    """Give every sheet by its name, texts as texts and numbers as numbers; no formula may stand in one."""
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        names = [
            sheet.attrib["name"]
            for sheet in ElementTree.fromstring(packed.read("xl/workbook.xml")).iterfind(".//m:sheet", NS)
        ]
        shared = [
            "".join(text.text or "" for text in item.iterfind(".//m:t", NS))
            for item in ElementTree.fromstring(packed.read("xl/sharedStrings.xml"))
        ]
        sheets: Sheets = {}
        for n, name in enumerate(names, start=1):
            tree = ElementTree.fromstring(packed.read(f"xl/worksheets/sheet{n}.xml"))
            assert tree.find(".//m:f", NS) is None
            assert tree.find(".//m:hyperlink", NS) is None
            sheets[name] = [[_value(cell, shared) for cell in row] for row in tree.iterfind(".//m:row", NS)]
        return sheets


def _value(cell: ElementTree.Element, shared: list[str]) -> str | float:
    value = cell.findtext("m:v", "", NS)
    if cell.get("t") == "s":
        return shared[int(value)]
    return float(value) if value else ""


def rows_of(body: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_the_demonstration_has_one_sheet_a_view_with_typed_cells() -> None:
    day = demonstration()
    sheets = read_xlsx(published("xlsx", day.room, day.files, "fr").body)
    counts = {name: len(rows) - 1 for name, rows in sheets.items()}
    assert counts == {
        "Cartes": 346,
        "Appréciations": 49,
        "Énoncés": 25,
        "Sources": sum(len(s.sources) for s in day.room.records["statement"].values()),  # type: ignore[attr-defined]
        "Propositions": 12,
        "Votes": 21,
        "Engagements": 8,
        "Prérequis × expériences": 9,
        "Domaines × expériences": 7,
        "Profils": 7,
    }
    assert [row[0] for row in sheets["Cartes"][1:]] == [float(n) for n in range(1, 347)]
    total = sheets["Prérequis × expériences"][-1]
    assert sum(cell for cell in total if isinstance(cell, float)) == 346
    assert all(len(row) == len(sheets["Appréciations"][0]) for row in sheets["Appréciations"])


@sampled(20)
@given(days())
def test_every_card_that_is_shown_is_a_row(moves: list[Move]) -> None:
    day = lived(moves)
    texts = sorted(card.text for card in shown_cards(day))
    rows = read_xlsx(published("xlsx", day.room, {}, "fr").body)["Cartes"]
    assert sorted(str(row[5]) for row in rows[1:]) == texts
    lines = rows_of(published("csv", day.room, {}, "fr").body, ";")
    assert sorted(line[5] for line in lines[1:]) == texts


def test_no_text_becomes_a_formula_or_a_link() -> None:
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    texts = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        '=HYPERLINK("https://ailleurs.example")',
        "https://a.example",
        "'=1",
        "12",
    ]
    for n, text in enumerate(texts):
        day.card("amel", f"c{n}", text)
    rows = read_xlsx(published("xlsx", day.room, {}, "fr").body)["Cartes"][1:]
    assert [row[5] for row in rows] == texts
    lines = rows_of(published("csv", day.room, {}, "fr").body, ";")[1:]
    assert all(not re.match(r"\s*[=+\-@]", line[5]) for line in lines)
    assert [line[5].removeprefix("'") for line in lines][:5] == texts[:5]


def test_a_text_of_several_lines_with_separators_stays_one_cell() -> None:
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    text = 'Un ; deux, « trois »\net "quatre"'
    day.card("amel", "c1", text)
    for language, delimiter in (("fr", ";"), ("en", ",")):
        body = published("csv", day.room, {}, language).body  # type: ignore[arg-type]
        assert rows_of(body, delimiter)[1][5] == text


def test_a_room_without_cards_has_its_headings() -> None:
    room = Day("retrospective-projet").room
    assert next(iter(read_xlsx(published("xlsx", room, {}, "en").body))) == "Cards"
    assert len(rows_of(published("csv", room, {}, "en").body, ",")) == 1


def test_two_tables_on_one_experience_and_one_on_another_keep_their_columns() -> None:
    day = Day()
    for group in ("g1", "g2"):
        day.table(group)
    first, second, *_ = day.room.records["experience"]
    criterion = next(iter(day.room.records["criterion"]))
    for group, experience in (("g1", first), ("g2", first), ("g1", second)):
        said = {"experience": experience, "criterion": criterion, "level": "present"}
        day.ask(HOST, "appraisal.set", group=group, **said)
    (view,) = [view for view in views(document(day.room, "fr")) if view.name == "Appréciations"]
    assert {len(row) for row in view.rows} == {len(view.head)}
    assert sum(row[3] == "● Présent" for row in view.rows) == 3
    assert [row[2] for row in view.rows if row[3] == "● Présent"] == ["Table g1", "Table g2", "Table g1"]


def test_what_a_table_without_an_experience_appraised_is_said_with_its_reason() -> None:
    day = seated(Day())
    day.card("amel", "c1", experience="drome", criterion="temps")
    given = {"group": "g1", "criterion": "temps", "level": "partiel"}
    day.ask("amel", "appraisal.set", **given, experience="drome", reason="Sur la Drôme")
    day.ask("amel", "appraisal.set", **given, reason="Chez nous")
    rows = read_xlsx(published("xlsx", day.room, {}, "fr").body)["Appréciations"][1:]
    found = {(row[0] or "", row[-1]) for row in rows if row[-1]}
    assert found == {("Drôme", "Sur la Drôme"), ("", "Chez nous")}
    said = published("md", day.room, {}, "fr").body.decode()
    assert "**Appréciations des tables qui n’avaient pas d’expérience**" in said
    assert "| S’inscrire dans le temps | Table g1 | ◐ Partiel | Chez nous |" in said


def test_a_hidden_card_is_in_no_sheet() -> None:
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    day.card("amel", "c1", "Un secret")
    day.ask(HOST, "statement.write", statement="s1", text="Un énoncé", cards=["c1"])
    day.ask(HOST, "card.hide", card="c1", reason="Hors sujet")
    assert day.room.need(Card, "c1").text == "Un secret"
    sheets = read_xlsx(published("xlsx", day.room, {}, "fr").body)
    assert "Un secret" not in str(sheets)
    assert sheets["Sources"][1][2] == "une carte retirée ou qui n’est pas montrée"


def test_versions_that_nobody_has_chosen_between_stand_beside_their_text() -> None:
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    day.card("amel", "c1", "Le début")
    day.card("amel", "c2", "Une autre")
    seen = day.room.seq
    for text in ("Une première suite", "Une seconde suite"):
        day.ask("amel", "card.edit", seen, card="c1", text=text)
    (cards,) = [view for view in views(document(day.room, "fr")) if view.name == "Cartes"]
    assert cards.head[-1] == "Autre version écrite en même temps"
    both = [(row[cards.head.index("Texte")], row[-1]) for row in cards.rows]
    assert both == [("Une première suite", "Une seconde suite"), ("Une autre", "")]
    assert "Une seconde suite" in published("csv", day.room, {}, "fr").body.decode()


def test_a_wrapped_text_has_a_row_as_high_as_itself_which_still_grows() -> None:
    day = seated(Day())
    day.card("amel", "c1", "Une ligne")
    day.card("amel", "c2", "mot " * 60)
    day.card("amel", "c3", "Un\ndeux\ntrois")
    day.card("amel", "c4", "mot\n" * 200)
    with zipfile.ZipFile(io.BytesIO(published("xlsx", day.room, {}, "fr").body)) as packed:
        tree = ElementTree.fromstring(packed.read("xl/worksheets/sheet1.xml"))
    head, *rows = tree.findall(".//m:row", NS)
    assert [head.get("ht"), *(row.get("ht") for row in rows)] == [None, None, "60", "45", "408.75"]
    assert not any(row.get("customHeight") for row in rows)


def test_the_day_of_an_engagement_is_a_day_that_can_be_sorted_by() -> None:
    day = seated(Day())
    day.ask("amel", "proposal.write", proposal="r0", kind="politique", text="Écrire", statements=[])
    for n, by in enumerate(("2026-09-30", "", "1789-07-14")):
        day.ask(
            "amel", "commitment.make", commitment=f"e{n}", proposal="r0", who="Amel", what="Écrire", by=by
        )
    rows = read_xlsx(published("xlsx", day.room, {}, "fr").body)["Engagements"][1:]
    assert sorted(str(row[2]) for row in rows) == ["14 juillet 1789", "46295.0", "sans date"]
    assert "30 septembre 2026" in published("md", day.room, {}, "fr").body.decode()
