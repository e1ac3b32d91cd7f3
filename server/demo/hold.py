"""Holding the day: a room is opened, every step of its agenda is started and played, and all is checked."""

import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import msgspec

from server.core.text import Language
from server.demo import checks
from server.demo.boards import hang
from server.demo.cast import Cast
from server.demo.day import Day, Scene
from server.demo.morning import arrive, briefing, checkin, grouping, pause
from server.demo.pace import Pace
from server.demo.phone import Record, call
from server.demo.tables import gallery, grid
from server.demo.texts import read_texts
from server.demo.together import projection, synthesis
from server.settings import ROOT

FORMAT = "journee-capitalisation"
TITLE = "Journée de capitalisation (démonstration)"
PLACE = "Maison des Mille-Lampions"
LANGUAGE: Language = "fr"

SCENES: dict[str, Scene] = {
    "checkin": checkin,
    "briefing": briefing,
    "break": pause,
    "grouping": grouping,
    "grid": grid,
    "gallery": gallery,
    "synthesis": synthesis,
    "projection": projection,
}

WEIGHTS = {
    "criteria": 24.0,
    "domains": 6.0,
    "synthesis": 9.0,
    "projection": 9.0,
    "break": 0.5,
    "briefing": 1.5,
}
"""How much of the day's time a mode or an activity takes, beside the 3 that others take."""

ARRIVING = 0.07
"""The part of the time in which people come in."""


class Outcome(msgspec.Struct, frozen=True):
    """What a day came to: counts of standing records, what went wrong if anything, and the files."""

    seconds: float
    people: int
    counts: dict[str, int]
    apart: list[str]
    missing: list[str]
    files: list[Path]

    @property
    def well(self) -> bool:
        """Whether all devices agree and nothing is lost."""
        return not self.apart and not self.missing


def open_room(base: str, password: str) -> Cast:
    """Open a room marked as a demonstration, with its facilitator and its projector."""
    wanted = {
        "format": FORMAT,
        "title": TITLE,
        "place": PLACE,
        "language": LANGUAGE,
        "date": time.strftime("%Y-%m-%d"),
        "name": "Camille (animation)",
        "password": password,
        "demonstration": True,
    }
    return Cast(base, call(base, "/api/rooms", wanted))


def hold(
    cast: Cast, folder: Path, seconds: float, seed: int, tell: Callable[[str], None] = lambda word: None
) -> Outcome:
    """Hold the whole day in about `seconds`, and leave its publication in the folder."""
    began = time.monotonic()
    texts = read_texts(ROOT / "workshop_formats" / FORMAT / "demonstration.yaml")
    # Not for secrets: the same seed gives the same day.
    day = Day(cast=cast, texts=texts, pace=Pace(seconds), chance=Random(seed))  # noqa: S311
    arrive(day)
    for step, share in _shares(cast):
        day.step, day.share = step, share
        tell(str(step["title"][LANGUAGE]))  # type: ignore[index]
        cast.facilitator.ask("step.start", step=day.step_id)
        SCENES[str(step["activity"])](day)
        hang(day)
    cast.facilitator.ask("step.finish")
    day.pace.end()
    return Outcome(
        seconds=time.monotonic() - began,
        people=len(cast.people),
        apart=checks.apart(cast),
        missing=checks.missing(day),
        counts={
            kind: len(checks.standing(records)) for kind, records in cast.facilitator.phone.held().items()
        },
        files=checks.export(cast, folder),
    )


def _shares(cast: Cast) -> list[tuple[Record, float]]:
    """The steps in their order, each with its part of the time that is left once people are in."""
    steps = sorted(cast.facilitator.phone.of("step").values(), key=lambda step: int(str(step["order"])))
    weights = [_weight(step) for step in steps]
    return [
        (step, (1 - ARRIVING) * weight / sum(weights)) for step, weight in zip(steps, weights, strict=True)
    ]


def _weight(step: Record) -> float:
    mode = str(step["settings"].get("mode", ""))  # type: ignore[attr-defined]
    return WEIGHTS.get(mode, WEIGHTS.get(str(step["activity"]), 3.0))
