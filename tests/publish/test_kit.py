"""The paper of a day: what each sheet says, under which address it is photographed, and how fast it is printed."""

import io

import pytest
from pypdf import PdfReader

from server.core.records import Criterion, Group, Participant
from server.publish.kit import kit
from server.publish.kit.day import paper, qr_code
from tests.core.world import HOST, Day

BASE = "http://192.168.1.20:8000"


def day_of(people: int, groups: int, rounds: int = 0, name: str = "journee-capitalisation") -> Day:
    """A day on its eve: people on the list, tables made, rounds planned."""
    day = Day(name)
    for number in range(people):
        day.ask(HOST, "participant.add", participant=f"p{number}", name=f"Zoé N’Diaye {number}")
    if groups:
        day.ask(HOST, "group.balance", count=groups)
    if rounds:
        day.ask(HOST, "group.rotate", rounds=rounds)
    return day


def pages(raw: bytes) -> list[tuple[str, str]]:
    """The pages of a PDF: format and text, in order."""
    sizes = {(595, 842): "a4", (1191, 842): "a3"}
    return [
        (
            sizes[(round(float(page.mediabox.width)), round(float(page.mediabox.height)))],
            " ".join(page.extract_text().split()),
        )
        for page in PdfReader(io.BytesIO(raw)).pages
    ]


def test_a_kit_has_a_poster_a_sheet_a_table_and_round_stickers_and_tags() -> None:
    day = day_of(12, 3, rounds=2)
    found = pages(kit(day.room, "fr", BASE))
    assert found[0][0] == "a4"
    assert "K7MPQ2" in found[0][1]
    assert "192.168.1.20:8000" in found[0][1]
    tables = [text for size, text in found if size == "a3"]
    assert [next(n for n in ("1.1", "1.2", "2.1", "2.2", "3.1", "3.2") if n in text) for text in tables] == [
        "1.1", "1.2", "2.1", "2.2", "3.1", "3.2"
    ]  # fmt: skip
    assert all("Ne sait pas" in text and "S’inscrire dans le temps" in text for text in tables)
    assert "Individuel" in found[1 + len(tables)][1]
    tags = " ".join(text for _, text in found[-2:])
    assert all(f"N’Diaye {number}" in tags for number in range(12))


def test_a_sheet_is_photographed_under_its_table_and_experience() -> None:
    day = day_of(4, 1)
    day.ask(HOST, "group.give", group="g1", experience="drome")
    (sheet,) = paper(day.room, "fr", BASE).tables
    assert (sheet.number, sheet.table, sheet.experience) == ("1", "Table 1", "Drôme")
    assert sheet.qr == qr_code(f"{BASE}/r/K7MPQ2/sheet#k=t&n=1&g=g1&e=drome&r=1")
    assert paper(day.room, "fr", BASE).join_qr == qr_code(f"{BASE}/r/K7MPQ2")


def test_before_there_are_tables_each_experience_has_its_sheet() -> None:
    sheets = paper(Day().room, "fr", BASE).tables
    assert len(sheets) == len(Day().room.records["experience"])
    assert sheets[0].qr == qr_code(
        f"{BASE}/r/K7MPQ2/sheet#k=t&n=1&e={next(iter(Day().room.records['experience']))}"
    )


def test_the_rows_have_the_numbers_of_the_screens() -> None:
    day = Day()
    rows = sorted(day.room.records["criterion"].values(), key=lambda row: row.order)  # type: ignore[attr-defined]
    assert [row["number"] for row in paper(day.room, "fr", BASE).criteria] == [
        str(row.order)  # type: ignore[attr-defined]
        for row in rows
    ]


def test_who_hosts_what_they_carried_is_sent_to_its_table_in_each_round() -> None:
    day = day_of(6, 3, rounds=2)
    given = day.room.records["assignment"]
    day.ask(HOST, "participant.edit", participant="p0", carries=given["g2:2"].experience)  # type: ignore[attr-defined]
    tag = next(tag for tag in paper(day.room, "fr", BASE).tags if tag.name.endswith(" 0"))
    assert tag.seats[-1].table == "Table 2"


def test_who_hosts_one_of_two_tables_is_sent_to_the_one_where_they_sit() -> None:
    day = Day()
    for number in range(14):
        carries = "drome" if number < 2 else ""
        day.ask(HOST, "participant.add", participant=f"p{number}", name=f"Zoé {number}")
        day.ask(HOST, "participant.edit", participant=f"p{number}", carries=carries)
    day.ask(HOST, "group.balance", count=14)
    day.ask(HOST, "group.rotate", rounds=2)
    names = {group.id: group.name for group in day.room.all(Group)}
    told = {tag.name: [seat.table for seat in tag.seats] for tag in paper(day.room, "fr", BASE).tags}
    hosts = {"p0": "Zoé 0", "p1": "Zoé 1"}
    for id, name in hosts.items():
        assert told[name][0] == names[str(day.room.need(Participant, id).group)]
    day.ask(HOST, "round.start", round="2")
    for id, name in hosts.items():
        assert told[name][1] == names[str(day.room.need(Participant, id).group)]


