"""What the rounds found, kept as JSON for machines, and written as tables and plots for people."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from bench import plots
from bench.load import NEVER, Figures
from bench.rounds import ROUNDS, Cell, Result, Taken
from bench.servers import NAMES


class Kept(msgspec.Struct, frozen=True):
    """One round as it was measured: where and when."""

    round: str
    machine: str
    date: str
    result: Result
    at: float = 0.0
    """Seconds since 1970 at which it was done."""
    took: float = 0.0
    """Seconds that it took."""


def keep(folder: Path, kept: Kept) -> None:
    """Leave a round's result where the report finds it."""
    place = folder / "rounds"
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{kept.round}.json").write_bytes(
        msgspec.json.format(msgspec.json.encode(kept), indent=0) + b"\n"
    )


def kept(folder: Path) -> list[Kept]:
    """Every round that was measured, in the order of the rounds."""
    files = {file.stem: file for file in (folder / "rounds").glob("*.json")}
    return [msgspec.json.decode(files[name].read_bytes(), type=Kept) for name in ROUNDS if name in files]


def cells(folder: Path) -> list[Cell]:
    """Every cell that was measured."""
    return [cell for one in kept(folder) for cell in one.result.cells]


def write(folder: Path) -> list[Path]:
    """Write the report and its plots; give the files."""
    known = kept(folder)
    page = folder / "latest.md"
    page.write_text(markdown(known), encoding="utf-8")
    return [page, *plots.draw(folder, [cell for one in known for cell in one.result.cells])]


def markdown(known: list[Kept]) -> str:
    """The report as tables."""
    every = [cell for one in known for cell in one.result.cells]
    machines = sorted({f"{one.date}, {one.machine}" for one in known})
    lines = [
        "# What the room engine bears",
        "",
        *(f"{machine}." for machine in machines),
        "",
        "In the house every op is checked, decided, and on disk (SQLite, WAL, `synchronous=FULL`) before it is "
        "answered or told; the ops are cards, two written for one rewritten. The others tell the same ops to "
        "everybody, check little and keep nothing. An op counts from when it was due until a device has it; "
        "each figure is the median of the runs, and what is in brackets lies between the least and the most. *Others* "
        "is the part of both cores that anything else used meanwhile: near nothing, or the times are not the "
        "servers' own.",
        "",
        *_table("## The same load on all", [c for c in every if c.round.startswith("hall") and not c.most]),
        *_table(
            "## The most that each bears, with 95 of 100 deliveries within 150 ms",
            [c for c in every if c.most],
        ),
        *_table("## What the house is to bear", [c for c in every if not c.round.startswith("hall")]),
        *_others([taken for one in known for taken in one.result.taken]),
        f"The rounds took {sum(one.took for one in known):.0f} s in all.",
        "",
        "Made by `make bench`. [What was tried, and what it gave](speed-log.md).",
        "",
    ]
    return "\n".join(lines)


def _table(title: str, shown: list[Cell]) -> list[str]:
    if not shown:
        return []
    lines = [
        title,
        "",
        "| devices | server | ops/s | deliveries/s | p50 | p95 | p99 | last device p95 | answer p95 | lost "
        "| server's core | devices' core | late p95 | others |",
        "|--:|:--|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [_row(cell) for cell in shown]
    return [*lines, ""]


def _row(cell: Cell) -> str:
    def ms(of: Callable[[Figures], float]) -> str:
        return f"{cell.median(of):.1f}" if cell.median(of) < NEVER * 1000 else "never"

    least, most = cell.between(lambda f: f.arrival.p95)
    devices = f"{cell.devices:,}" if cell.rooms == 1 else f"{cell.rooms} × {cell.devices}"
    lost = sum(figures.lost for figures in cell.runs) / max(1, sum(figures.wanted for figures in cell.runs))
    return (
        f"| {devices} | {NAMES[cell.server]} | {cell.rate:,.0f} "
        f"| {cell.median(lambda f: f.deliveries_a_second):,.0f} "
        f"| {ms(lambda f: f.arrival.p50)} | {ms(lambda f: f.arrival.p95)} ({least:.0f}–{most:.0f}) "
        f"| {ms(lambda f: f.arrival.p99)} | {ms(lambda f: f.everywhere.p95)} | {ms(lambda f: f.acknowledged.p95)} "
        f"| {f'{lost:.1%}' if lost else 0} | {cell.median(lambda f: f.server_share):.0%} "
        f"| {cell.median(lambda f: f.crowd_share):.0%} | {ms(lambda f: f.late)} "
        f"| {cell.median(lambda f: f.others_share):.0%} |"
    )


def _others(taken: list[Taken]) -> list[str]:
    if not taken:
        return []
    lines = ["## Coming in, coming back, waking, memory", "", "| | median | runs |", "|:--|--:|:--|"]
    for one in taken:
        runs = ", ".join(f"{value:g}" for value in one.values)
        lines.append(f"| {one.round}: {one.name} | {one.median:,g} | {runs} |")
    return [*lines, ""]
