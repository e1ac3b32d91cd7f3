"""Gallery: groups read each other's grids and leave comments (cards `on` another record); boards hang here."""

import msgspec

from server.core.activities.activity import Activity
from server.core.asking import Args, Asked, On, Rule, fresh, refuse_unless, written
from server.core.records import Board, File, FileUse, Licence, Step
from server.core.room import Change, Room, patch, put


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`kinds` are those offered for comments."""

    kinds: list[str] = []


class AddFile(Args, frozen=True, kw_only=True):
    """Asked by the server alone, for a file that it has looked at and kept."""

    file: str
    name: str
    type: str
    size: int
    width: int = 0
    height: int = 0
    use: FileUse = ""


class AddBoard(Args, frozen=True, kw_only=True):
    board: str
    file: str
    caption: str = ""
    alt: str = ""
    step: str | None = None
    credit: str = ""
    licence: Licence = ""


class EditBoard(Args, frozen=True, kw_only=True):
    board: str
    caption: str | None = None
    alt: str | None = None
    step: str | None = None
    order: int | None = None
    credit: str | None = None
    licence: Licence | None = None
    on: list[str] | None = None


class OneBoard(Args, frozen=True, kw_only=True):
    board: str


def add_file(room: Room, args: AddFile, asked: Asked) -> list[Change]:
    known = room.find(File, args.file)
    if known is not None:
        # The same picture as a sheet and as a board is shown wherever either is.
        return [patch(known, use=args.use)] if known.use == "sheet" and args.use != "sheet" else []
    return [
        put(
            File(
                id=args.file,
                name=written(args.name[:60], "name", may_be_empty=True),
                type=args.type,
                size=args.size,
                width=args.width,
                height=args.height,
                use=args.use,
                author=asked.author,
            )
        )
    ]


def add_board(room: Room, args: AddBoard, asked: Asked) -> list[Change]:
    refuse_unless(room.find(File, args.file) is not None, "file.unknown")
    if args.step is not None:
        room.need(Step, args.step)
    order = room.next_order(Board)
    return [
        put(
            Board(
                id=fresh(room, Board, args.board),
                file=args.file,
                caption=written(args.caption, "line", may_be_empty=True),
                alt=written(args.alt, "reason", may_be_empty=True),
                step=args.step,
                credit=written(args.credit, "word", may_be_empty=True),
                licence=args.licence,
                order=order,
                author=asked.author,
                at=asked.now,
            )
        )
    ]


def edit_board(room: Room, args: EditBoard, asked: Asked) -> list[Change]:
    board = room.need(Board, args.board)
    fields: dict[str, object] = {}
    if args.caption is not None:
        fields["caption"] = written(args.caption, "line", may_be_empty=True)
    if args.alt is not None:
        fields["alt"] = written(args.alt, "reason", may_be_empty=True)
    if args.step is not None:
        fields["step"] = room.need(Step, args.step).id
    if args.order is not None:
        fields["order"] = args.order
    if args.credit is not None:
        fields["credit"] = written(args.credit, "word", may_be_empty=True)
    if args.licence is not None:
        fields["licence"] = args.licence
    if args.on is not None:
        # What the board was about and is no more cannot be unticked by whoever adds something else.
        gone = {tie for tie in board.on if not _is_known(room, tie)}
        fields["on"] = _known_ties(room, [tie for tie in args.on if tie not in gone])
    return [patch(board, **fields)] if fields else []


TIES = ("step", "experience", "statement")
MOST_TIES = 40


def _known_ties(room: Room, on: list[str]) -> list[str]:
    """Give what a board is about, each thing once; Refused where one of them is not there."""
    refuse_unless(len(on) <= MOST_TIES, "op.malformed", why="on")
    for tie in on:
        kind, _, id = tie.partition("/")
        refuse_unless(_is_known(room, tie), "record.unknown", kind=kind, id=id)
    return list(dict.fromkeys(on))


def _is_known(room: Room, tie: str) -> bool:
    kind, _, id = tie.partition("/")
    return kind in TIES and id in room.records[kind]


def withdraw_board(room: Room, args: OneBoard, asked: Asked) -> list[Change]:
    return [patch(room.need(Board, args.board), withdrawn=True)]


def restore_board(room: Room, args: OneBoard, asked: Asked) -> list[Change]:
    return [patch(room.need(Board, args.board), withdrawn=False)]


OPS: dict[str, Rule] = {
    "file.add": On(AddFile, add_file),
    "board.add": On(AddBoard, add_board),
    "board.edit": On(EditBoard, edit_board),
    "board.withdraw": On(OneBoard, withdraw_board),
    "board.restore": On(OneBoard, restore_board),
}
ACTIVITY = Activity(name="gallery", settings=Settings, ops=OPS)
