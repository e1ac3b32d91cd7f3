"""Broken formats: each is refused with the file, the line and what was expected, in both languages."""

import io
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from server.core.carried import MOST_FILES
from server.formats import LARGEST, FormatBroken, Problem, check, load_format, load_formats, report
from server.store.pictures import LARGEST_FILE


class Break(NamedTuple):
    """One way to spoil a format: `new` in place of `old`, told on the line that holds `at`."""

    old: str
    new: str
    at: str
    french: str
    english: str


BREAKS = {
    "a misspelt field": Break(
        "people: 12",
        "poeple: 12",
        "poeple: 12",
        "champ inconnu « poeple », peut-être « people »",
        "perhaps “people”",
    ),
    "a word for a number": Break(
        "minutes: 30",
        "minutes: trente",
        "minutes: trente",
        "attendu : un nombre entier",
        "expected a whole number",
    ),
    "a number for a word": Break(
        "license: CC BY-SA 4.0", "license: 4", "license: 4", "entre guillemets", "put it in quotes"
    ),
    "a step of no length": Break(
        "minutes: 30", "minutes: 0", "minutes: 0", "attendu : 1 au moins", "expected at least 1"
    ),
    "a missing title": Break(
        '  - id: cadre\n    title: {fr: "Le cadre", en: "The frame"}\n    activity',
        "  - id: cadre\n    activity",
        "  - id: cadre\n    activity",
        "il manque « title »",
        "“title” is missing",
    ),
    "an empty French text": Break(
        '{fr: "Note", en: "Note"}',
        '{fr: " ", en: "Note"}',
        '{fr: " ", en: "Note"}',
        "français est vide",
        "French text is empty",
    ),
    "a text in no language": Break(
        'short: {fr: "Garder", en: "Keep"}',
        "short: Garder",
        "short: Garder",
        "texte en deux langues",
        "text in two languages",
    ),
    "an unknown language": Break(
        "language: fr", "language: de", "language: de", "l’un de", "expected one of"
    ),
    "an unknown activity": Break(
        "activity: vote", "activity: votes", "activity: votes", "l’un de", "expected one of"
    ),
    "a setting that is named by a number": Break(
        "{on: statements, points: 3}",
        "{on: statements, 3: points}",
        "3: points",
        "attendu : un nom de champ",
        "expected a field’s name",
    ),
    "an unknown setting": Break(
        "{on: statements, points: 3}",
        "{on: statements, point: 3}",
        "point: 3",
        "peut-être « points »",
        "perhaps “points”",
    ),
    "a setting of the wrong type": Break(
        "mode: criteria",
        "mode: colonnes",
        "mode: colonnes",
        "criteria, domains, lessons, reading",
        "expected one of",
    ),
    "too many points": Break(
        "points: 3", "points: 9", "points: 9", "attendu : 5 au plus", "expected at most 5"
    ),
    "a kind that is not there": Break(
        "kinds: [note, exemple]",
        "kinds: [note, preuve]",
        "kinds: [note, preuve]",
        "« preuve » n’est pas",
        "expected one of note",
    ),
    "a page that is not there": Break(
        "pages: [cadre]",
        "pages: [accueil]",
        "pages: [accueil]",
        "« accueil » n’est pas",
        "expected one of cadre",
    ),
    "a proposal kind that is not there": Break(
        "kinds: [action]", "kinds: [note]", "kinds: [note]", "« note » n’est pas", "expected one of action"
    ),
    "an id used twice": Break(
        "- id: arreter",
        "- id: garder",
        '- id: garder\n    label: {fr: "Ce que nous arrêtons',
        "sert déjà",
        "already used",
    ),
    "an id with a way out of the folder": Break(
        "pages:\n  - id: cadre",
        "pages:\n  - id: ../cadre",
        "- id: ../cadre",
        "ne peut pas être un id",
        "cannot be an id",
    ),
    "a name that is not the folder's": Break(
        "name: retrospective-projet",
        "name: autre",
        "name: autre",
        "attendu : retrospective-projet",
        "expected retrospective-projet",
    ),
    "a poll with nothing to choose": Break(
        "- id: merci\n          type: line",
        "- id: merci\n          type: choice",
        "- id: merci",
        "deux au moins",
        "at least two",
    ),
    "a page named and not written": Break(
        "pages:\n  - id: cadre",
        "pages:\n  - id: suite",
        "  - id: suite",
        "pages/suite.fr.md",
        "pages/suite.fr.md",
    ),
    "the same field twice": Break(
        "people: 12", "people: 12\npeople: 13", "people: 13", "chaque champ une seule fois", "duplicate key"
    ),
    "a quote that is not closed": Break('"Note"', '"Note', "Note", "YAML illisible", "unreadable YAML"),
    "a crooked indent": Break(
        "  - id: note", " - id: note", "- id: note", "YAML illisible", "unreadable YAML"
    ),
    "a list where fields are due": Break(
        "publication:\n", "publication:\n  - rien\nautre:\n", "  - rien", "trouvé : une liste", "found a list"
    ),
}


