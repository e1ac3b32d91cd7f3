"""What votes come to: how far a room agrees, where it divides, and where a proposal stands between impact and effort.

The measures are plain, so that they can be said in one sentence beside the figures:

- **division** of an agreement vote is twice the part of the smaller camp, agreeing or disagreeing,
  among all voices: 0 where nobody stands against the others, 1 where two equal halves do. Voices
  that see nuances count in the whole and in no camp.
- a vote **divides** where at least five voices were given and its division reaches one half: at
  least a quarter of the room agrees and at least a quarter does not.
- on the plane, impact and effort are **means** of weights from 1 to 5, each with its **spread**, the
  standard deviation; opinions are **far apart** where a spread reaches 1.25 among five voices.
"""

from collections.abc import Mapping
from math import sqrt

import msgspec

FEWEST = 5
"""Voices below which nothing is said of a division: two people do not divide a room."""

DIVIDES_FROM = 0.5
APART_FROM = 1.25

DISAGREE, NUANCE, AGREE = "1", "2", "3"
"""The weights of an agreement vote, as a tally keeps them."""


class Opinion(msgspec.Struct, frozen=True):
    """An agreement vote added up."""

    agree: int
    nuance: int
    disagree: int

    @property
    def voices(self) -> int:
        return self.agree + self.nuance + self.disagree

    @property
    def division(self) -> float:
        """From 0, nobody stands against the others, to 1, two equal camps."""
        return 2 * min(self.agree, self.disagree) / self.voices if self.voices else 0.0

    @property
    def divides(self) -> bool:
        return self.voices >= FEWEST and self.division >= DIVIDES_FROM


class Weighed(msgspec.Struct, frozen=True):
    """One axis of the plane: how many voices, their mean from 1 to 5, and how far they lie from it."""

    voices: int
    mean: float
    spread: float

    @property
    def apart(self) -> bool:
        return self.voices >= FEWEST and self.spread >= APART_FROM


def opinion(spread: Mapping[str, int]) -> Opinion:
    """Add up an agreement vote."""
    return Opinion(spread.get(AGREE, 0), spread.get(NUANCE, 0), spread.get(DISAGREE, 0))


def weighed(spread: Mapping[str, int]) -> Weighed | None:
    """Give the mean and the spread of weights; None where nobody gave one."""
    voices = sum(spread.values())
    if not voices:
        return None
    mean = sum(int(weight) * n for weight, n in spread.items()) / voices
    square = sum(n * (int(weight) - mean) ** 2 for weight, n in spread.items()) / voices
    return Weighed(voices=voices, mean=mean, spread=sqrt(square))
