"""The picture of a publication for where its link is posted: what it is, when and where, and nobody's words."""

import tempfile
from pathlib import Path

import typst

from server.publish.document import Document
from server.publish.typeset import quoted
from server.publish.words import Words

TEMPLATE = Path(__file__).with_name("picture.typ")

WIDE, HIGH = 1200, 630
"""Pixels: what services that show a link expect."""


def write_picture(document: Document) -> bytes:
    """Give a picture of the publication as PNG."""
    where = document.where
    settings = {
        "title": document.title,
        "subtitle": document.subtitle,
        "language": document.language,
        "where": where,
        "notice": Words(document.language)("demonstration") if document.notice else "",
    }
    said = ", ".join(f"{key}: {quoted(value)}" for key, value in settings.items())
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "picture.typ").write_bytes(TEMPLATE.read_bytes())
        (root / "main.typ").write_text(f'#import "picture.typ": *\n#card({said})\n', "utf-8")
        made = typst.compile(str(root / "main.typ"), root=str(root), format="png", ppi=72.0)
    return made if isinstance(made, bytes) else made[0]
