"""What the simulated people say: a format's `demonstration.yaml`, as types."""

from pathlib import Path

import msgspec
from ruamel.yaml import YAML

from server.core.records import Stance
from server.core.text import Text


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every part: a field that nobody reads is a mistake."""


class Person(Part, frozen=True):
    """Somebody who comes; `experience` is the one they carried, where they are a pilot."""

    name: str
    role: str
    territory: str
    experience: str | None = None


class Idea(Part, frozen=True):
    idea: str
    why: str


class Note(Part, frozen=True):
    """A card; without `criterion` it is a note of the discovery step."""

    experience: str
    kind: str
    text: str
    criterion: str | None = None
    domains: list[str] = []


class Lesson(Part, frozen=True):
    experience: str
    text: str


class Edit(Part, frozen=True):
    """A card rewritten: its exact text, and what it becomes."""

    of: str
    to: str


class Level(Part, frozen=True):
    experience: str
    criterion: str
    level: str
    reason: str


class Near(Part, frozen=True):
    """Cards that say nearly the same, by their exact texts, and the statement they become."""

    criterion: str
    statement: str
    stance: Stance
    cards: list[str]
    against: list[str] = []


class Proposed(Part, frozen=True):
    """A proposal; `statements` are positions in `near`."""

    kind: str
    text: str
    statements: list[int] = []


class Committed(Part, frozen=True):
    """A commitment; `proposal` is a position in `proposals`."""

    proposal: int
    who: str
    what: str
    by: str = ""


class Drawn(Part, frozen=True):
    """A graphic board: what it is called, and what it shows."""

    caption: str
    alt: str
    theme: str


class Texts(Part, frozen=True):
    """Everything that is said in a demonstration day."""

    notice: Text
    people: list[Person]
    hopes: list[str]
    questions: list[str]
    ideas: list[Idea]
    readings: list[Note]
    cards: list[Note]
    lessons: list[Lesson]
    edits: list[Edit]
    appraisals: list[Level]
    near: list[Near]
    comments: list[Note]
    proposals: list[Proposed]
    commitments: list[Committed]
    closings: list[str]
    afterwards: list[str]
    """What people say of the day in its appraisal."""
    boards: list[Drawn]


def read_texts(file: Path) -> Texts:
    """Read what is said; msgspec.ValidationError where the file has another shape."""
    with file.open(encoding="utf-8") as source:
        return msgspec.convert(YAML(typ="safe", pure=True).load(source), Texts)
