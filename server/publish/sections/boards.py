"""The graphic boards, with their captions and their descriptions."""

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
                caption=board.caption or reading.words("no-caption"),
                alt=board.alt,
                width=file.width if file else 0,
                height=file.height if file else 0,
            )
        )
    return figures
