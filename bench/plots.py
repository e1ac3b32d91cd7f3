"""Plots as SVG, drawn here: a few bars on a logarithmic scale need no library."""

import math
from collections.abc import Callable
from pathlib import Path

from bench.rounds import Cell
from bench.servers import NAMES

COLOURS = {"recolte": "#1f6f54", "socketio": "#c2762b", "hocuspocus": "#7a5aa6", "flask": "#8a8f98"}
WIDTH, BAR, LEFT, RIGHT = 720, 22, 190, 90


def draw(folder: Path, cells: list[Cell]) -> list[Path]:
    """Draw what can be drawn of these cells; give the files."""
    files = []
    most = [cell for cell in cells if cell.most]
    same = [cell for cell in cells if cell.round.startswith("hall") and not cell.most]
    for name, title, shown, of in (
        ("most.svg", "Most deliveries a second (95 % within 150 ms)", most, _deliveries),
        ("same.svg", "Milliseconds until a device has it, p95, the same load on all", same, _p95),
    ):
        if shown:
            file = folder / name
            file.write_text(bars(title, shown, of), encoding="utf-8")
            files.append(file)
    return files


def _deliveries(cell: Cell) -> tuple[float, float, float]:
    return (
        cell.median(lambda f: f.deliveries_a_second),
        *cell.between(lambda f: f.deliveries_a_second),
    )


def _p95(cell: Cell) -> tuple[float, float, float]:
    return (cell.median(lambda f: f.arrival.p95), *cell.between(lambda f: f.arrival.p95))


def bars(title: str, cells: list[Cell], of: Callable[[Cell], tuple[float, float, float]]) -> str:
    """One bar a cell, grouped by devices, with a line from the least to the most of its runs."""
    values = [of(cell) for cell in cells]
    low = 10 ** math.floor(math.log10(max(1e-9, min(least for _, least, _ in values))))
    high = 10 ** math.ceil(math.log10(max(most for _, _, most in values) * 1.0001))
    span = math.log10(high / low) or 1.0

    def x(value: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * math.log10(max(value, low) / low) / span

    parts, y, devices = [], 48.0, 0
    for cell, (median, least, most) in zip(cells, values, strict=True):
        if cell.devices != devices:
            devices = cell.devices
            y += 14
            parts.append(f'<text x="12" y="{y + 15}" class="b">{devices:,} devices</text>')
            y += BAR
        parts.append(
            f'<text x="{LEFT - 8}" y="{y + 15}" text-anchor="end">{NAMES[cell.server]}</text>'
            f'<rect x="{LEFT}" y="{y + 3}" width="{x(median) - LEFT:.1f}" height="{BAR - 7}" '
            f'fill="{COLOURS[cell.server]}"/>'
            f'<path d="M{x(least):.1f} {y + 10.5}H{x(most):.1f}" stroke="currentColor" stroke-width="1.5"/>'
            f'<text x="{max(x(median), x(most)) + 6:.1f}" y="{y + 15}">{_short(median)}</text>'
        )
        y += BAR
    marks = []
    for power in range(round(math.log10(low)), round(math.log10(high)) + 1):
        at = x(10**power)
        marks.append(
            f'<path d="M{at:.1f} 44V{y}" stroke="currentColor" opacity="0.15"/>'
            f'<text x="{at:.1f}" y="{y + 16}" text-anchor="middle" opacity="0.7">{_short(10.0**power)}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 28:.0f}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="13" color="#333">'
        f"<title>{title}</title><style>svg{{background:#fff}}text{{fill:currentColor}}.b{{font-weight:600}}</style>"
        f'<text x="12" y="26" font-size="15" class="b">{title}</text>{"".join(marks)}{"".join(parts)}</svg>\n'
    )


def _short(value: float) -> str:
    if value >= 1e6:
        return f"{value / 1e6:.3g} M"
    return f"{value / 1e3:.3g} k" if value >= 1e3 else f"{value:.3g}"
