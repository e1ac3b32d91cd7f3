"""The formats that are shipped: they load, speak both languages, and say what they must."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from server.core.format import LoadedFormat
from server.core.text import Text
from server.formats import check, load_format, load_formats, report, schema_bytes

SHIPPED = Path(__file__).parents[2] / "workshop_formats"
NAMES = sorted(folder.name for folder in SHIPPED.iterdir() if folder.is_dir())
PLAIN = re.compile(r"(?<=\w)'(?=\w)|« |(?<=\w) [:;?!»](?!\w)")
"""A straight apostrophe, or an ordinary space where French wants one that does not break."""


@pytest.fixture(scope="module")
def formats() -> dict[str, LoadedFormat]:
    return load_formats(SHIPPED)


def texts(part: object) -> Iterator[Text]:
    """Every text of a format, also those in the settings, which are plain data."""
    if isinstance(part, Text):
        yield part
    elif isinstance(part, msgspec.Struct):
        for field in part.__struct_fields__:
            yield from texts(getattr(part, field))
    elif isinstance(part, list):
        for item in part:
            yield from texts(item)
    elif isinstance(part, dict):
        if "fr" in part:
            yield msgspec.convert(part, Text)
        else:
            for item in part.values():
                yield from texts(item)


def test_every_shipped_format_is_sound(formats: dict[str, LoadedFormat]) -> None:
    assert list(formats) == NAMES
    assert check(SHIPPED) == []
    assert report(SHIPPED)[0] == 0


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_in_french_and_in_english(name: str, formats: dict[str, LoadedFormat]) -> None:
    for text in texts(formats[name]):
        assert bool(text.fr) == bool(text.en), text


@pytest.mark.parametrize("name", NAMES)
def test_french_is_set_as_french_is(name: str, formats: dict[str, LoadedFormat]) -> None:
    for text in texts(formats[name]):
        found = PLAIN.search(text.fr)
        assert found is None, text.fr[max(0, found.start() - 30) : found.end() + 10]


@pytest.mark.parametrize("name", NAMES)
def test_every_step_but_a_break_says_what_to_do_now(name: str, formats: dict[str, LoadedFormat]) -> None:
    for step in formats[name].format.agenda:
        assert step.activity == "break" or step.instructions.fr, step.id


@pytest.mark.parametrize("name", NAMES)
def test_no_page_is_left_lying_that_nothing_names(name: str, formats: dict[str, LoadedFormat]) -> None:
    files = {file.name.split(".")[0] for file in (SHIPPED / name / "pages").iterdir()}
    assert files == set(formats[name].pages)


def test_the_capitalisation_day_is_the_day_that_was_planned(formats: dict[str, LoadedFormat]) -> None:
    day = formats["journee-capitalisation"].format
    assert sum(step.minutes for step in day.agenda) == 470
    assert [row.id for row in day.criteria] == [
        "accessible-utile",
        "ecosysteme",
        "parties-prenantes",
        "strategie",
        "effets",
        "temps",
        "pouvoir-agir",
    ]
    assert [area.id for area in day.domains] == [
        "individuel",
        "politique",
        "environnemental",
        "economique-territorial",
        "societal",
    ]
    assert len(day.experiences) == 7
    assert "ESS et création de valeur" in day.credits.fr


def test_what_is_not_known_of_an_experience_is_marked_as_missing(formats: dict[str, LoadedFormat]) -> None:
    day = formats["journee-capitalisation"]
    unknown = {pilot.id for pilot in day.format.experiences if not pilot.complete}
    assert unknown == {"pays-de-la-loire", "pyrenees-atlantiques"}
    for pilot in day.format.experiences:
        assert "compléter" in day.pages[pilot.dossier].markdown.fr, pilot.id


def test_one_format_can_be_loaded_from_its_folder() -> None:
    loaded = load_format(SHIPPED / "retrospective-projet")
    assert loaded.format.experiences == []
    assert loaded.pages["cadre"].markdown.fr.startswith("Nous regardons en arrière")


def test_the_schema_in_the_repository_is_the_one_the_types_give() -> None:
    committed = (SHIPPED / "format.schema.json").read_bytes()
    assert committed == schema_bytes(), "stale: docs/write-a-format.md says how to write it again"
