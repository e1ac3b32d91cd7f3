"""What people's votes on something come to, as a few words."""

from server.publish.reading import Reading

AXES = {"": "", "impact": "axis-impact", "effort": "axis-effort", "agreement": "axis-agreement"}


def votes_on(reading: Reading, on: str) -> str:
    """Say how many voted and for how much, on each axis that was voted on; nothing where nobody did."""
    parts = []
    for axis, key in AXES.items():
        tally = reading.tally(f"{on}#{axis}" if axis else on)
        if tally is not None and tally.count:
            counted = reading.words("votes", n=tally.count, points=tally.total)
            parts.append(reading.words.colon(reading.words(key), counted) if key else counted)
    return " · ".join(parts)
