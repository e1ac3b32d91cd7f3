"""How a snapshot is put for the device that it goes to: in pieces, packed or plain, encoded once."""

import zlib

import msgspec

LEAST_PART, MOST_PARTS = 8_192, 10
"""Bytes of a piece of a snapshot, and how many pieces it comes in: Socket.IO takes no more of one message."""


def ready(part: object) -> msgspec.Raw:
    """Encode a part of an answer at once: the library would look for bytes in each of a thousand names."""
    return msgspec.Raw(msgspec.json.encode(part))


def in_parts(packed: bytes) -> list[bytes]:
    """Give what was compressed in pieces: on a weak network a device hears that it is coming."""
    size = max(LEAST_PART, -(-len(packed) // MOST_PARTS))
    return [packed[at : at + size] for at in range(0, len(packed), size)]


def unpacked(packed: bytes) -> bytes:
    """Give what was compressed for devices that can unpack, for one that cannot."""
    return zlib.decompress(packed, wbits=31)
