"""The graphic boards, with their captions and their descriptions."""

from server.core.records import Board, Experience, Step
from server.publish.anchors import statement_link
from server.publish.document import Block, Figure, Paragraph
from server.publish.reading import Reading


def boards(reading: Reading) -> list[Block]:
    """Give each board that is described as a figure, and say how many wait for a description."""
    if not reading.hanging:
        return [Paragraph(text=reading.words("no-boards"), tone="absent")]
    figures: list[Block] = []
    waiting = len(reading.hanging) - len(reading.boards)
    if waiting:
        figures.append(Paragraph(text=reading.words("boards-waiting", n=waiting), tone="absent"))
    for number, board in enumerate(reading.boards, start=1):
        file = reading.file(board.file)
        figures.append(
            Figure(
                anchor=f"planche-{number}",
                number=number,
                file=board.file,
                type=file.type if file else "",
                caption=_caption(reading, board),
                alt=board.alt,
                width=file.width if file else 0,
                height=file.height if file else 0,
            )
        )
    return figures


def _caption(reading: Reading, board: Board) -> str:
    """What a board shows, what it is about, who drew it and what others may do with it."""
    named = board.credit and not reading.nameless
    credit = reading.words("drawn-by", name=board.credit) if named else ""
    licence = reading.words(f"licence-{board.licence}") if board.licence else ""
    signed = ", ".join(part for part in (credit, licence) if part)
    about = list(dict.fromkeys(name for tie in board.on if (name := _name(reading, tie))))
    parts = [
        board.caption or reading.words("no-caption"),
        reading.words("board-about", what=", ".join(about)) if about else "",
        signed,
    ]
    return " – ".join(part for part in parts if part)


def _name(reading: Reading, tie: str) -> str:
    """Name what a board is tied to, where a reader sees it."""
    kind, _, id = tie.partition("/")
    if kind == "statement":
        statement = reading.stands_in(id)
        return statement_link(reading, statement).text if statement else ""
    titled = reading.find(Experience, id) if kind == "experience" else reading.find(Step, id)
    return reading.said(titled.title) if titled else ""