TOLD_LATER = {"a quote that is not closed", "a crooked indent"}
"""YAML itself notices these only further down, where what it reads stops making sense."""


def problems_of(folder: Path) -> list[Problem]:
    with pytest.raises(FormatBroken) as broken:
        load_format(folder)
    return broken.value.problems


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_format_is_told_by_file_line_and_expectation(name: str, copy: Path) -> None:
    wound = BREAKS[name]
    recipe = copy / "format.yaml"
    sound = recipe.read_text(encoding="utf-8")
    assert wound.old in sound
    spoilt = sound.replace(wound.old, wound.new, 1)
    if name == "a page named and not written":
        spoilt = spoilt.replace("pages: [cadre]", "pages: [suite]")
    recipe.write_text(spoilt, encoding="utf-8")
    line = spoilt[: spoilt.index(wound.at)].count("\n") + 1

    told = [p for p in problems_of(copy) if wound.french in p.message.fr and wound.english in p.message.en]

    assert told, [str(problem) for problem in problems_of(copy)]
    assert told[0].file == recipe
    if name not in TOLD_LATER:
        assert told[0].line == line
    assert f"{recipe}:{told[0].line}: " in report(copy)[1]
    assert report(copy)[0] == 1


def test_all_faults_are_told_at_once_in_the_order_of_the_file(copy: Path) -> None:
    recipe = copy / "format.yaml"
    sound = recipe.read_text(encoding="utf-8")
    recipe.write_text(
        sound.replace("minutes: 5\n", "minutes: cinq\n").replace("people: 12", "people: x"), encoding="utf-8"
    )
    problems = problems_of(copy)
    assert len(problems) == 5
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)


