"""The paper kit: everything that is printed for a day, in one PDF made by typst from this room."""

from pathlib import Path

import msgspec
import typst

from server.core.room import Room
from server.core.text import Language
from server.publish.kit.day import Paper, paper

TEMPLATE = Path(__file__).parent / "kit.typ"


def kit(room: Room, language: Language, address: str) -> bytes:
    """Give the paper of a room as a PDF, for people who reach it at `address`."""
    return printed(paper(room, language, address))


def printed(sheets: Paper) -> bytes:
    """Print, tagged for screen readers (PDF/UA-1); plainly where a name needs a letter that no font here has."""
    said = {"paper": msgspec.json.encode(sheets).decode()}
    try:
        made = typst.compile(TEMPLATE, root=TEMPLATE.parent, sys_inputs=said, pdf_standards="ua-1")
    except typst.TypstError:
        made = typst.compile(TEMPLATE, root=TEMPLATE.parent, sys_inputs=said)
    return bytes(made)
