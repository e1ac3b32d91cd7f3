"""The wire as bytes: WebSocket frames, Engine.IO and Socket.IO packets, with as little work as they allow.

Only what a bench needs: no fragments, no compression, small messages out.
"""

import json
import re
import struct
from typing import NamedTuple

TEXT, BINARY, CLOSE = 0x81, 0x82, 0x88

OP_ID = re.compile(rb'"id":"b(\d{11})"')
PREV_SEQ = re.compile(rb'"prev":(\d+),"seq":(\d+)')
NO_MASK = b"\0\0\0\0"
"""A key of zeros is as legal as any other, and leaves the payload as it is."""


class Frame(NamedTuple):
    """What a device needs to know of a frame: how it follows on, and which ops it tells."""

    prev: int
    seq: int
    ops: tuple[int, ...]


def hello(host: str, port: int) -> bytes:
    """The HTTP request that becomes a WebSocket."""
    return (
        f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}:{port}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ).encode()


def text(payload: bytes) -> bytes:
    """A text message from a device."""
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", TEXT, 0x80 | size) + NO_MASK + payload
    return struct.pack("!BBH", TEXT, 0x80 | 126, size) + NO_MASK + payload


def event(name: str, body: object, ack: int) -> bytes:
    """A Socket.IO event that wants an acknowledgement."""
    packed = json.dumps([name, body], ensure_ascii=False, separators=(",", ":"))
    return text(f"42{ack}{packed}".encode())


PONG = text(b"3")


def cut(buffer: bytes) -> tuple[int, bytes, bytes] | None:
    """Cut one message off the front: its first byte, its payload, the rest; None where it is not all there."""
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
    if len(buffer) < start + size:
        return None
    return buffer[0], buffer[start : start + size], buffer[start + size :]


def read_frame(payload: bytes) -> Frame:
    """What a `frame` event tells; done once for all devices that are sent the same bytes."""
    follows = PREV_SEQ.search(payload)
    prev, seq = (int(follows[1]), int(follows[2])) if follows else (0, 0)
    return Frame(prev, seq, tuple(int(number) for number in OP_ID.findall(payload)))
