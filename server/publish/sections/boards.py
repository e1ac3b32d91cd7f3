"""The graphic boards, with their captions and their descriptions."""

from server.publish.document import Block, Figure, Paragraph
from server.publish.reading import Reading


def boards(reading: Reading) -> list[Block]:
    """Give each board as a figure; one without a description says so in its place."""
    if not reading.boards:
        return [Paragraph(text=reading.words("no-boards"), tone="absent")]
    figures: list[Block] = []
    for number, board in enumerate(reading.boards, start=1):
        file = reading.file(board.file)
        figures.append(
            Figure(
                anchor=f"planche-{number}",
                number=number,
                file=board.file,
                type=file.type if file else "",
                caption=board.caption or reading.words("no-caption"),
                alt=board.alt or reading.words("no-alt"),
                width=file.width if file else 0,
                height=file.height if file else 0,
            )
        )
    return figures
