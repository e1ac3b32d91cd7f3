"""Whether the house keeps up with what it was beside the others: in ratios, which other machines share.

A figure of milliseconds says as much of the machine as of the code; how many times as much as another
server in the same run bears says more of the code.
"""

from pathlib import Path

import msgspec

from bench import report, servers
from bench.rounds import Cell

SLACK = 0.8
"""A ratio may fall to this part of the recorded one before it counts as fallen."""

FILE = "ratios.json"


def ratios(cells: list[Cell]) -> dict[str, float]:
    """How many times the deliveries of each other server the house bears, and how many times as soon it delivers."""
    found = {}
    by_place = {
        (cell.server, cell.devices, cell.most): cell for cell in cells if cell.round.startswith("hall")
    }
    for (server, devices, most), theirs in by_place.items():
        ours = by_place.get(("recolte", devices, most))
        if server == "recolte" or ours is None:
            continue
        if most:
            ratio = ours.median(lambda f: f.deliveries_a_second) / theirs.median(
                lambda f: f.deliveries_a_second
            )
        else:
            ratio = theirs.median(lambda f: f.arrival.p95) / ours.median(lambda f: f.arrival.p95)
        found[f"{'deliveries' if most else 'p95'}, {devices} devices, {servers.NAMES[server]}"] = round(
            ratio, 2
        )
    return found


def record(folder: Path) -> Path:
    """Take today's ratios as those to keep up with."""
    file = folder / FILE
    file.write_bytes(msgspec.json.format(msgspec.json.encode(ratios(report.cells(folder))), indent=1) + b"\n")
    return file


def fallen_behind(folder: Path) -> list[str]:
    """Say where the house is more than a fifth behind the recorded ratio, or loses anything."""
    known = report.cells(folder)
    failures = [
        f"{cell.round}, {cell.devices} devices at {cell.rate:g}/s: {lost} lost, {doubled} doubled, {refused} refused"
        for cell in known
        if cell.server == "recolte"
        for lost, doubled, refused in [
            (
                sum(f.lost for f in cell.runs),
                sum(f.doubled for f in cell.runs),
                sum(f.refused for f in cell.runs),
            )
        ]
        if lost or doubled or refused
    ]
    file = folder / FILE
    if file.exists():
        recorded = msgspec.json.decode(file.read_bytes(), type=dict[str, float])
        now = ratios(known)
        failures += [
            f"{name}: ×{now[name]:g} of what was ×{before:g}"
            for name, before in recorded.items()
            if name in now and now[name] < SLACK * before
        ]
    return failures
