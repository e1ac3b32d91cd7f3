"""The PDF, read back: tagged, in its language, with every card and no text that became markup."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from server.core.records import Assignment
from server.publish import published
from server.publish.sections.overview import MOST_AGREED
from server.publish.typeset import typst_of
from tests.core.world import HOST, Day
from tests.publish.days import Held, demonstration, picture
from tests.publish.hostile import CORPUS


def read(day: Day, language: str = "fr", files: dict[str, bytes] | None = None) -> PdfReader:
    return PdfReader(io.BytesIO(published("pdf", day.room, files or {}, language).body))  # type: ignore[arg-type]


def text_of(pdf: PdfReader) -> str:
    """Give all that stands on the pages, without the breaks of lines."""
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_the_demonstration_is_a_tagged_document_with_all_of_its_cards() -> None:
    day = demonstration()
    pdf = read(day, files=day.files)
    root = pdf.trailer["/Root"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "fr"
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Essai"
    said = text_of(pdf)
    assert "346 cartes, numérotées" in said
    assert "279 cartes ne sont dans aucun énoncé" in said
    assert "Démonstration, textes fictifs" in said
    assert sum(len(page.images) for page in pdf.pages) == 4
    links = [note for page in pdf.pages for note in page.get("/Annots", [])]
    assert len(links) > 346


def test_hostile_texts_neither_break_the_page_nor_run() -> None:
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    for n, text in enumerate(CORPUS):
        day.card("amel", f"c{n}", f'jeton{n}z #panic() $x$ \\u{{0}} " + read("main.typ") + " {text}')
        said = {"text": f"jeton{100 + n}z #pagebreak() {text}", "cards": [f"c{n}"]}
        day.ask(HOST, "statement.write", statement=f"s{n}", **said)
    pages = text_of(read(day))
    for n in range(len(CORPUS)):
        assert f"jeton{n}z" in pages
        assert f"jeton{100 + n}z" in pages
    # A card stands in the annex and under its statement; some statements stand on the first page too.
    assert pages.count("#panic()") == 2 * len(CORPUS)
    assert pages.count("#pagebreak()") == len(CORPUS) + MOST_AGREED
    assert "#show: publication" not in pages


@pytest.mark.parametrize("name", ["journee-capitalisation", "retrospective-projet"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_empty_room_is_a_pdf_in_either_language(name: str, language: str) -> None:
    pdf = read(Day(name), language)
    assert pdf.trailer["/Root"]["/Lang"] == language
    assert "/StructTreeRoot" in pdf.trailer["/Root"]


def test_a_card_that_is_hidden_is_not_on_any_page() -> None:
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    day.card("amel", "c1", "jeton1z")
    day.ask(HOST, "statement.write", statement="s1", text="jeton2z", cards=["c1"])
    assert "jeton1z" in text_of(read(day))
    day.ask(HOST, "card.hide", card="c1", reason="Hors sujet")
    said = text_of(read(day))
    assert "jeton1z" not in said
    assert "une carte retirée ou qui n’est pas montrée" in said


def test_a_broken_picture_is_told_in_words_instead() -> None:
    day = Held()
    file = day.add_file(picture("planche", "#f4d35e"))
    day.ask(HOST, "board.add", board="b1", file=file, caption="Une planche", alt="Un sentier")
    said = text_of(read(day, files={file: b"broken"}))
    assert "Elle montre" in said
    assert "Un sentier" in said


def test_a_link_to_a_script_is_left_as_text() -> None:
    assert "link(" not in typst_of('<p><a href="javascript:alert(1)">ici</a></p>', 1)
    assert 'link("https://a.fr"' in typst_of('<p><a href="https://a.fr">ici</a></p>', 1)


def test_a_checker_of_pdf_ua_finds_nothing_wrong_in_what_a_machine_can_check(tmp_path: Path) -> None:
    day = demonstration()
    file = tmp_path / "publication.pdf"
    file.write_bytes(published("pdf", day.room, day.files, "fr").body)
    checker = Path(sys.executable).with_name("pdfua")
    said = subprocess.run(
        [checker, "check", "--format", "json", "--min-severity", "error", str(file)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    report = json.loads(said.stdout)
    assert [(found["rule_id"], found["message"]) for found in report["findings"]] == []
    # It knows 16 of the standard's 106 rules; Typst, which refuses to write what breaks those it knows, more.
    assert report["summary"]["rules_run"] >= 11


def test_a_text_that_is_taller_than_a_page_goes_on_on_the_next() -> None:
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    lines = "\n".join(f"ligne {n}" for n in range(150))
    day.card("amel", "c1", lines)
    day.ask("amel", "proposal.write", proposal="r1", kind="politique", text=lines)
    low: list[str] = []
    for page in read(day).pages:
        page.extract_text(
            visitor_text=lambda text, cm, tm, font, size: (
                low.append(text) if text.strip() and tm[5] * cm[3] + cm[5] < 0 else None
            )
        )
    assert not low


def test_an_address_that_is_wider_than_its_column_goes_on_below() -> None:
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    day.card("amel", "c1", "Voir https://exemple.fr/" + "w" * 150)
    day.ask("amel", "proposal.write", proposal="r1", kind="politique", text="w" * 150)
    runs = re.findall(
        "w{4,}", "\n".join(page.extract_text().replace("\u200b", "") for page in read(day).pages)
    )
    assert sum(map(len, runs)) == 300
    assert max(map(len, runs)) < 70


def test_the_name_of_a_table_stands_on_one_line_beside_what_it_appraised() -> None:
    day = Day()
    criterion = next(iter(day.room.records["criterion"]))
    long = "Une raison qui se lit jusqu’au bout et prend toute la place qu’on lui laisse"
    for n in (7, 8):
        day.ask(HOST, "group.add", group=f"g{n}", name=f"Table {n}")
        given = {"group": f"g{n}", "experience": "drome", "criterion": criterion, "level": "present"}
        day.ask(HOST, "appraisal.set", **given, reason=long)
    text = "\n".join(page.extract_text() for page in read(day).pages)
    assert "Table 7" in text
    assert not re.search(r"Table *\n *[78]\b", text)


def a_day_of_long_names() -> Day:
    """A day of twelve experiences, some of long names, at thirty tables in five rounds."""
    day = Day()
    long = "Communauté de communes du Pays de Montbéliard Agglomération"
    for n in range(5):
        day.ask(HOST, "experience.add", experience=f"longue-{n}", title={"fr": f"{long} numéro {n}"})
    day.ask(HOST, "group.balance", count=30)
    day.ask(HOST, "group.rotate", rounds=5)
    rows = list(day.room.records["criterion"])
    for given in [one for one in day.room.all(Assignment) if one.round == "1"]:
        for turn in range(4):
            said = {"criterion": rows[(int(given.group[1:]) + turn) % 7], "level": "present"}
            said["reason"] = "parce que le conseil d’administration l’a voté"
            day.ask(HOST, "appraisal.set", group=given.group, experience=given.experience, **said)
    day.ask(HOST, "round.start", round="5")
    return day


def test_no_row_of_a_table_is_cut_by_a_page_and_no_name_of_a_table_stands_without_it() -> None:
    told = [page.extract_text() for page in read(a_day_of_long_names()).pages]
    goes_on = [text.partition("Tour 4 Tour 5\n")[2] for text in told if "Table Tour 1 Tour 2" in text]
    assert len(goes_on) > 2
    assert [text[:40] for text in goes_on if not re.match(r"Table \d+\b", text)] == []
    called = [text.partition("Ce que chaque tour a dit de") for text in told]
    assert len([found for _, found, _ in called if found]) == 12
    assert [after for _, found, after in called if found and not re.search(r"Prérequis\s+Tour", after)] == []


def test_a_quotation_holds_no_empty_paragraph() -> None:
    assert typst_of("<blockquote>\n<p>Ici.</p>\n</blockquote>", 1) == 'cited(par(text("Ici.")))'


def test_a_link_that_leads_out_is_seen_to_be_one() -> None:
    day = Day()
    day.ask(HOST, "edition.text", section="avant-propos", language="fr", text="Voir [ici](https://a.fr).")
    page = next(page for page in read(day).pages if "Voir" in page.extract_text())
    contents = page.get_contents()
    assert contents is not None
    assert b"0.12156863 0.23137255 0.60784316 scn" in contents.get_data()
