"""Which ops a log holds, in eight bytes an op: enough to be sure of a no, and to ask the log for the rest.

Ids are said by devices and kept for as long as their room: a text each would outgrow what the ops have
left in the room.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from hashlib import blake2b

PARTS = 6
"""Hashes are kept apart by so many of their first bits: one is put in its place by moving few others."""

REST = 64 - PARTS


class OpIds:
    """Hashes of op ids, in order; two that fall together cost whoever asks a look into the log, and no more."""

    def __init__(self, packed: bytes = b"") -> None:
        known = array("Q", packed)
        cuts = [bisect_left(known, part << REST) for part in range(1 << PARTS)]
        self._parts = [known[start:end] for start, end in zip(cuts, [*cuts[1:], len(known)], strict=True)]

    def __contains__(self, op: str) -> bool:
        hashed = _hash(op)
        part = self._parts[hashed >> REST]
        at = bisect_left(part, hashed)
        return at < len(part) and part[at] == hashed

    def __len__(self) -> int:
        return sum(len(part) for part in self._parts)

    def add(self, ops: Iterable[str]) -> None:
        """Know these ops too."""
        for op in ops:
            hashed = _hash(op)
            part = self._parts[hashed >> REST]
            part.insert(bisect_left(part, hashed), hashed)

    def packed(self) -> bytes:
        """Give them as bytes, in the order of this machine's numbers."""
        return b"".join(part.tobytes() for part in self._parts)


def _hash(op: str) -> int:
    return int.from_bytes(blake2b(op.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
