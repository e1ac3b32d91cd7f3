"""What people's votes on something come to: the figures, and the same as a few words."""

from server.core import voting
from server.publish.document import Votes, Weight
from server.publish.reading import Reading


def votes_on(reading: Reading, on: str) -> Votes | None:
    """Give the figures of every way in which something was voted on; None where nobody did."""
    opinion = voting.opinion(_spread(reading, f"{on}#agreement"))
    points = reading.tally(on)
    impact, effort = (_weight(reading, f"{on}#{axis}") for axis in ("impact", "effort"))
    pointed = points is not None and points.count > 0
    if not (opinion.voices or pointed or impact or effort):
        return None
    return Votes(
        agree=opinion.agree,
        nuance=opinion.nuance,
        disagree=opinion.disagree,
        division=opinion.division if opinion.voices else None,
        divides=opinion.divides,
        points=points.total if points is not None and pointed else None,
        voices=points.count if points is not None else 0,
        impact=impact,
        effort=effort,
    )


def said_of(reading: Reading, votes: Votes | None) -> str:
    """Say votes in a few words, one way after the other."""
    if votes is None:
        return ""
    words, parts = reading.words, []
    if votes.division is not None:
        voices = votes.agree + votes.nuance + votes.disagree
        counts = [words(f"votes-{side}", n=getattr(votes, side)) for side in ("agree", "nuance", "disagree")]
        parts.append(words.colon(words("n-voices", n=voices), ", ".join(counts)))
    if votes.points is not None:
        parts.append(f"{words('n-votes', n=votes.voices)}, {words('n-points', n=votes.points)}")
    for axis, weight in (("impact", votes.impact), ("effort", votes.effort)):
        if weight is not None:
            mean, spread = words.decimal(weight.mean), words.decimal(weight.spread)
            parts.append(words(f"axis-{axis}", mean=mean, spread=spread))
    return " · ".join(parts)


def _spread(reading: Reading, on: str) -> dict[str, int]:
    tally = reading.tally(on)
    return tally.spread if tally is not None else {}


def _weight(reading: Reading, on: str) -> Weight | None:
    found = voting.weighed(_spread(reading, on))
    if found is None:
        return None
    return Weight(mean=found.mean, spread=found.spread, voices=found.voices)
