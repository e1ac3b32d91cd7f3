"""Loads the formats from their folders, and says what is wrong in them by file, line and expectation.

A format is a folder that holds `format.yaml` and the Markdown pages it names. Whoever writes one may
not be a developer: every problem is said in French, then in English. Fields and types come first, all
at once; once these are right, names that lead nowhere; then pages that are missing, and what they show.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from server.carrying import Look, fault_of
from server.core import format_shape
from server.core.activities import ACTIVITIES
from server.core.carried import DOCUMENTS, MOST_FILES, carried, plain, shown_in
from server.core.format import Format, LoadedFormat, PageText
from server.core.format_rules import broken_rules
from server.core.format_shape import Fault, departures
from server.core.text import Language, Text
from server.store.pictures import glance_at, look_at

RECIPE = "format.yaml"
DEMONSTRATION = "demonstration.yaml"
LARGEST = 1_000_000
"""Bytes that a recipe or a page may have: far above any real one, far below what would stall a room."""


class Problem(msgspec.Struct, frozen=True):
    """One thing to put right: where it is, what was found and what was expected."""

    file: Path
    line: int
    message: Text

    def __str__(self) -> str:
        """Say it on one line, in the way that editors make a link of."""
        return f"{self.file}:{self.line}: {self.message.fr} | {self.message.en}"


class FormatBroken(Exception):
    """A format cannot be loaded; `problems` says everything that stands in the way."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class _Demonstration(msgspec.Struct, frozen=True):
    """What the house reads of a demonstration; the rest is for those who play it."""

    notice: Text


def load_format(folder: Path, *, any_name: bool = False, look: Look = glance_at) -> LoadedFormat:
    """Read one format with its pages, or raise FormatBroken with its problems.

    Its name must be the folder's, unless `any_name` says that it comes from elsewhere. What it carries
    stays in its folder and is looked at there, its pictures as closely as `look` does.
    """
    file = folder / RECIPE
    source = _read(file)
    data = _parsed(source, file)
    faults = list(departures(data, Format))
    if not faults:
        recipe = msgspec.convert(data, Format)
        faults = list(broken_rules(recipe, recipe.name if any_name else folder.resolve().name))
    if faults:
        raise FormatBroken(_placed(faults, source, file))
    loaded = LoadedFormat(format=recipe, pages=_pages(recipe, folder, source))
    problems = list(_carried(loaded, folder, source, look))
    if problems:
        raise FormatBroken(problems)
    return loaded


def demonstration_notice(folder: Path) -> Text | None:
    """Give the warning that rooms of a format's demonstration bear, or None where it has no such texts."""
    file = folder / DEMONSTRATION
    if not file.exists():
        return None
    try:
        return msgspec.convert(_parsed(_read(file), file), _Demonstration).notice
    except msgspec.ValidationError as error:
        expected = "fr: … et en: … sous notice: | fr: … and en: … under notice:"
        raise FormatBroken([_problem(file, f"{error} ({expected})", f"{error} ({expected})")]) from None


def load_formats(
    root: Path, on_broken: Callable[[FormatBroken], None] | None = None
) -> dict[str, LoadedFormat]:
    """Read every format under `root`, by name.

    A broken one must not keep a sound one from being held today: it goes to `on_broken` where there
    is one, and is raised where there is none.
    """
    loaded: dict[str, LoadedFormat] = {}
    for folder in _folders(root):
        try:
            loaded[folder.name] = load_format(folder)
        except FormatBroken as broken:
            if on_broken is None:
                raise
            on_broken(broken)
    return loaded


def check(root: Path) -> list[Problem]:
    """Say everything that is wrong in one format, or in all the formats of a folder."""
    problems: list[Problem] = []
    folders = [root] if (root / RECIPE).is_file() else _folders(root)
    if not folders:
        problems.append(
            Problem(
                root,
                1,
                Text(
                    fr=f"aucun format ici (attendu : un dossier avec {RECIPE})",
                    en=f"no format here (expected a folder with {RECIPE})",
                ),
            )
        )
    for folder in folders:
        try:
            load_format(folder, look=look_at)
        except FormatBroken as broken:
            problems.extend(broken.problems)
    return problems


def report(root: Path) -> tuple[int, str]:
    """Give what `python -m server formats check` prints, and the code that it exits with."""
    problems = check(root)
    if problems:
        return 1, "\n".join(str(problem) for problem in problems)
    names = ", ".join(
        [root.resolve().name] if (root / RECIPE).is_file() else [f.name for f in _folders(root)]
    )
    return 0, f"Tout va bien : {names} | All is well: {names}"


def schema_bytes() -> bytes:
    """Give the JSON Schema of `format.yaml`, so that an editor can complete it and underline mistakes."""
    shapes = [activity.settings for activity in ACTIVITIES.values()]
    (top, *settings), parts = msgspec.json.schema_components(
        [Format, *shapes], schema_hook=_anything, ref_template="#/$defs/{name}"
    )
    parts["StepPart"]["allOf"] = [
        {"if": {"properties": {"activity": {"const": name}}}, "then": {"properties": {"settings": of}}}
        for name, of in zip(ACTIVITIES, settings, strict=True)
    ]
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **top, "$defs": parts}
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"


def _anything(kind: type) -> dict[str, object]:
    """A step's settings are open in its own type: which ones they are depends on its activity."""
    if kind is object:
        return {"description": "see the activity"}
    raise NotImplementedError(kind)


def _folders(root: Path) -> list[Path]:
    if not root.is_dir():
        return []
    return sorted(entry for entry in root.iterdir() if entry.is_dir() and entry.name[0] not in "._")


