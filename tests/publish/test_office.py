"""DOCX and ODT, read back: headings, tables, captions, alternative texts, styles, and no text that became markup."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest

from server.core.room import patch
from server.publish import document, published
from server.publish.document import Drawing
from server.publish.pandoc_rich import nodes_of
from server.publish.views import blocks
from tests.core.world import HOST, Day
from tests.publish.days import Held, demonstration, picture
from tests.publish.hostile import CORPUS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"


@pytest.fixture(scope="module")
def held() -> Held:
    return demonstration()


def part(day: Day, form: str, name: str, language: str = "fr") -> ElementTree.Element:
    """Give one part of a document, parsed; every part of it must be well-formed."""
    files = day.files if isinstance(day, Held) else {}
    body = published(form, day.room, files, language).body  # type: ignore[arg-type]
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        parsed = {n: ElementTree.fromstring(packed.read(n)) for n in packed.namelist() if n.endswith(".xml")}
    return parsed[name]


def text_of(node: ElementTree.Element) -> str:
    return "".join(node.itertext())


def style_of(paragraph: ElementTree.Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.attrib[f"{W}val"]


def test_the_word_document_has_real_headings_tables_captions_and_alternative_texts(held: Held) -> None:
    body = part(held, "docx", "word/document.xml")
    paragraphs = list(body.iter(f"{W}p"))
    made = document(held.room, "fr")
    assert [text_of(p) for p in paragraphs if style_of(p) == "Heading1"] == [s.title for s in made.sections]
    assert [text_of(p).strip() for p in paragraphs if style_of(p) == "Title"] == ["Essai"]
    tables = list(body.iter(f"{W}tbl"))
    assert len(tables) > 10
    assert all(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in tables)
    assert any(style_of(p) == "TableCaption" for p in paragraphs)
    alternatives = {node.attrib.get("descr", "") for node in body.iter(f"{WP}docPr")}
    assert {board.alt for board in held.room.records["board"].values()} <= alternatives  # type: ignore[attr-defined]
    assert "TOC" in "".join(node.text or "" for node in body.iter(f"{W}instrText"))
    assert sum(style_of(p) == "Card" for p in paragraphs) >= 346


def test_no_short_row_is_cut_by_a_page_and_no_statement_or_picture_stands_without_what_follows(
    held: Held,
) -> None:
    rows = list(part(held, "docx", "word/document.xml").iter(f"{W}tr"))
    cut = [text_of(row) for row in rows if row.find(f"{W}trPr/{W}cantSplit") is None]
    assert [text for text in cut if len(text) <= 600] == []
    styles = {s.attrib[f"{W}styleId"]: s for s in part(held, "docx", "word/styles.xml").iter(f"{W}style")}
    for name in ("Statement", "Grounds", "Against", "CaptionedFigure"):
        assert styles[name].find(f"{W}pPr/{W}keepNext") is not None
    assert styles["ImageCaption"].find(f"{W}pPr/{W}keepLines") is not None
    assert styles["ImageCaption"].find(f"{W}pPr/{W}keepNext") is None
    heads = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]
    styled = [p for row in heads for p in row.iter(f"{W}p") if style_of(p)]
    assert styled
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in styled)
    content = part(held, "odt", "content.xml")
    short = [row for row in content.iter(f"{TABLE}table-row") if len(text_of(row).strip()) <= 600]
    assert {row.attrib.get(f"{TABLE}style-name") for row in short} == {"Kept"}
    assert "Kept" in {node.attrib.get(f"{STYLE}name") for node in content.iter(f"{STYLE}style")}


def test_what_heads_a_column_or_a_row_is_set_and_known_as_such_and_no_caption_says_it_twice(
    held: Held,
) -> None:
    body = part(held, "docx", "word/document.xml")
    before = ""
    for node in body.find(f"{W}body") or []:
        if node.tag == f"{W}tbl":
            head, *rows = (
                [list(cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc")] for row in node.iter(f"{W}tr")
            )
            named = [*(p for cell in head for p in cell), *(p for row in rows for p in row[0])]
            assert {style_of(p) for p in named} <= {"CompactHeading", "DenseHeading"}
            assert node.find(f"{W}tblPr/{W}tblLook[@{W}firstColumn='1']") is not None
            assert before != text_of(head[0][0])
        before = text_of(node) if style_of(node) == "TableCaption" else ""


def test_the_contents_lead_to_a_page_that_each_program_fills_in(held: Held) -> None:
    held.ask(HOST, "edition.add", section="own-" + "s" * 40, language="fr", title="Une section à nous")
    body = part(held, "docx", "word/document.xml")
    kept = {node.attrib[f"{W}name"] for node in body.iter(f"{W}bookmarkStart")}
    lines = [p for p in body.iter(f"{W}p") if style_of(p).startswith("TOC") and style_of(p) != "TOCHeading"]
    said = [" ".join(i.text or "" for i in p.iter(f"{W}instrText")) for p in lines]
    named = [re.findall(r"PAGEREF (\S+) ", one) for one in said]
    assert len(lines) > 20
    assert [len(one) for one in named] == [1] * len(lines)
    assert {one for (one,) in named} <= kept
    content = part(held, "odt", "content.xml")
    marks = {
        node.attrib[f"{TEXT}name"]
        for node in content.iter()
        if str(node.tag).startswith(f"{TEXT}bookmark-start")
    }
    pages = [node.attrib[f"{TEXT}ref-name"] for node in content.iter(f"{TEXT}bookmark-ref")]
    assert len(pages) == len(lines)
    assert set(pages) <= marks


@pytest.mark.parametrize(
    ("form", "name"), [("docx", "docProps/core.xml"), ("odt", "meta.xml"), ("xlsx", "docProps/core.xml")]
)
def test_a_file_says_the_day_on_which_the_room_was_opened_and_not_that_of_a_clock_that_began(
    form: str, name: str
) -> None:
    day = Day()
    day.room.apply([patch(day.room.info, opened_at=1_770_368_400_000)], day.room.seq + 1)
    assert "2026-02-06T09:00:00Z" in text_of(part(day, form, name))


def test_every_link_within_the_word_document_leads_somewhere(held: Held) -> None:
    body = part(held, "docx", "word/document.xml")
    places = {node.attrib[f"{W}name"] for node in body.iter(f"{W}bookmarkStart")}
    leads = {node.attrib[f"{W}anchor"] for node in body.iter(f"{W}hyperlink") if f"{W}anchor" in node.attrib}
    assert len(leads) > 100
    assert leads <= places


@pytest.mark.parametrize(("language", "locale"), [("fr", "fr-FR"), ("en", "en-GB")])
def test_the_word_document_says_its_language_and_knows_each_style(
    held: Held, language: str, locale: str
) -> None:
    styles = part(held, "docx", "word/styles.xml", language)
    assert {node.attrib[f"{W}val"] for node in styles.iter(f"{W}lang")} == {locale}
    known = {node.attrib[f"{W}styleId"] for node in styles.iter(f"{W}style")}
    used = {style_of(p) for p in part(held, "docx", "word/document.xml", language).iter(f"{W}p")} - {""}
    assert used <= known


def test_the_libreoffice_document_has_the_same_headings_tables_and_alternative_texts(held: Held) -> None:
    body = part(held, "odt", "content.xml")
    titles = [text_of(n) for n in body.iter(f"{TEXT}h") if n.attrib[f"{TEXT}outline-level"] == "1"]
    assert titles == [section.title for section in document(held.room, "fr").sections]
    assert all(t.find(f"{TABLE}table-header-rows") is not None for t in body.iter(f"{TABLE}table"))
    boards = sorted(board.alt for board in held.room.records["board"].values())  # type: ignore[attr-defined]
    drawings = [drawing.alt for drawing in blocks(document(held.room, "fr"), Drawing)]
    assert drawings
    assert sorted(text_of(node) for node in body.iter(f"{SVG}desc")) == sorted([*boards, *drawings])
    assert next(body.iter(f"{TEXT}table-of-content"), None) is not None


@pytest.mark.parametrize(("form", "name"), [("docx", "word/document.xml"), ("odt", "content.xml")])
def test_hostile_texts_are_shown_and_do_nothing(form: str, name: str) -> None:
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    for n, text in enumerate(CORPUS):
        day.card("amel", f"c{n}", f"jeton{n}z `=x`{{=openxml}} </w:t> ![](/etc/passwd) {text}")
    body = text_of(part(day, form, name))
    for n in range(len(CORPUS)):
        assert body.count(f"jeton{n}z `=x`{{=openxml}} </w:t> ![](/etc/passwd)") == 1


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_a_picture_that_is_gone_or_broken_keeps_nothing_from_being_published(form: str) -> None:
    day = Held()
    file = day.add_file(picture("planche", "#f4d35e"))
    day.ask(HOST, "board.add", board="b1", file=file, caption="Une planche", alt="Un sentier")
    for files in ({}, {file: b"broken"}):
        with zipfile.ZipFile(io.BytesIO(published(form, day.room, files, "fr").body)) as packed:
            body = packed.read("content.xml" if form == "odt" else "word/document.xml").decode()
        assert "Un sentier" in body


def test_a_rich_text_keeps_its_form() -> None:
    html = (
        "<h2>Un</h2><p>Deux <strong>trois</strong></p><ul><li>Quatre</li><li><p>Cinq</p></li></ul>"
        "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
        '<p><a href="https://a.fr">ici</a> <a href="javascript:alert(1)">là</a></p>'
    )
    nodes = nodes_of(html, 1)
    assert [node["t"] for node in nodes] == ["Header", "Para", "BulletList", "Table", "Para"]
    assert "javascript" not in str(nodes)
    assert "https://a.fr" in str(nodes)
