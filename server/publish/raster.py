"""A drawing as a PNG, for forms that take no SVG: Typst draws it, so that nothing more has to be installed."""

import tempfile
from pathlib import Path

import typst

from server.publish.document import Drawing

SHARPNESS = 144.0
"""Pixels an inch of a drawing that is as many points wide as it has units."""


def png_of(drawing: Drawing) -> bytes:
    """Give the picture of a drawing, sharp enough to be printed over the width of a page."""
    page = f"#set page(width: {drawing.width}pt, height: {drawing.height}pt, margin: 0pt)"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "drawing.svg").write_text(drawing.svg, "utf-8")
        (root / "main.typ").write_text(f'{page}\n#image("drawing.svg", width: 100%)\n', "utf-8")
        made = typst.compile(str(root / "main.typ"), root=str(root), format="png", ppi=SHARPNESS)
    if not isinstance(made, bytes):
        raise TypeError("a drawing takes one page")
    return made
