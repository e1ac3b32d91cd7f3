# ruff: noqa: S310 - the addresses are those of our own server
"""What an attack costs the others: the time of their acknowledgements, calm and under each attack.

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
from pathlib import Path

import websocket

from server.demo.phone import Phone
from server.live.ids import new_id
from tests.house import OpenRoom, Server
from tests.security.frames import frames, guest

PHONES = 12
SECONDS = 12.0
EVERY = 0.06
"""Seconds between two ops of the people who work."""

Attack = Callable[[str, str, Callable[[], bool]], None]


def flood(base: str, token: str, goes_on: Callable[[], bool]) -> None:
    """Events as fast as they go, on a new connection whenever one is cut."""
    while goes_on():
        with contextlib.suppress(websocket.WebSocketException, OSError):
            wire = guest(base, token)
            while goes_on():
                wire.send('42["here",{"writing":null}]')


def malformed(base: str, token: str, goes_on: Callable[[], bool]) -> None:
    """Made-up frames, each on what is left of a connection."""
    seed = random.randrange(10**6)
    while goes_on():
        seed += 1
        with contextlib.suppress(websocket.WebSocketException, OSError):
            wire = guest(base, token)
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
            wire = guest(base, token)
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


ATTACKS: dict[str, Attack] = {
    "a flood of events": flood,
    "made-up frames": malformed,
    "large messages in pieces": large,
    "900 idle connections": idle,
    "guessing codes": guessing,
}


def main(arguments: list[str]) -> int:
    """Print the table, or attack as a process of its own: `--as NAME BASE TOKEN`."""
    if arguments[:1] == ["--as"]:
        until = time.monotonic() + SECONDS + 2
        ATTACKS[arguments[1]](arguments[2], arguments[3], lambda: time.monotonic() < until)
        return 0
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder) / "var") as server:
        room = server.open_room()
        phones = [room.phone(f"Personne {number}") for number in range(PHONES)]
        kind = str(phones[0].of("format")["format"]["kinds"][0]["id"])  # type: ignore[index]
        print("| | p50 | p95 | to calm |\n|---|---:|---:|---:|")
        work(phones, kind)
        calm = told("calm", work(phones, kind), None)
        for name in ATTACKS:
            told(name, attacked(server, room, phones, kind, name), calm)
        print(
            f"\n{PHONES} people, an op every {EVERY * 1000:.0f} ms, {SECONDS:.0f} s each; milliseconds to the "
            "acknowledgement. The attacker is on the same machine, which the rise counts too."
        )
    return 0


def attacked(server: Server, room: OpenRoom, phones: list[Phone], kind: str, name: str) -> list[float]:
    """Work while somebody attacks from a process of its own."""
    _, token = room.join("Intrus")
    attacker = subprocess.Popen([sys.executable, "-m", "bench.attack", "--as", name, server.base, token])
    time.sleep(1.0)
    try:
        return work(phones, kind)
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


def told(name: str, times: list[float], calm: float | None) -> float:
    """Print a line; give its 95th percentile."""
    p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
    rise = "" if calm is None else f"{(p95 / calm - 1) * 100:+.0f} %"
    print(f"| {name} | {p50:.1f} | {p95:.1f} | {rise} |", flush=True)
    return p95


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
