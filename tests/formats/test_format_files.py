"""A room's set-up as a file: what comes out goes in again, and what others send hurts nobody."""

import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from server.core.asking import Actor, Asked, Op
from server.core.deciding import join
from server.core.format import LoadedFormat
from server.core.records import Step
from server.core.refusals import Refused
from server.core.set_up import files_of, set_up_of, shared
from server.format_files import LARGEST_PACKED, read_format, write_format
from server.formats import check
from tests.core.world import HOST, Day

NAMES = ("journee-capitalisation", "retrospective-projet")


def packed(files: Mapping[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return file.getvalue()


def written(loaded: LoadedFormat, content: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    file = io.BytesIO()
    write_format(loaded, "fr", file, lambda path: content[path])
    return file.getvalue()


def read(raw: bytes) -> LoadedFormat:
    with tempfile.TemporaryDirectory() as folder:
        return read_format(io.BytesIO(raw), Path(folder), "fr")


def members(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def refused(raw: bytes) -> Refused:
    with pytest.raises(Refused) as refusal:
        read(raw)
    return refusal.value


def write_page(day: Day, id: str, markdown: str, experience: str) -> None:
    """Write a dossier as the server does on a facilitator's behalf."""
    texts = {"title": {"fr": "Neuf"}, "markdown": {"fr": markdown}, "html": {"fr": ""}}
    op = Op("written", "page.write", {"page": id, "experience": experience, **texts})
    day.room.apply(join(day.room, op, Asked(Actor("facilitator", HOST), day.now)), day.room.seq + 1)


@pytest.fixture
def sound() -> dict[str, bytes]:
    """The files of a format that holds."""
    return members(written(shared(set_up_of(Day("retrospective-projet").room), "Bilan")))


@pytest.mark.parametrize("name", NAMES)
def test_a_set_up_comes_back_from_its_file_as_it_went(name: str) -> None:
    loaded = shared(set_up_of(Day(name).room), "L’été à Die : bilan !")
    back = read(written(loaded))
    assert back.format == loaded.format
    assert back.format.name == "l-ete-a-die-bilan"
    assert back.pages.keys() == loaded.pages.keys()
    assert all(
        back.pages[id].markdown.fr.strip() == page.markdown.fr.strip() for id, page in loaded.pages.items()
    )


def test_what_was_changed_in_the_room_is_in_its_format_and_what_people_wrote_is_not(tmp_path: Path) -> None:
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    day.card("amel", "c1", "Un secret de table")
    step = next(iter(day.room.records["step"]))
    picture = f"![Un arbre](/api/rooms/{day.room.code}/files/{'a' * 64})"
    day.ask(HOST, "experience.add", experience="Été_1", title={"fr": "Un été"}, territory="Die")
    write_page(day, "Dossier_É", picture, "Été_1")
    day.ask(HOST, "step.edit", step=step, off=True, minutes=7)
    day.ask(HOST, "room.set", anonymous=True, reveal="never", synthesis_open=True)
    raw = written(shared(set_up_of(day.room), "Ma journée"))
    assert b"secret" not in b"".join(members(raw).values())
    recipe = read(raw).format
    assert (recipe.agenda[0].off, recipe.agenda[0].minutes) == (True, 7)
    assert (recipe.room.anonymous, recipe.room.reveal, recipe.room.synthesis_open) == (True, "never", True)
    assert (recipe.experiences[-1].id, recipe.experiences[-1].dossier) == ("ete-1", "dossier-e")
    assert members(raw)["ma-journee/pages/dossier-e.fr.md"] == b"*Un arbre*\n"
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        archive.extractall(tmp_path)
    assert check(tmp_path / "ma-journee") == []


def test_a_set_up_says_how_many_people_it_is_for() -> None:
    day = Day("retrospective-projet")
    assert read(written(shared(set_up_of(day.room), "Autre"))).format.people == 12


def test_a_set_up_that_could_not_be_held_is_refused_with_the_reason() -> None:
    day = Day("retrospective-projet")
    for step in list(day.room.records["step"]):
        day.ask(HOST, "step.remove", step=step)
    with pytest.raises(Refused) as refusal:
        write_format(set_up_of(day.room), "en", io.BytesIO(), lambda path: b"")
    assert (refusal.value.code, "empty list" in str(refusal.value.facts)) == ("format.rejected", True)


def test_a_set_up_that_is_refused_names_the_step_that_is_wrong() -> None:
    day = Day("retrospective-projet")
    step = next(step for step in day.room.all(Step) if step.activity == "grouping")
    day.ask(HOST, "step.set", step=step.id, settings={"size": 0})
    with pytest.raises(Refused) as refusal:
        write_format(set_up_of(day.room), "en", io.BytesIO(), lambda path: b"")
    assert refusal.value.facts["why"] == f"“{step.title.en}”: found 0 (expected at least 1)"


def test_a_folder_zipped_under_another_name_or_none_is_read_all_the_same(sound: dict[str, bytes]) -> None:
    for top in ("", "Bilan (copie 2)/", "a/b/"):
        again = {name.replace("bilan/", top): body for name, body in sound.items()}
        more = {"__MACOSX/._x": b"", f"{top}.DS_Store": b"", f"{top}pages/x.exe": b"MZ"}
        assert read(packed(again | more)).format.name == "bilan"


@pytest.mark.parametrize("name", ["../../evil.md", "/etc/passwd", "a\\..\\b", "bilan/../../x", "C:/x"])
def test_a_path_that_climbs_out_is_refused(sound: dict[str, bytes], name: str) -> None:
    assert refused(packed(sound | {name: b"x"})).code == "format.archive"


def test_a_zip_that_swells_is_not_unpacked(sound: dict[str, bytes]) -> None:
    assert refused(packed(sound | {"bilan/format.yaml": bytes(90_000_000)})).code == "file.too-large"
    assert refused(packed(sound | {"bilan/pages/cadre.fr.md": bytes(90_000_000)})).code == "file.too-large"
    assert refused(packed(sound | {f"bilan/{i}": b"" for i in range(1_100)})).code == "format.archive"
    assert refused(bytes(LARGEST_PACKED + 1)).code == "file.too-large"


def test_documents_that_swell_are_unpacked_as_far_as_their_bound(
    sound: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.format_files.LARGEST_UNPACKED", 3_000_000)
    swelling = {f"bilan/documents/{number}.pdf": bytes(1_000_000) for number in range(4)}
    assert refused(packed(sound | swelling)).code == "file.too-large"


def test_a_set_up_too_heavy_for_a_file_says_so_and_is_not_packed_on() -> None:
    day = Day("retrospective-projet")
    day.ask(HOST, "experience.add", experience="jardin", title={"fr": "Jardin"}, territory="Die")
    hashes = [f"{number}" * 64 for number in range(5)]
    for id in hashes:
        said = {"file": id, "name": "Bilan.pdf", "type": "application/pdf", "size": 1, "use": "dossier"}
        op = Op(id, "file.add", said)
        day.room.apply(join(day.room, op, Asked(Actor("facilitator", HOST), day.now)), day.room.seq + 1)
        day.ask(HOST, "experience.attach", experience="jardin", file=id)
    set_up = set_up_of(day.room, files_of(day.room, hashes))
    names = ["Bilan.pdf", "Bilan-2.pdf", "Bilan-3.pdf", "Bilan-4.pdf", "Bilan-5.pdf"]
    assert set_up.format.experiences[-1].documents == names
    asked: list[str] = []

    def content(path: str) -> bytes:
        asked.append(path)
        return bytes(25 * 1024 * 1024)

    with tempfile.TemporaryFile() as file, pytest.raises(Refused, match=r"format\.heavy"):
        write_format(shared(set_up, "Bilan"), "fr", file, content)
    assert len(asked) == 3


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"nothing of the kind", packed({"readme.md": "x"})])
def test_what_holds_no_format_is_refused(raw: bytes) -> None:
    assert refused(raw).code == "format.archive"


def test_a_zip_that_was_cut_short_is_refused(sound: dict[str, bytes]) -> None:
    raw = packed(sound)
    assert refused(raw[: len(raw) // 2]).code == "format.archive"


def test_a_format_with_a_mistake_is_refused_with_file_line_and_expectation(sound: dict[str, bytes]) -> None:
    broken = sound["bilan/format.yaml"].replace(b"version: 1", b"version: un")
    refusal = refused(packed(sound | {"bilan/format.yaml": broken}))
    assert refusal.code == "format.rejected"
    assert str(refusal.facts["why"]).startswith("format.yaml:2: attendu")
    assert "/tmp" not in str(refusal.facts)


@pytest.mark.parametrize(
    "recipe",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "[" * 100_000,
        "{a: " * 20_000,
        "!!python/object/apply:os.system ['true']\n",
        "\x00",
    ],
)
def test_yaml_that_is_meant_to_hurt_is_refused(recipe: str) -> None:
    assert refused(packed({"x/format.yaml": recipe})).code == "format.rejected"
