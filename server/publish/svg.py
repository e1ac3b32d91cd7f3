"""The few shapes that our drawings are made of, as SVG: readable in grey, on paper and on any ground.

A drawing brings its own paper-like ground, so that it reads the same in a dark window. Fonts are
named from what typesetting knows to what systems carry.
"""

from html import escape

INK, SOFT, RULE, PAPER, ACCENT, STRAW = "#171b2b", "#4a5063", "#c4c9bd", "#fbfcf9", "#1f3b9b", "#f4d35e"
WASH = "#dde4f7"
DOMAINS = ("#7a3b8f", "#c24a16", "#2f9d6c", "#e5aa1e", "#a5d6f0")
FONT = "DejaVu Sans, Segoe UI, Roboto, Helvetica, Arial, sans-serif"

_SHAPES = (
    "M12 3a9 9 0 1 0 .01 0z",
    "M4 4h16v16H4z",
    "M12 3l10 18H2z",
    "M12 1.5L22.5 12 12 22.5 1.5 12z",
    "M7 3.3h10L22 12l-5 8.7H7L2 12z",
)


def drawn(width: int, height: int, parts: list[str]) -> str:
    """Give a whole drawing."""
    body = "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{FONT}">'
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>{body}</svg>'
    )


def text(
    x: float,
    y: float,
    said: str,
    *,
    size: float = 13,
    anchor: str = "start",
    colour: str = INK,
    bold: bool = False,
    turned: bool = False,
) -> str:
    """Give a line of text from its baseline; `turned` reads upwards."""
    weight = ' font-weight="bold"' if bold else ""
    turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turned else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}"'
        f"{weight}{turn}>{escape(_plain(said))}</text>"
    )


def line(
    x1: float, y1: float, x2: float, y2: float, *, colour: str = RULE, width: float = 1, dash: str = ""
) -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{colour}" stroke-width="{width}"'
        f' fill="none"{dashed}/>'
    )


def rect(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str = "none",
    edge: str = "none",
    wide: float = 1,
) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"'
        f' stroke="{edge}" stroke-width="{wide}"/>'
    )


def circle(
    x: float, y: float, radius: float, *, fill: str = ACCENT, edge: str = "none", wide: float = 1
) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" stroke="{edge}"'
        f' stroke-width="{wide}"/>'
    )


def polygon(
    points: list[tuple[float, float]], *, fill: str = "none", edge: str = INK, wide: float = 1
) -> str:
    at = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polygon points="{at}" fill="{fill}" stroke="{edge}" stroke-width="{wide}"/>'


def shape(order: int, x: float, y: float, size: float) -> str:
    """Give a domain's shape in its colour, with the ink line that rounds it off."""
    at = (order - 1) % len(_SHAPES)
    scale = size / 24
    return (
        f'<path transform="translate({x:.1f} {y:.1f}) scale({scale:.3f})" d="{_SHAPES[at]}"'
        f' fill="{DOMAINS[at]}" stroke="{INK}" stroke-width="1.4"/>'
    )


def wrapped(said: str, most: int, lines: int = 2) -> list[str]:
    """Cut a label into lines of about `most` characters; what does not fit ends in an ellipsis."""
    made: list[str] = []
    # A compound name may break after its hyphen.
    for word in _plain(said).replace("-", "- ").split():
        between = "" if made and made[-1].endswith("-") else " "
        if made and len(made[-1]) + len(between) + len(word) <= most:
            made[-1] += between + word
        else:
            made.append(word)
    made = [one if len(one) <= most + 3 else f"{one[: most + 1]}…" for one in made]
    if len(made) > lines:
        made = [*made[: lines - 1], f"{made[lines - 1].rstrip(' ,;')}…"]
    return made


def _plain(said: str) -> str:
    """Leave out what XML cannot hold, and keep to one line."""
    return " ".join("".join(c if c >= " " and c not in "\ufffe\uffff" else " " for c in said).split())