def _read(file: Path) -> str:
    """Read a text file of a format; what cannot be read is a problem of that file, like any other."""
    try:
        raw = file.read_bytes()
    except OSError:
        raise FormatBroken(
            [
                _problem(
                    file,
                    f"fichier introuvable ou illisible (attendu : {file.name})",
                    f"file missing or unreadable (expected {file.name})",
                )
            ]
        ) from None
    if len(raw) > LARGEST:
        raise FormatBroken(
            [
                _problem(
                    file,
                    f"fichier trop gros (attendu : {LARGEST} octets au plus)",
                    f"file too large (expected at most {LARGEST} bytes)",
                )
            ]
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FormatBroken(
            [
                _problem(
                    file,
                    "ce n’est pas de l’UTF-8 (attendu : un fichier enregistré en UTF-8)",
                    "this is not UTF-8 (expected a file saved as UTF-8)",
                    line,
                )
            ]
        ) from None


def _parsed(source: str, file: Path) -> object:
    try:
        return YAML(typ="safe", pure=True).load(source)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        why = " ".join(str(error.problem or error.context).split())
        raise FormatBroken([_unreadable(file, mark.line + 1 if mark else 1, why)]) from None
    except RecursionError:
        raise FormatBroken([_unreadable(file, 1, "∞")]) from None
    except (YAMLError, ValueError) as error:
        raise FormatBroken([_unreadable(file, 1, " ".join(str(error).split()))]) from None


def _unreadable(file: Path, line: int, why: str) -> Problem:
    return _problem(
        file,
        f"YAML illisible ici (attendu : retrait régulier, guillemets fermés, chaque champ une seule fois) : {why}",
        f"unreadable YAML here (expected even indentation, closed quotes, each field once): {why}",
        line,
    )


def _problem(file: Path, fr: str, en: str, line: int = 1) -> Problem:
    return Problem(file, line, Text(fr=fr, en=en))


def _placed(faults: list[Fault], source: str, file: Path) -> list[Problem]:
    """Turn faults into problems with their lines, in the order of the file."""
    top = YAML(typ="safe", pure=True).compose(source)
    problems = [Problem(file, _line(top, fault.path, fault.on_key), fault.what) for fault in faults]
    return sorted(problems, key=lambda problem: problem.line)


def _line(node: Node | None, path: format_shape.Path, on_key: bool = False) -> int:
    """Give the line of what a path leads to, or of the last thing on the way that is there."""
    line = node.start_mark.line + 1 if node is not None else 1
    for depth, step in enumerate(path, start=1):
        found = _step_down(node, step)
        if found is None:
            break
        key, node = found
        line = (key if on_key and depth == len(path) else node).start_mark.line + 1
    return line


def _step_down(node: Node | None, step: str | int) -> tuple[Node, Node] | None:
    if isinstance(node, MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _pages(recipe: Format, folder: Path, source: str) -> dict[str, PageText]:
    """Read every page and dossier that the format names; English may be absent and falls back."""
    pages: dict[str, PageText] = {}
    problems: list[Problem] = []
    for name, title, path in _named(recipe):
        try:
            french = _markdown(folder, name, "fr")
            english = _markdown(folder, name, "en") if _page_file(folder, name, "en").exists() else ""
        except FormatBroken as broken:
            problems.extend(broken.problems)
            if not _page_file(folder, name, "fr").exists():
                missing = f"pages/{name}.fr.md"
                what = Text(
                    fr=f"page introuvable (attendu : le fichier {missing})",
                    en=f"page missing (expected the file {missing})",
                )
                problems[-1:] = _placed([Fault(path, what)], source, folder / RECIPE)
        else:
            pages[name] = PageText(title=title, markdown=Text(fr=french, en=english))
    if problems:
        raise FormatBroken(problems)
    return pages


def _carried(loaded: LoadedFormat, folder: Path, source: str, look: Look) -> Iterator[Problem]:
    """Say what is wrong with the documents and pictures that a format names, where it names them."""
    paths = carried(loaded)
    if len(paths) > MOST_FILES:
        yield _problem(
            folder / RECIPE,
            f"{len(paths)} documents et images (attendu : {MOST_FILES} au plus)",
            f"{len(paths)} documents and pictures (expected at most {MOST_FILES})",
        )
        return
    wrong = {path: what for path in paths if (what := fault_of(folder, path, look)) is not None}
    faults = [
        Fault(("experiences", index, "documents", position), wrong[path])
        for index, experience in enumerate(loaded.format.experiences)
        for position, name in enumerate(experience.documents)
        if (path := DOCUMENTS + plain(name)) in wrong
    ]
    yield from _placed(faults, source, folder / RECIPE)
    for id, page in loaded.pages.items():
        texts: dict[Language, str] = {"fr": page.markdown.fr, "en": page.markdown.en}
        for language, text in texts.items():
            for path, line in shown_in(text):
                if path in wrong:
                    yield Problem(_page_file(folder, id, language), line, wrong[path])


def _named(recipe: Format) -> Iterator[tuple[str, Text, format_shape.Path]]:
    for index, page in enumerate(recipe.pages):
        yield page.id, page.title, ("pages", index, "id")
    for index, experience in enumerate(recipe.experiences):
        if experience.dossier and experience.dossier not in {page.id for page in recipe.pages}:
            yield experience.dossier, experience.title, ("experiences", index, "dossier")


def _page_file(folder: Path, name: str, language: Language) -> Path:
    return folder / "pages" / f"{name}.{language}.md"


def _markdown(folder: Path, name: str, language: Language) -> str:
    file = _page_file(folder, name, language)
    text = _read(file)
    if not text.strip():
        raise FormatBroken(
            [
                _problem(
                    file,
                    "page vide (attendu : un texte en Markdown)",
                    "empty page (expected a text in Markdown)",
                )
            ]
        )
    return text
