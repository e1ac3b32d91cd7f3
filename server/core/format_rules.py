"""What a format must hold beyond its types, so that a day made from it runs to its end.

Ids are told apart and lead somewhere, every step has what its activity needs. Knows nothing of files.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec

from server.core.activities import ACTIVITIES
from server.core.activities.checkin import Prompt
from server.core.activities.checkin import Settings as CheckinSettings
from server.core.activities.grid import Settings as GridSettings
from server.core.activities.vote import HEAVIEST, MOST_BUDGET
from server.core.carried import LONGEST_NAME, MOST_DOCUMENTS, is_document_name
from server.core.format import ActivityName, Format, StepPart
from server.core.format_shape import Fault, Path, departures
from server.core.text import Text

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID = 64

REFERENCES: dict[tuple[ActivityName, str], str] = {
    ("briefing", "pages"): "pages",
    ("grid", "kinds"): "kinds",
    ("gallery", "kinds"): "kinds",
    ("projection", "kinds"): "proposal_kinds",
}
"""The settings that name parts of the format, and the field whose ids they name."""

LISTS = (
    "roles",
    "table_roles",
    "kinds",
    "scale",
    "criteria",
    "domains",
    "domain_presets",
    "experiences",
    "rounds",
    "pages",
    "proposal_kinds",
    "agenda",
)
NEVER_EMPTY = ("roles", "kinds", "rounds", "agenda")
LEAST: dict[tuple[ActivityName, str], int] = {
    ("grouping", "size"): 1,
    ("grid", "minutes_each"): 0,
    ("grid", "limit"): 0,
    ("vote", "points"): 1,
    ("vote", "budget"): 0,
}
MOST: dict[tuple[ActivityName, str], int] = {("vote", "points"): HEAVIEST, ("vote", "budget"): MOST_BUDGET}


class Identified(Protocol):
    """A part of a format that has an id."""

    @property
    def id(self) -> str:
        """What the rest of the format calls it."""
        ...


def broken_rules(recipe: Format, folder: str) -> Iterator[Fault]:
    """Give everything that stands in the way of a day; `folder` is the name that the format goes by."""
    if recipe.name != folder:
        yield _fault(
            ("name",),
            f"« {recipe.name} » n’est pas le nom du dossier (attendu : {folder})",
            f"“{recipe.name}” is not the folder’s name (expected {folder})",
        )
    yield from _at_least(recipe.version, 1, ("version",))
    yield from _at_least(recipe.people, 1, ("people",))
    yield from _lists(recipe)
    yield from _documents(recipe)
    for index, level in enumerate(recipe.scale):
        if level.weight is not None and not 0 <= level.weight <= 1:
            yield _number(
                ("scale", index, "weight"), level.weight, "entre 0 et 1, ou null", "between 0 and 1, or null"
            )
    for index, preset in enumerate(recipe.domain_presets):
        yield from _ids(preset.domains, ("domain_presets", index, "domains"))
    yield from _ids(recipe.publication.sections, ("publication", "sections"))
    for index, experience in enumerate(recipe.experiences):
        if experience.dossier:
            yield from _shaped(experience.dossier, ("experiences", index, "dossier"))
    for index, step in enumerate(recipe.agenda):
        yield from _at_least(step.minutes, 1, ("agenda", index, "minutes"))
        yield from _step(recipe, step, ("agenda", index, "settings"))


def _documents(recipe: Format) -> Iterator[Fault]:
    for index, experience in enumerate(recipe.experiences):
        where: Path = ("experiences", index, "documents")
        for position, name in enumerate(experience.documents):
            if not is_document_name(name):
                yield _fault(
                    (*where, position),
                    f"« {name[:LONGEST_NAME]} » ne peut pas nommer un document (attendu : un nom de fichier"
                    f" en .pdf, sans dossier, {LONGEST_NAME} signes au plus)",
                    f"“{name[:LONGEST_NAME]}” cannot name a document (expected a file name in .pdf,"
                    f" without a folder, at most {LONGEST_NAME})",
                )
        if len(experience.documents) > MOST_DOCUMENTS:
            yield _number(
                where, len(experience.documents), f"{MOST_DOCUMENTS} au plus", f"at most {MOST_DOCUMENTS}"
            )


def _lists(recipe: Format) -> Iterator[Fault]:
    for name in LISTS:
        parts: Sequence[Identified] = getattr(recipe, name)
        if name in NEVER_EMPTY and not parts:
            yield _fault(
                (name,),
                "liste vide (attendu : un élément au moins)",
                "empty list (expected at least one item)",
            )
        yield from _ids(parts, (name,))


def _ids(parts: Sequence[Identified], path: Path) -> Iterator[Fault]:
    """Ids name records and files: plain, and each only once in its list."""
    seen: set[str] = set()
    for index, part in enumerate(parts):
        where = (*path, index, "id")
        yield from _shaped(part.id, where)
        if part.id in seen:
            yield _fault(
                where,
                f"« {part.id} » sert déjà dans cette liste (attendu : un id différent)",
                f"“{part.id}” is already used in this list (expected a different id)",
            )
        seen.add(part.id)


def _shaped(name: str, path: Path) -> Iterator[Fault]:
    if not ID.fullmatch(name) or len(name) > LONGEST_ID:
        yield _fault(
            path,
            f"« {name[:LONGEST_ID]} » ne peut pas être un id (attendu : minuscules sans accent,"
            f" chiffres et tirets simples, {LONGEST_ID} signes au plus)",
            f"“{name[:LONGEST_ID]}” cannot be an id (expected unaccented lower-case letters,"
            f" digits and single hyphens, at most {LONGEST_ID})",
        )


def _step(recipe: Format, step: StepPart, path: Path) -> Iterator[Fault]:
    """Read a step's settings as its activity will, then follow what they name."""
    shape = ACTIVITIES[step.activity].settings
    faults = list(departures(step.settings, shape, path))
    if faults:
        yield from faults
        return
    settings = msgspec.convert(step.settings, shape)
    for (activity, field), parts in REFERENCES.items():
        if activity == step.activity:
            known = [part.id for part in getattr(recipe, parts)]
            yield from _named(getattr(settings, field), known, parts, (*path, field))
    for (activity, field), least in LEAST.items():
        if activity == step.activity:
            yield from _at_least(getattr(settings, field), least, (*path, field))
    for (activity, field), most in MOST.items():
        if activity == step.activity and getattr(settings, field) > most:
            yield _number((*path, field), getattr(settings, field), f"{most} au plus", f"at most {most}")
    if isinstance(settings, GridSettings):
        yield from _grid(recipe, settings, path)
    if step.activity == "projection" and not recipe.proposal_kinds:
        yield _fault(
            (*path[:-1], "activity"),
            "cette activité a besoin de « proposal_kinds », qui est vide (attendu : un élément au moins)",
            "this activity needs “proposal_kinds”, which is empty (expected at least one item)",
        )
    if isinstance(settings, CheckinSettings):
        yield from _prompts(recipe, settings.prompts, (*path, "prompts"))