def test_a_folder_without_a_recipe_is_told(tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    (problem,) = check(tmp_path)
    assert problem.file == tmp_path / "vide" / "format.yaml"
    assert "format.yaml" in problem.message.en


def test_a_place_without_formats_is_told(tmp_path: Path) -> None:
    assert "expected a folder" in check(tmp_path / "nulle-part")[0].message.en


def test_an_empty_recipe_is_told(copy: Path) -> None:
    (copy / "format.yaml").write_text("", encoding="utf-8")
    assert "found nothing" in problems_of(copy)[0].message.en


def test_a_recipe_in_another_encoding_is_told_with_its_line(copy: Path) -> None:
    (copy / "format.yaml").write_bytes("name: retro\ntitle: été".encode("latin-1"))
    (problem,) = problems_of(copy)
    assert problem.line == 2
    assert "UTF-8" in problem.message.fr


def test_a_huge_recipe_is_not_even_read_as_yaml(copy: Path) -> None:
    (copy / "format.yaml").write_bytes(b"#" * (LARGEST + 1))
    assert "too large" in problems_of(copy)[0].message.en


def test_a_missing_french_page_is_told_where_it_is_named(copy: Path) -> None:
    (copy / "pages" / "cadre.fr.md").unlink()
    (problem,) = problems_of(copy)
    source = (copy / "format.yaml").read_text(encoding="utf-8")
    assert problem.line == source[: source.index("pages:\n  - id: cadre")].count("\n") + 2
    assert "pages/cadre.fr.md" in problem.message.en


def test_a_missing_english_page_falls_back_on_french(copy: Path) -> None:
    (copy / "pages" / "cadre.en.md").unlink()
    page = load_format(copy).pages["cadre"].markdown
    assert page.said("en") == page.fr


def test_an_empty_page_is_told_in_its_own_file(copy: Path) -> None:
    page = copy / "pages" / "cadre.en.md"
    page.write_text("\n", encoding="utf-8")
    (problem,) = problems_of(copy)
    assert (problem.file, problem.line) == (page, 1)


PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def carrying(copy: Path) -> Path:
    """The format with an experience that has a document, and a page that shows a picture."""
    recipe = copy / "format.yaml"
    experience = (
        'experiences:\n  - id: jardin\n    title: {fr: "Le jardin"}\n    territory: Die\n'
        '    documents:\n      - "Bilan de l’été.pdf"\n'
    )
    recipe.write_text(experience + recipe.read_text(encoding="utf-8"), encoding="utf-8")
    (copy / "pages/cadre.fr.md").write_text("Ici\n\n![x](../pictures/la%20place.png)\n", encoding="utf-8")
    (copy / "documents").mkdir()
    # Some systems write the accents of names apart.
    (copy / "documents" / unicodedata.normalize("NFD", "Bilan de l’été.pdf")).write_bytes(PDF)
    (copy / "pictures").mkdir()
    Image.new("RGB", (40, 30)).save(copy / "pictures/la place.png")
    return copy


def test_what_a_format_carries_is_found_and_what_nothing_names_is_ignored(carrying: Path) -> None:
    (carrying / "pictures/autre.png").write_bytes(b"nothing")
    assert check(carrying) == []


def test_a_document_that_is_missing_or_no_pdf_is_told_where_it_is_named(carrying: Path) -> None:
    (document,) = (carrying / "documents").iterdir()
    for content, french, english in (
        (b"PK a text", "n’est pas un PDF entier", "no whole PDF"),
        (PDF[:-8], "n’est pas un PDF entier", "no whole PDF"),
        (PDF + bytes(LARGEST_FILE), "trop gros", "too large"),
        (None, "document introuvable", "document missing"),
    ):
        document.unlink() if content is None else document.write_bytes(content)
        (problem,) = problems_of(carrying)
        assert (problem.file.name, problem.line) == ("format.yaml", 6)
        assert french in problem.message.fr
        assert english in problem.message.en


def test_a_picture_that_is_missing_or_none_is_told_in_the_page_that_shows_it(carrying: Path) -> None:
    picture = carrying / "pictures/la place.png"
    whole = picture.read_bytes()
    fine = io.BytesIO()
    Image.new("1", (8_000, 8_000)).save(fine, "PNG")
    for content, french, english in (
        (b"<svg/>", "n’est pas une image", "no picture"),
        (whole[:60], "n’est pas une image", "no picture"),
        (fine.getvalue(), "trop de points", "too many pixels"),
        (None, "image introuvable", "picture missing"),
    ):
        picture.unlink() if content is None else picture.write_bytes(content)
        (problem,) = check(carrying)
        assert (problem.file.name, problem.line) == ("cadre.fr.md", 3)
        assert french in problem.message.fr
        assert english in problem.message.en


@pytest.mark.parametrize(
    "name", ["../../x.pdf", "a/b.pdf", "x.txt", ".pdf", "c:x.pdf", "x\u202efdp.pdf", f"{'x' * 57}.pdf"]
)
def test_a_document_is_named_by_a_plain_name(carrying: Path, name: str) -> None:
    recipe = carrying / "format.yaml"
    recipe.write_text(
        recipe.read_text(encoding="utf-8").replace("Bilan de l’été.pdf", name), encoding="utf-8"
    )
    (problem,) = problems_of(carrying)
    assert (problem.line, "ne peut pas nommer un document" in problem.message.fr) == (6, True)


@pytest.mark.parametrize(
    "name", ["../format.yaml", "../../../../etc/passwd", "%2e%2e/format.yaml", "/etc/passwd"]
)
def test_no_picture_is_read_from_outside_its_folder(carrying: Path, name: str) -> None:
    (carrying / "pages/cadre.fr.md").write_text(f"![x](pictures/{name})", encoding="utf-8")
    assert "image introuvable" in problems_of(carrying)[0].message.fr


def test_a_format_carries_no_more_files_than_a_room_holds(carrying: Path) -> None:
    page = "\n".join(f"![x](pictures/{number}.png)" for number in range(MOST_FILES))
    (carrying / "pages/cadre.fr.md").write_text(page, encoding="utf-8")
    (problem,) = problems_of(carrying)
    assert f"expected at most {MOST_FILES}" in problem.message.en


def test_a_broken_format_does_not_keep_the_sound_ones_from_being_held(copy: Path) -> None:
    broken: list[FormatBroken] = []
    (copy.parent / "casse").mkdir()
    loaded = load_formats(copy.parent, broken.append)
    assert list(loaded) == ["retrospective-projet"]
    assert len(broken) == 1
    with pytest.raises(FormatBroken):
        load_formats(copy.parent)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_line_is_spoilt_the_answer_is_a_format_or_its_problems(
    copy: Path, data: st.DataObject
) -> None:
    source = (Path(__file__).parents[2] / "workshop_formats/retrospective-projet/format.yaml").read_text(
        "utf-8"
    )
    lines = source.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    junk = st.sampled_from(
        ["", "- ", "x: [", "\t", "&a *a", "? ", "!!python/object:os.system {}", "2020-01-01", "~"]
    )
    lines[at] = data.draw(junk | st.text(max_size=12))
    if data.draw(st.booleans()):
        lines = lines[: at + 1]
    (copy / "format.yaml").write_text("\n".join(lines), encoding="utf-8", errors="replace")
    for problem in check(copy):
        assert 1 <= problem.line <= len("\n".join(lines).splitlines()) + 1


def test_a_projection_in_which_nothing_could_be_proposed_is_told(copy: Path) -> None:
    recipe = copy / "format.yaml"
    before, rest = recipe.read_text(encoding="utf-8").split("proposal_kinds:\n")
    spoilt = before + rest[rest.index("agenda:\n") :].replace("settings: {kinds: [action]}", "settings: {}")
    recipe.write_text(spoilt, encoding="utf-8")
    (problem,) = problems_of(copy)
    assert problem.line == spoilt[: spoilt.index("activity: projection")].count("\n") + 1
    assert "a besoin de « proposal_kinds »" in problem.message.fr
    assert "needs “proposal_kinds”" in problem.message.en
