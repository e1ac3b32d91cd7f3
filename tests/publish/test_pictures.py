"""Pictures within texts: those of dossiers, pages and forewords are in the publication, which fetches nothing."""

import io
import zipfile
from base64 import b64encode

import pytest
from pypdf import PdfReader

from server.core.records import Page
from server.publish import published
from tests.core.world import HOST
from tests.publish.days import Held, picture
from tests.publish.hostile import Look, assert_inert

TALL = picture("Un dessin", "#f4d35e")
ALT = "Le jardin & sa « grille », vus du toit"


@pytest.fixture
def shown() -> Held:
    """Give a day with a picture in a dossier and in the foreword, and a board between them."""
    day = Held()
    file = day.add_file(TALL)
    text = f"Avant.\n\n![{ALT}](/api/rooms/K7MPQ2/files/{file}) Après."
    experience = next(iter(day.room.records["experience"]))
    page = {"page": "dossier-1", "title": {"fr": "Dossier"}, "markdown": {"fr": text}, "html": {"fr": ""}}
    day.own(HOST, "page.write", **page, experience=experience)
    day.ask(HOST, "edition.text", section="foreword", language="fr", text=f"- un\n- {text}")
    board = day.add_file(picture("Une planche", "#dde4f7"))
    day.ask(HOST, "board.add", board="b1", file=board, caption="Une planche", alt="Une planche")
    return day


def test_a_picture_of_a_dossier_is_in_the_page_itself(shown: Held) -> None:
    look = Look(published("html", shown.room, shown.files, "fr").body.decode())
    assert_inert(look)
    mine = [attrs for attrs in look.named("img") if attrs["alt"] == ALT]
    assert [attrs["src"] for attrs in mine] == [f"data:image/png;base64,{b64encode(TALL).decode()}"] * 2


def test_a_picture_of_a_dossier_is_on_paper(shown: Held) -> None:
    pdf = PdfReader(io.BytesIO(published("pdf", shown.room, shown.files, "fr").body))
    assert sum(len(page.images) for page in pdf.pages) == 3
    assert "pdfuaid" in pdf.trailer["/Root"]["/Metadata"].get_data().decode()


@pytest.mark.parametrize(("form", "name"), [("docx", "word/document.xml"), ("odt", "content.xml")])
def test_a_picture_of_a_dossier_is_in_the_office_documents_under_its_own_words(
    shown: Held, form: str, name: str
) -> None:
    with zipfile.ZipFile(io.BytesIO(published(form, shown.room, shown.files, "fr").body)) as packed:
        xml = packed.read(name).decode()
        pictures = {packed.read(one) for one in packed.namelist() if one.endswith(".png")}
    assert {*shown.files.values()} <= pictures
    said = ALT.replace("&", "&amp;")
    if form == "docx":
        assert xml.count(f'descr="{said}"') >= 2
    else:
        alternatives = [part.partition("<")[0] for part in xml.split("<svg:desc>")[1:]]
        assert [text for text in alternatives if text in (said, "Une planche")] == [said, said, "Une planche"]


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_picture_that_is_not_there_is_told_by_what_it_shows(shown: Held, form: str) -> None:
    body = published(form, shown.room, {}, "fr").body.decode()
    assert body.count("L’image n’est pas dans ce document. Elle montre") == 3
    assert body.count("Le jardin &amp; sa « grille »") == 2
    assert "/api/rooms/" not in body


def test_a_text_shows_no_file_that_a_reader_may_not_see(shown: Held) -> None:
    shown.upload("a" * 64, use="sheet")
    shown.files["a" * 64] = TALL
    page = shown.room.need(Page, "dossier-1")
    text = f"![Une feuille](/api/rooms/K7MPQ2/files/{'a' * 64})"
    shown.own(
        HOST, "page.write", page=page.id, title={"fr": "Dossier"}, markdown={"fr": text}, html={"fr": ""}
    )
    look = Look(published("html", shown.room, shown.files, "fr").body.decode())
    assert not [attrs for attrs in look.named("img") if attrs["alt"] == "Une feuille"]
    assert "Une feuille" in look.text
