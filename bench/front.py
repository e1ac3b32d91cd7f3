"""The figures on the front page: one table and a few lines, written between two marks of the README."""

from pathlib import Path

from bench import gate
from bench.machine import QUIET
from bench.report import Kept
from bench.rounds import Cell, Taken
from bench.servers import NAMES, PEERS

BEGIN, END = "<!-- figures, written by `make bench` -->", "<!-- end of the figures -->"

SAID = {
    (
        "storm",
        "all in, s",
    ): "A thousand phones that come within two seconds into a room of a thousand cards are in after {} s",
    ("storm", "all back after kill -9, s"): "all of them are back {} s after a `kill -9`",
    (
        "opening",
        "from a snapshot and a tail of 100, 20,000 ops",
    ): "a room of 20,000 ops is woken in {} ms",
    ("weight", "each device, kB"): "a device weighs {} kB of memory",
}
"""What is said of quantities, in this order."""


def update(readme: Path, known: list[Kept]) -> bool:
    """Write the figures into a README; False where it has no place for them."""
    text = readme.read_text("utf-8")
    before, begins, rest = text.partition(BEGIN)
    _, ends, after = rest.partition(END)
    if not begins or not ends:
        return False
    readme.write_text(f"{before}{BEGIN}\n\n{figures(known)}\n\n{END}{after}", "utf-8")
    return True


def figures(known: list[Kept]) -> str:
    """The front page's figures, as Markdown."""
    cells = [cell for one in known for cell in one.result.cells]
    borne = [cell for cell in cells if cell.server == "recolte" and not cell.round.startswith("hall")]
    days = sorted({one.date for one in known})
    when = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}" if days else ""
    parts = [
        f"Measured {when}{_disturbed(cells)}; medians of five runs, {_lost(borne)} lost; "
        "p50 and p95 until a device has it:",
        "\n".join(_table(borne)),
        *_beside(cells),
        *_quantities([taken for one in known for taken in one.result.taken]),
    ]
    return "\n\n".join(parts)


def _lost(cells: list[Cell]) -> str:
    lost = sum(run.lost for cell in cells for run in cell.runs)
    return f"{lost:,}" if lost else "nothing"


def _disturbed(cells: list[Cell]) -> str:
    """Say so where the machine had other things to do: then these are no figures of a machine of its own."""
    most = max((cell.median(lambda f: f.others_share) for cell in cells), default=0.0)
    return f" while other things used up to {most:.0%} of the machine" if most > QUIET else ""


def _table(cells: list[Cell]) -> list[str]:
    lines = [
        "| devices | ops a second | deliveries a second | p50 / p95 | the server’s core |",
        "|--:|--:|--:|--:|--:|",
    ]
    for cell in cells:
        devices = f"{cell.devices:,}" if cell.rooms == 1 else f"{cell.rooms} rooms of {cell.devices}"
        lines.append(
            f"| {devices} | {cell.rate:,.0f} | {cell.median(lambda f: f.deliveries_a_second):,.0f} "
            f"| {cell.median(lambda f: f.arrival.p50):.0f} / {cell.median(lambda f: f.arrival.p95):.0f} ms "
            f"| {cell.median(lambda f: f.server_share):.0%} |"
        )
    return lines


def _beside(cells: list[Cell]) -> list[str]:
    """How many times the deliveries of the others, at the most that each bears."""
    found = gate.ratios(cells)
    lines = []
    for server in PEERS:
        by_devices = {
            cell.devices: found.get(f"deliveries, {cell.devices} devices, {NAMES[server]}")
            for cell in cells
            if cell.most and cell.server == server
        }
        times = [f"×{ratio:.1f} with {devices:,}" for devices, ratio in by_devices.items() if ratio]
        if times:
            lines.append(f"- {NAMES[server]}: {', '.join(times)} devices")
    if not lines:
        return []
    return [
        "How many times the deliveries of other servers, which keep nothing, it makes at the most that each "
        "bears with 95 of 100 within 150 ms:",
        "\n".join(lines),
    ]


def _quantities(taken: list[Taken]) -> list[str]:
    by_name = {(one.round, one.name): one for one in taken}
    said = [words.format(f"{by_name[key].median:.3g}") for key, words in SAID.items() if key in by_name]
    return ["; ".join(said) + "."] if said else []
