"""What all tables of rows against columns share: how a cell says what it holds, and how empty ones are named."""

from collections.abc import Iterable

import msgspec

from server.core.format import Level
from server.core.records import Appraisal
from server.publish.document import Cell, Paragraph
from server.publish.reading import Reading
from server.publish.sections.heat import Heat


class Square(msgspec.Struct, frozen=True):
    """Where a row and a column meet: its cards, the levels that tables gave, and its shade from 0 to 1 or none."""

    n: int
    levels: list[Level] = []
    shade: float | None = None

    @property
    def full(self) -> bool:
        return bool(self.n or self.levels)

    @property
    def sign(self) -> str:
        return " ".join(level.symbol for level in self.levels)

    @property
    def heat(self) -> Heat:
        """The cell as it is drawn."""
        return Heat(n=self.n, shade=self.shade, sign=self.sign, full=self.full)


def shared(n: int, of: int) -> Square:
    """Give the square of some cards among so many; an empty one has no shade."""
    return Square(n, shade=n / of if n else None)


def levels_of(reading: Reading, given: Iterable[Appraisal]) -> list[Level]:
    """Give the levels of some appraisals, in the order of the scale."""
    named = [one.level for one in given]
    return [level for level in reading.format.scale for id in named if id == level.id]


def mean(levels: list[Level]) -> float | None:
    """Give the shade of some levels: the mean of those that have a weight."""
    weights = [level.weight for level in levels if level.weight is not None]
    return sum(weights) / len(weights) if weights else None


def empty(reading: Reading) -> Cell:
    """Give a cell in which nothing stands."""
    return Cell(said=reading.words("cell-empty"), number=0)


def counted(reading: Reading, n: int, shade: float | None = None) -> Cell:
    """Give a cell that says how many cards."""
    return Cell(text=str(n), shade=shade, said=reading.words("n-cards", n=n), number=n)


def finding(reading: Reading, row: str, named: list[str], of: int, key: str) -> Paragraph:
    """Say where nobody had anything to say on something: in these of so many columns, or in all."""
    if len(named) == of:
        return Paragraph(text=reading.words("finding-everywhere", row=row))
    return Paragraph(text=reading.words(key, row=row, columns=reading.words.listed(named)))