@pytest.mark.parametrize(
    ("name", "language"), [("journee-capitalisation", "en"), ("retrospective-projet", "fr")]
)
def test_every_format_prints_in_both_languages_tagged_for_screen_readers(name: str, language: str) -> None:
    raw = kit(day_of(3, 2, name=name).room, "en" if language == "en" else "fr", BASE)
    reader = PdfReader(io.BytesIO(raw))
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Essai")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] is not None  # type: ignore[index]
    assert str(reader.trailer["/Root"]["/Lang"]).startswith(language)  # type: ignore[index]
    assert b"pdfuaid" in raw
    assert ("Come into the room" in pages(raw)[0][1]) == (language == "en")


def test_what_people_write_is_printed_as_they_wrote_it() -> None:
    day = Day()
    odd = '#panic("x") $a$ *b* <c> \\ "d" // e'
    day.ask(HOST, "participant.add", participant="odd", name=odd)
    day.ask(HOST, "participant.add", participant="far", name="أمل 愛 Zoé")
    text = " ".join(text for _, text in pages(kit(day.room, "fr", BASE)))
    assert '#panic("x") $a$ *b* <c> \\ "d" // e' in text


def test_the_kit_of_three_hundred_people_holds_a_tag_and_a_sheet_for_each() -> None:
    day = day_of(300, 30, rounds=3)
    found = pages_count(kit(day.room, "fr", BASE))
    assert found >= 1 + 90 + 30 + 30


def pages_count(raw: bytes) -> int:
    return len(PdfReader(io.BytesIO(raw)).pages)


def heights(raw: bytes, page: int) -> list[tuple[float, str]]:
    """How far above its foot each piece of text of a page stands, and the text, in the order of printing."""
    found: list[tuple[float, str]] = []

    def see(text: str, matrix: list[float], own: list[float], font: object, size: float) -> None:
        if text.strip():
            found.append((matrix[1] * own[4] + matrix[3] * own[5] + matrix[5], text.strip()))

    PdfReader(io.BytesIO(raw)).pages[page].extract_text(visitor_text=see)
    return found


def test_a_tag_says_where_to_sit_in_every_round() -> None:
    found = pages(kit(day_of(2, 1, rounds=7).room, "fr", BASE))[-1][1]
    assert [turn for turn in range(1, 8) if f"Tour {turn}" in found] == list(range(1, 8))


def test_what_is_long_on_a_tag_is_set_smaller_and_lies_over_nothing() -> None:
    day = day_of(1, 1, rounds=4)
    day.ask(HOST, "room.edit", title="Journée de capitalisation " * 4)
    day.ask(HOST, "group.rename", group="g1", name="Les défricheuses et défricheurs du bassin minier")
    long = "Communauté de communes du Pays de Montbéliard Agglomération"
    day.ask(HOST, "participant.edit", participant="p0", role="federation", territory=long)
    found = heights(kit(day.room, "fr", BASE), -1)
    (territory,) = (height for height, text in found if text == "Agglomération")
    (first,) = (height for height, text in found if text == "Tour 1")
    (last,) = (height for height, text in found if text == "Atlantiques")
    foot = min(height for height, text in found if text == "Animation")
    assert territory > first + 7
    assert last >= foot - 1


def test_a_row_with_many_questions_and_many_domains_keeps_off_the_next_one() -> None:
    day = day_of(1, 1)
    first = min(day.room.all(Criterion), key=lambda row: row.order)
    question = (
        "Quels effets a-t-on cherchés, lesquels a-t-on trouvés, lesquels n’attendait-on pas, et qui le dit ?"
    )
    day.ask(HOST, "criterion.edit", criterion=first.id, questions=[{"fr": question}] * 6)
    for n in range(6, 13):
        day.ask(HOST, "domain.edit", domain=f"domaine-{n}", label={"fr": f"Domaine {n}"})
    found = heights(kit(day.room, "fr", BASE), 1)
    asked = [height for height, text in found if "et qui le dit" in text]
    (second,) = (height for height, text in found if "écosystème territorial" in text)
    marks = [height for height, text in found if text == "12"]
    assert len(asked) == 6
    assert min(asked) > second + 9
    assert marks[0] > second > marks[1]


def test_each_page_of_a_long_grid_has_a_number_of_its_own_and_the_rows_that_it_says() -> None:
    day = day_of(4, 2)
    day.ask(HOST, "group.give", group="g1", experience="drome")
    for n in range(2):
        day.ask(HOST, "criterion.add", criterion=f"plus-{n}", label={"fr": f"Un de plus {n}"})
    sheets = paper(day.room, "fr", BASE).tables
    assert [(sheet.number, sheet.rows) for sheet in sheets] == [
        ("1a", (0, 5)), ("1b", (5, 9)), ("2a", (0, 5)), ("2b", (5, 9))
    ]  # fmt: skip
    assert sheets[1].qr == qr_code(f"{BASE}/r/K7MPQ2/sheet#k=t&n=1b&g=g1&e=drome&r=1")
    assert len({sheet.qr for sheet in sheets}) == 4
    found = [text for size, text in pages(kit(day.room, "fr", BASE)) if size == "a3"]
    assert ["Un de plus 1" in text for text in found] == [False, True, False, True]
    assert [next(n for n in ("1a", "1b", "2a", "2b") if n in text) for text in found] == [
        "1a",
        "1b",
        "2a",
        "2b",
    ]
