"""The day as it goes: what is known of it so far, and which scene each step of the agenda plays."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import cast

from server.demo.cast import Cast, Player
from server.demo.pace import Act, Pace
from server.demo.phone import Record
from server.demo.texts import Texts


@dataclass
class Day:
    """One demonstration day while it is held."""

    cast: Cast
    texts: Texts
    pace: Pace
    chance: Random
    step: Record = field(default_factory=dict)
    share: float = 0.0
    """The part of the whole time that the step may take."""
    cards: dict[str, str] = field(default_factory=dict)
    """The id of each card by the text it was first written with."""
    untagged: dict[str, list[str]] = field(default_factory=dict)
    """The domains that a card, by its id, is given only in the step on domains."""
    late: list[Player] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    proposals: list[str] = field(default_factory=list)
    asked: int = 0
    """How many of the questions were asked already."""

    @property
    def step_id(self) -> str:
        return str(self.step["id"])

    @property
    def settings(self) -> dict[str, object]:
        return cast("dict[str, object]", self.step["settings"])

    def play(self, acts: list[Act], part: float = 1.0) -> None:
        """Let acts happen in a part of the step's own time, and be known to the facilitator."""
        self.pace.play(acts, self.share * part)
        self.cast.settle()

    def anyone(self, players: list[Player]) -> Player:
        return self.chance.choice(players)


Scene = Callable[[Day], None]
