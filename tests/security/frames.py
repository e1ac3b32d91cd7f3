"""Frames that no device of ours would send: made of seeds, so that each can be sent again."""

import json
import random
import socket
import struct

import websocket

from server.live.ids import new_id

Frame = tuple[str, str | bytes]
"""How a frame is sent (text, binary, raw bytes beneath the WebSocket, a polling body), and what it holds."""

WORDS = (
    "0", "1", "2", "2probe", "3", "3probe", "4", "5", "6", "40", "41", "42", "43", "44", "45", "46", "b4AAAA", "47",
    "40/", "40/admin,", '40{"token":', '42["op",', '42["enter",{"since":', "42[]", "42[[]]", "42{}", '42["here",',
    "451-", "42999999999999999999", "\x1e", "\x00", "\ud7ff", "é", "[" * 3_000, "]" * 3_000, "9" * 400, "{" * 3_000,
    '{"a":' * 2_000, "1e999999999", "-0", "1" * 6_000, '"\\ud800"', "null", "true", '{"id":1,"name":2}', '"__proto__"',
    "NaN", "Infinity", "-", ",", '"', "\\", "42" + "0" * 200 + '["op"]', "430[null]", "43999999[1]", "\u202e", "💣",
)  # fmt: skip
"""Pieces from which messages are put together."""


def frames(seed: int, many: int) -> list[Frame]:
    """Give the frames of a seed."""
    chance = random.Random(seed)
    return [_frame(chance) for _ in range(many)]


def _frame(chance: random.Random) -> Frame:
    match chance.randrange(8):
        case 0:
            return "text", "".join(chance.choice(WORDS) for _ in range(chance.randint(1, 6)))
        case 1:
            return "text", mangled(chance, honest(chance))
        case 2:
            return "text", event(chance)
        case 3:
            return "binary", chance.randbytes(chance.choice((0, 1, 4, 300)))
        case 4:
            return "raw", chance.randbytes(chance.choice((1, 2, 7, 14, 200)))
        case 5:
            return "raw", _header(chance)
        case 6:
            return "post", "\x1e".join(chance.choice(WORDS) for _ in range(chance.choice((1, 3, 17, 200))))
        case _:
            return "post", mangled(chance, honest(chance))


def honest(chance: random.Random) -> str:
    """A message as a device might send it."""
    op = {"id": new_id(), "name": "card.write", "args": {"card": new_id(), "kind": "atout", "text": "Bien"}}
    said: list[object] = chance.choice(
        [["op", op], ["enter", {"since": None}], ["here", {"writing": "card/x"}]]
    )
    return f"42{chance.randrange(50)}" + json.dumps(said)


def mangled(chance: random.Random, text: str) -> str:
    """The same with some of it cut out, doubled, or replaced."""
    letters = list(text)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(letters)) if letters else 0
        match chance.randrange(3):
            case 0:
                del letters[at : at + chance.randint(1, 9)]
            case 1:
                letters.insert(at, chance.choice(WORDS))
            case _:
                letters[at : at + 1] = [chr(chance.choice((0, 31, 34, 92, 123, 0x2028, 0xFFFD)))]
    return "".join(letters)


def event(chance: random.Random) -> str:
    """An event of ours that holds what it never should."""
    values = (
        None,
        True,
        -1,
        2**63,
        2**64,
        1.5,
        "x" * 70_000,
        [],
        [[]],
        {},
        {"token": []},
        "\x00",
        "op",
        [0] * 500,
    )

    def some(depth: int) -> object:
        if depth and chance.random() < 0.6:
            return {chance.choice(("id", "name", "args", "base", "since", "writing", "é")): some(depth - 1)}
        return chance.choice(values)

    name: object = chance.choice(
        ("op", "enter", "here", "frame", "connect", "disconnect", "", None, 7, ["op"])
    )
    args = [some(3) for _ in range(chance.randrange(4))]
    return f"42{chance.choice(('', '1', '77'))}" + json.dumps([name, *args])


def _header(chance: random.Random) -> bytes:
    """A WebSocket frame whose header promises something else than what follows."""
    first = chance.choice((0x00, 0x01, 0x80, 0x81, 0x82, 0x83, 0x88, 0x89, 0x8A, 0x8F, 0xC1, 0xF1, 0x09))
    size = chance.choice((0, 1, 5, 125, 126, 127))
    masked = chance.choice((0, 0x80))
    head = struct.pack("!BB", first, masked | size)
    if size == 126:
        head += struct.pack("!H", chance.choice((0, 5, 65_535)))
    if size == 127:
        head += struct.pack("!Q", chance.choice((0, 5, 2**40, 2**63)))
    return head + chance.randbytes(chance.randrange(40))


def guest(base: str, token: str, address: str = "") -> websocket.WebSocket:
    """Give a bare WebSocket that has shown a token; `address` as the proxy before the server names it."""
    wire = stranger(base, address)
    wire.send("40" + json.dumps({"token": token}))
    while not str(wire.recv()).startswith("4"):
        pass
    return wire


def stranger(base: str, address: str = "") -> websocket.WebSocket:
    """Give a bare WebSocket that has shown nothing yet."""
    url = base.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    named = {"X-Forwarded-For": address} if address else None
    wire = websocket.create_connection(url, timeout=10, header=named)
    wire.recv()
    return wire


def bare(base: str) -> socket.socket:
    """Give a TCP connection to a server, on which nothing was said yet."""
    host, _, port = base.removeprefix("http://").partition(":")
    return socket.create_connection((host, int(port)), timeout=30)