def _named(ids: Sequence[str], known: Sequence[str], parts: str, path: Path) -> Iterator[Fault]:
    for index, name in enumerate(ids):
        if name not in known:
            yield _fault((*path, index), *_stranger(name, known, parts))


def _grid(recipe: Format, settings: GridSettings, path: Path) -> Iterator[Fault]:
    needed = {"criteria": "criteria", "domains": "domains"}.get(settings.mode)
    if needed and not getattr(recipe, needed):
        yield _fault(
            (*path, "mode"),
            f"ce mode a besoin de « {needed} », qui est vide (attendu : un élément au moins)",
            f"this mode needs “{needed}”, which is empty (expected at least one item)",
        )


def _prompts(recipe: Format, prompts: Sequence[Prompt], path: Path) -> Iterator[Fault]:
    pages = [page.id for page in recipe.pages]
    yield from _ids(prompts, path)
    for index, prompt in enumerate(prompts):
        choices = (*path, index, "choices")
        yield from _ids(prompt.choices, choices)
        if not (len(prompt.choices) >= 2 if prompt.type == "choice" else not prompt.choices):
            count = len(prompt.choices)
            yield _fault(
                (*path, index),
                f"« {prompt.id} » est de type {prompt.type} et propose {count} choix"
                " (attendu : deux au moins pour le type choice, aucun pour les autres)",
                f"“{prompt.id}” is of type {prompt.type} and offers {count} choices"
                " (expected at least two for the type choice, none for the others)",
            )
        for position, choice in enumerate(prompt.choices):
            if choice.page and choice.page not in pages:
                yield _fault((*choices, position, "page"), *_stranger(choice.page, pages, "pages"))


def _stranger(name: str, known: Sequence[str], parts: str) -> tuple[str, str]:
    choices = ", ".join(known) or "∅"
    return (
        f"« {name} » n’est pas dans « {parts} » (attendu : l’un de {choices})",
        f"“{name}” is not in “{parts}” (expected one of {choices})",
    )


def _at_least(value: float, least: int, path: Path) -> Iterator[Fault]:
    if value < least:
        yield _number(path, value, f"{least} au moins", f"at least {least}")


def _number(path: Path, value: float, fr: str, en: str) -> Fault:
    return _fault(path, f"trouvé : {value} (attendu : {fr})", f"found {value} (expected {en})")


def _fault(path: Path, fr: str, en: str) -> Fault:
    return Fault(path, Text(fr=fr, en=en))
