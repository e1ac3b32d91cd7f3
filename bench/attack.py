# ruff: noqa: S310 - the addresses are those of our own server
"""What an attack costs the others: the time of their acknowledgements, under each attack and without.

`python -m bench.attack` prints a table; `make security` puts it into docs/security.md.
"""

import contextlib
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import websocket

from bench.machine import CROWD_CORE, SERVER_CORE, on_core, processor_seconds
from server.demo.phone import Phone
from server.live.ids import new_id
from tests.house import OpenRoom, Server
from tests.security.frames import frames, guest

PHONES = 12
SECONDS = 8.0
EVERY = 0.05
"""Seconds between two ops of the people who work."""

SETTLED = 1.5
"""Seconds for which an attack goes on before it is measured."""

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - an empty folder of our own in it
"""Where the server keeps its rooms meanwhile, so that what the disk takes is not counted as the attack."""

Attack = Callable[[str, str, Callable[[], bool]], None]

FROM = "203.0.113.9"
"""Whence attackers come, as a proxy on this machine names it: what this machine itself asks is not limited."""

NAMED = {"X-Forwarded-For": FROM}


def flood(base: str, token: str, goes_on: Callable[[], bool]) -> None:
    """Events as fast as they go, on a new connection whenever one is cut."""
    while goes_on():
        with contextlib.suppress(websocket.WebSocketException, OSError):
            wire = guest(base, token, FROM)
            while goes_on():
                wire.send('42["here",{"writing":null}]')


def malformed(base: str, token: str, goes_on: Callable[[], bool]) -> None:
    """Made-up frames, each on what is left of a connection."""
    seed = random.randrange(10**6)
    while goes_on():
        seed += 1
        with contextlib.suppress(websocket.WebSocketException, OSError):
            wire = guest(base, token, FROM)
            for how, what in frames(seed, 30):
                if how in ("text", "binary"):
                    wire.send(
                        what, websocket.ABNF.OPCODE_TEXT if how == "text" else websocket.ABNF.OPCODE_BINARY
                    )
            time.sleep(0.02)


def large(base: str, token: str, goes_on: Callable[[], bool]) -> None:
    """Messages of a megabyte in pieces, one after the other."""
    piece = "x" * 250_000
    while goes_on():
        with contextlib.suppress(websocket.WebSocketException, OSError):
            wire = guest(base, token, FROM)
            while goes_on():
                for fin, code in ((0, 1), (0, 0), (0, 0), (1, 0)):
                    wire.send_frame(websocket.ABNF.create_frame("4" + piece if code else piece, code, fin))
                time.sleep(0.05)


def idle(base: str, token: str, goes_on: Callable[[], bool]) -> None:
    """Connections that say nothing, opened anew as they are let go."""
    host, _, port = base.removeprefix("http://").partition(":")
    held: list[socket.socket] = []
    while goes_on():
        with contextlib.suppress(OSError):
            held.append(socket.create_connection((host, int(port)), timeout=2))
        if len(held) > 900:
            held.pop(0).close()
        time.sleep(0.004)


def guessing(base: str, token: str, goes_on: Callable[[], bool]) -> None:
    """Codes, from an address that has long been refused."""
    while goes_on():
        request = urllib.request.Request(
            f"{base}/api/rooms/ZZ{random.randrange(9999):04}", headers={"X-Forwarded-For": "203.0.113.5"}
        )
        with contextlib.suppress(urllib.error.HTTPError, OSError):
            urllib.request.urlopen(request, timeout=5).close()
        time.sleep(0.01)


def counting(base: str, token: str, goes_on: Callable[[], bool]) -> None:
    """No attack: a process that keeps the attacker's core as busy, and asks nothing of the server."""
    while goes_on():
        sum(range(10_000))


def slow(base: str, token: str, goes_on: Callable[[], bool]) -> None:
    """Handshakes of a byte at a time, four hundred at once."""
    host, _, port = base.removeprefix("http://").partition(":")
    said = b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nX-A: " + b"a" * 10_000
    held: list[tuple[socket.socket, int]] = []
    while goes_on():
        with contextlib.suppress(OSError):
            if len(held) < 400:
                held.append((socket.create_connection((host, int(port)), timeout=2), 0))
        left = []
        for wire, at in held:
            with contextlib.suppress(OSError):
                wire.sendall(said[at : at + 1])
                left.append((wire, at + 1))
        held = left
        time.sleep(0.02)


def bombs(base: str, token: str, goes_on: Callable[[], bool]) -> None:
    """JSON that nests without end, and JSON of many small things: as large as an op may be, and larger."""
    inner = ("[" * 30_000, '{"a":' * 10_000, "[" + "[]," * 20_000 + "[]]", "[" + "1e9," * 60_000 + "1]")
    while goes_on():
        with contextlib.suppress(websocket.WebSocketException, OSError):
            wire = guest(base, token, FROM)
            while goes_on():
                wire.send(
                    '42["op",{"id":"12345678","name":"card.write","args":{"x":' + random.choice(inner) + "}}]"
                )


