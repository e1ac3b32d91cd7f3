"""docs/write-a-format.md: what it shows works, and what may be set is on it."""

import re
import textwrap
from pathlib import Path

import pytest

from server.core.activities import ACTIVITIES, Activity
from server.core.format import Format, SectionPart
from server.formats import report

PAGE = (Path(__file__).parents[2] / "docs" / "write-a-format.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """The first example in a language, without the indent of its list."""
    found = re.search(rf"^( *)```{language}\n(.*?)^\1```", PAGE, re.DOTALL | re.MULTILINE)
    assert found is not None
    return textwrap.dedent(found[2])


@pytest.fixture
def example(tmp_path: Path) -> Path:
    folder = tmp_path / "bilan-atelier"
    (folder / "pages").mkdir(parents=True)
    (folder / "format.yaml").write_text(block("yaml"), encoding="utf-8")
    (folder / "pages" / "cadre.fr.md").write_text(block("markdown"), encoding="utf-8")
    return folder


def test_the_example_is_sound_and_says_so_as_the_page_shows(example: Path) -> None:
    code, said = report(example)
    assert (code, said) == (0, "Tout va bien : bilan-atelier | All is well: bilan-atelier")
    assert said in PAGE


def test_the_mistake_on_the_page_is_told_as_the_page_shows(example: Path) -> None:
    recipe = example / "format.yaml"
    recipe.write_text(block("yaml").replace("minutes: 5", "minutes: cinq", 1), encoding="utf-8")
    code, said = report(example)
    assert code == 1
    assert said.removeprefix(str(example.parent)) in PAGE.replace("workshop_formats/bilan", "/bilan")


@pytest.mark.parametrize("activity", ACTIVITIES.values(), ids=lambda activity: activity.name)
def test_every_activity_and_its_settings_are_on_the_page(activity: Activity) -> None:
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{activity.name}` |")]
    for setting in activity.settings.__struct_fields__:
        assert f"`{setting}" in row, setting


def test_every_field_of_a_format_is_on_the_page() -> None:
    rows = "\n".join(line.split("|")[1] for line in PAGE.splitlines() if line.startswith("| `"))
    for field in Format.__struct_fields__:
        assert f"`{field}`" in rows, field


def test_everything_that_a_section_can_show_is_on_the_page() -> None:
    for shown in SectionPart.__annotations__["shows"].__args__:
        assert f"`{shown}`" in PAGE, shown
