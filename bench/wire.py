"""The wire as bytes: WebSocket frames, Engine.IO and Socket.IO packets, with as little work as they allow.

Only what a bench needs: no fragments, no compression, small messages out.
"""

import json
import re
import struct
from typing import NamedTuple

TEXT, BINARY, CLOSE, PING = 0x81, 0x82, 0x88, 0x89

OP_ID = re.compile(rb"\bb(\d{11})\b")
"""The number of an op, once in all that tells of it."""

PREV_SEQ = re.compile(rb'"prev":(\d+),"seq":(\d+)')
NO_MASK = b"\0\0\0\0"
"""A key of zeros is as legal as any other, and leaves the payload as it is."""


class Frame(NamedTuple):
    """What a device needs to know of a frame: how it follows on, and which ops it tells."""

    prev: int
    seq: int
    ops: tuple[int, ...]


def hello(host: str, port: int, path: str) -> bytes:
    """The HTTP request that becomes a WebSocket."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ).encode()


def text(payload: bytes) -> bytes:
    """A text message from a device."""
    return _packed(TEXT, payload)


def binary(payload: bytes) -> bytes:
    """A binary message from a device."""
    return _packed(BINARY, payload)


def _packed(kind: int, payload: bytes) -> bytes:
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", kind, 0x80 | size) + NO_MASK + payload
    return struct.pack("!BBH", kind, 0x80 | 126, size) + NO_MASK + payload


def event(name: str, body: object, ack: int) -> bytes:
    """A Socket.IO event that wants an acknowledgement."""
    packed = json.dumps([name, body], ensure_ascii=False, separators=(",", ":"))
    return text(f"42{ack}{packed}".encode())


PONG = text(b"3")


def pong(payload: bytes) -> bytes:
    """The answer to a ping of the WebSocket itself."""
    return _packed(0x8A, payload)


def length(buffer: bytes) -> int | None:
    """The bytes of the message in front, its head included; None where it is not all there."""
    if len(buffer) < 2:
        return None
    size, start = buffer[1] & 0x7F, 2
    if size == 126:
        if len(buffer) < 4:
            return None
        size, start = struct.unpack_from("!H", buffer, 2)[0], 4
    elif size == 127:
        if len(buffer) < 10:
            return None
        size, start = struct.unpack_from("!Q", buffer, 2)[0], 10
    return start + size if len(buffer) >= start + size else None


def message(buffer: bytes, size: int) -> tuple[int, bytes]:
    """The first byte and the payload of the message of `size` bytes in front."""
    head = {126: 4, 127: 10}.get(buffer[1] & 0x7F, 2)
    return buffer[0], buffer[head:size]


def read_frame(payload: bytes) -> Frame:
    """What a `frame` event tells; done once for all devices that are sent the same bytes."""
    follows = PREV_SEQ.search(payload)
    prev, seq = (int(follows[1]), int(follows[2])) if follows else (0, 0)
    return Frame(prev, seq, numbers(payload))


def numbers(payload: bytes) -> tuple[int, ...]:
    """The numbers of the ops that a message tells, each once."""
    return tuple(dict.fromkeys(int(number) for number in OP_ID.findall(payload)))


def varint(number: int) -> bytes:
    """A whole number as Yjs writes it: seven bits a byte, the lowest first."""
    written = bytearray()
    while number > 0x7F:
        written.append(0x80 | number & 0x7F)
        number >>= 7
    return bytes(written) + bytes([number])