def coming(base: str, token: str, goes_on: Callable[[], bool]) -> None:
    """Connections opened, shown a token and dropped, as fast as it goes."""
    while goes_on():
        with contextlib.suppress(websocket.WebSocketException, OSError):
            guest(base, token, FROM).shutdown()


def polling(base: str, token: str, goes_on: Callable[[], bool]) -> None:
    """Sessions of long-polling that are opened and left, and bodies of many packets."""
    address = f"{base}/socket.io/?EIO=4&transport=polling"
    while goes_on():
        with contextlib.suppress(urllib.error.HTTPError, OSError, ValueError):
            with urllib.request.urlopen(urllib.request.Request(address, headers=NAMED), timeout=5) as opened:
                sid = opened.read().partition(b'"sid":"')[2].partition(b'"')[0].decode()
            for _ in range(20):
                body = "\x1e".join(['42["here",{"writing":null}]'] * 16).encode()
                sent = urllib.request.Request(f"{address}&sid={sid}", body, NAMED, method="POST")
                urllib.request.urlopen(sent, timeout=5).close()


def pages(base: str, token: str, goes_on: Callable[[], bool]) -> None:
    """Pages and calls, from one address of the neighbourhood, as fast as they go."""
    while goes_on():
        request = urllib.request.Request(f"{base}/api/formats", headers=NAMED)
        with contextlib.suppress(urllib.error.HTTPError, OSError):
            urllib.request.urlopen(request, timeout=5).close()


CONTROL = "no attack, the machine as busy"
ATTACKS: dict[str, Attack] = {
    CONTROL: counting,
    "a flood of events": flood,
    "made-up frames": malformed,
    "JSON bombs": bombs,
    "large messages in pieces": large,
    "connections without end": coming,
    "long-polling without end": polling,
    "slow handshakes": slow,
    "900 idle connections": idle,
    "calls without end": pages,
    "guessing codes": guessing,
}


def main(arguments: list[str]) -> int:
    """Print the table, or attack as a process of its own: `--as NAME BASE TOKEN`."""
    if arguments[:1] == ["--as"]:
        until = time.monotonic() + SECONDS + SETTLED + 5
        ATTACKS[arguments[1]](arguments[2], arguments[3], lambda: time.monotonic() < until)
        return 0
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder, ExitStack() as open_until_done:
        with on_core(SERVER_CORE):
            server = open_until_done.enter_context(Server(Path(folder) / "var"))
        open_until_done.enter_context(on_core(CROWD_CORE))
        room = server.open_room()
        phones = [room.phone(f"Personne {number}") for number in range(PHONES)]
        kind = phones[0].first_kind()
        print(
            "| attack | p50 | p95 | p95 with no attack | rise | server’s core |\n|---|---:|---:|---:|---:|---:|"
        )
        work(phones, kind)
        for name in arguments or [name for name in ATTACKS if name != CONTROL]:
            before = attacked(server, room, phones, kind, CONTROL)
            told(name, attacked(server, room, phones, kind, name), before)
        print(
            f"\n{PHONES} people, an op every {EVERY * 1000:.0f} ms, {SECONDS:.0f} s each; milliseconds to the "
            "acknowledgement. The server has one core; attacker and people share the other, so beside each attack "
            "stands what the same people wait while a process that only counts keeps that core as busy."
        )
    return 0


Measured = tuple[list[float], float]
"""What each acknowledgement took (ms, sorted), and the part of its core that the server used."""


def attacked(server: Server, room: OpenRoom, phones: list[Phone], kind: str, name: str) -> Measured:
    """Work while somebody attacks from a process of its own, which gives way to the people who work."""
    _, token = room.join("Intrus")
    attacker = subprocess.Popen(
        ["nice", "-n", "10", sys.executable, "-m", "bench.attack", "--as", name, server.base, token]
    )
    time.sleep(SETTLED)
    began, used = time.monotonic(), processor_seconds(server.pid)
    try:
        times = work(phones, kind)
        return times, (processor_seconds(server.pid) - used) / (time.monotonic() - began)
    finally:
        attacker.kill()
        attacker.wait()


def work(phones: list[Phone], kind: str) -> list[float]:
    """Let people write one after the other; give what each acknowledgement took (ms)."""
    times: list[float] = []
    gate = threading.Lock()
    threads = []

    def ask(phone: Phone) -> None:
        began = time.perf_counter()
        phone.ask("card.write", card=new_id(), kind=kind, text="Une carte comme une autre")
        with gate:
            times.append((time.perf_counter() - began) * 1000)

    for turn in range(int(SECONDS / EVERY)):
        threads.append(threading.Thread(target=ask, args=(phones[turn % len(phones)],)))
        threads[-1].start()
        time.sleep(EVERY)
    for thread in threads:
        thread.join(20)
    return sorted(times)


def told(name: str, there: Measured, before: Measured) -> None:
    """Print a line."""
    (times, busy), (calm, _) = there, before
    p50, p95, was = times[len(times) // 2], times[int(len(times) * 0.95)], calm[int(len(calm) * 0.95)]
    print(f"| {name} | {p50:.1f} | {p95:.1f} | {was:.1f} | {p95 / was - 1:+.0%} | {busy:.0%} |", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
