"""One turn as every class of viewers is told of it: what looks the same to several is encoded once.

Most ops look the same to everybody, so that what a turn costs does not grow with the number of
classes. Nothing is assumed about who sees alike: each class looks for itself (core/viewing), and
what it saw is compared.
"""

from collections.abc import Sequence

import msgspec

from server.core import viewing
from server.core.room import Change, Drop
from server.core.sight import Viewer
from server.core.viewing import Done, Sights
from server.live.marks import mark_of


class Piece:
    """An op as some viewers are told of it, encoded; `drops` is what it takes from them."""

    __slots__ = ("body", "drops")

    def __init__(self, body: bytes, drops: list[Drop]) -> None:
        self.body = body
        self.drops = drops


Pieces = tuple[Piece, ...]


class Telling:
    """The ops of one turn."""

    def __init__(self, turn: Sequence[Done]) -> None:
        self._turn = turn
        # The sights are kept with their pieces: an id names a record only for as long as it lives.
        self._by_sight: list[dict[tuple[int, ...], tuple[Sights, Piece | None]]] = [{} for _ in turn]
        self._by_body: dict[bytes, Piece] = {}

    def pieces(self, viewer: Viewer) -> Pieces:
        """What one viewer, or one class, is told of the turn: the ops of which they see anything."""
        looked = (self.piece(number, viewer) for number in range(len(self._turn)))
        return tuple(piece for piece in looked if piece is not None)

    def piece(self, number: int, viewer: Viewer) -> Piece | None:
        """What they are told of one op: the same object for all to whom it looks the same."""
        done = self._turn[number]
        looked = viewing.sights(done, viewer)
        sight = tuple([id(record) for pair in looked for record in pair])
        known = self._by_sight[number].get(sight)
        if known is None:
            known = self._by_sight[number][sight] = (looked, self._made(done, looked))
        return known[1]

    def _made(self, done: Done, looked: Sights) -> Piece | None:
        told = viewing.told_of(done, looked)
        if told is None:
            return None
        body = msgspec.json.encode(told)
        piece = self._by_body.get(body)
        if piece is None:
            piece = self._by_body[body] = Piece(body, drops_of(told.changes))
        return piece


def drops_of(changes: Sequence[Change]) -> list[Drop]:
    """Give the changes that take something away."""
    return [change for change in changes if isinstance(change, Drop)]


def frame_of(prev: int, last: Done, bodies: Sequence[bytes]) -> bytes:
    """Give the frame that takes a device from `prev` to the last op of a turn, of ops that are encoded already."""
    mark = mark_of(last.op, last.at)
    return b'{"prev":%d,"seq":%d,"mark":%d,"ops":[%s]}' % (prev, last.seq, mark, b",".join(bodies))
