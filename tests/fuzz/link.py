"""A hostile link between devices and the server: it loses, delays, doubles, reorders, tears and cuts.

TCP keeps order and loses nothing inside a connection, so none of this can happen below it. It is done
here to whole Socket.IO messages, which is harder than any real network: a message may be missing
although those after it arrive. What a real network does too, cutting a line in the middle of a frame,
is done to bytes. Every choice comes from the seed and the message's place: device, line, way, number.
"""

import asyncio
import json
import random
import threading
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

from server.app import PING_EVERY
from server.web.direct import text_frame

T = TypeVar("T")
TEXT, CLOSE = 1, 8


@dataclass(frozen=True)
class Weather:
    """Chances in percent, and seconds."""

    lost: float = 0.0
    doubled: float = 0.0
    reordered: float = 0.0
    torn: float = 0.0
    cut: float = 0.0
    delay: float = 0.0


CALM = Weather()


@dataclass
class Message:
    """One Socket.IO message: a text frame, and the binary frames that belong to it."""

    raw: bytes
    text: str
    attached: int = 0

    @property
    def may_come_twice(self) -> bool:
        """Events and their answers; a handshake that came twice would be another device's."""
        return self.text[:2] in ("42", "43")


@dataclass
class Way:
    """One direction of one line."""

    writer: asyncio.StreamWriter
    chance: str
    count: int = 0
    last: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Gone(Exception):
    """The line has ended."""


ENDS = (OSError, asyncio.IncompleteReadError, asyncio.CancelledError, Gone)
"""How a line may end."""


class Link:
    """The links of all devices of one run, each on a port of its own."""

    def __init__(self, server_port: int, seed: int, weather: Weather, speed: float) -> None:
        self.weather = weather
        self.counts = {"lost": 0, "doubled": 0, "reordered": 0, "torn": 0, "cut": 0, "passed": 0}
        self.faults: list[str] = []
        """What went wrong in the link itself."""
        self._server_port = server_port
        self._seed = seed
        self._speed = speed
        self._lines: dict[str, int] = {}
        self._open: dict[str, set[asyncio.Task[None]]] = {}
        self._flow: dict[str, asyncio.Event] = {}
        self._listening: list[asyncio.Server] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    # --- steering, from the test's thread --------------------------------------------------------

    def port_for(self, device: str, *, fast: bool) -> int:
        """Open a port for a device; `fast` where its clock runs faster than ours, and its pings with it."""
        return self._do(self._listen(device, fast=fast))

    def cut(self, device: str) -> None:
        """Cut a device's lines."""
        self._loop.call_soon_threadsafe(self._cut, device)

    def hold(self, device: str) -> None:
        """Let nothing through, as an access point does that is out of reach: nobody is told."""
        self._loop.call_soon_threadsafe(self._flow[device].clear)

    def release(self, device: str) -> None:
        """Let through what was held, and what comes."""
        self._loop.call_soon_threadsafe(self._flow[device].set)

    def calm(self) -> None:
        """The storm is over: from now on every message arrives at once, and once."""
        self.weather = CALM
        for device in self._flow:
            self.release(device)

    def close(self) -> None:
        """End all lines."""
        self._do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def _do(self, work: Coroutine[object, object, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    # --- lines -----------------------------------------------------------------------------------

    async def _listen(self, device: str, *, fast: bool) -> int:
        self._open[device] = set()
        self._flow[device] = asyncio.Event()
        self._flow[device].set()
        # The link of a device gone silent refuses nothing: connecting just takes for ever.
        listening = await asyncio.start_server(
            lambda reader, writer: self._line(device, reader, writer, fast=fast), "127.0.0.1", 0
        )
        self._listening.append(listening)
        return int(listening.sockets[0].getsockname()[1])

    async def _close(self) -> None:
        for listening in self._listening:
            listening.close()
        tasks = [task for tasks in self._open.values() for task in tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _cut(self, device: str) -> None:
        for task in list(self._open[device]):
            task.cancel()

    async def _line(
        self, device: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, fast: bool
    ) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open[device].add(task)
        number = self._lines[device] = self._lines.get(device, 0) + 1
        name = f"{self._seed}/{device}/{number}"
        server: asyncio.StreamWriter | None = None
        try:
            await self._flow[device].wait()
            answers, server = await asyncio.open_connection("127.0.0.1", self._server_port)
            await self._pass(device, name, (reader, writer), (answers, server), fast=fast)
        except ENDS:
            pass
        except Exception as error:  # noqa: BLE001 - what fails here would look like weather
            self.faults.append(repr(error))
        finally:
            self._open[device].discard(task)
            for end in (writer, server):
                if end is not None:
                    end.transport.abort()

    async def _pass(
        self,
        device: str,
        name: str,
        near: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        far: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        *,
        fast: bool,
    ) -> None:
        asked = await near[0].readuntil(b"\r\n\r\n")
        far[1].write(asked)
        if b"websocket" not in asked.lower():
            await _first(_pump(near[0], far[1]), _pump(far[0], near[1]))
            return
        near[1].write(await far[0].readuntil(b"\r\n\r\n"))
        up = Way(far[1], f"{name}/up")
        down = Way(near[1], f"{name}/down")
        await _first(
            self._carry(device, near[0], up, speed=1.0),
            self._carry(device, far[0], down, speed=self._speed if fast else 1.0),
        )

    async def _carry(self, device: str, reader: asyncio.StreamReader, way: Way, speed: float) -> None:
        async with asyncio.TaskGroup() as going:
            while True:
                message = await _message(reader)
                if speed != 1 and message.text.startswith('0{"sid"'):
                    message = Message(text_frame(_slower(message.text, speed)), message.text)
                await self._flow[device].wait()
                way.count += 1
                self._send(going, message, way)

    def _send(self, going: asyncio.TaskGroup, message: Message, way: Way) -> None:
        weather = self.weather
        dice = random.Random(f"{way.chance}/{way.count}")
        lost, doubled, reordered, torn, cut = (dice.uniform(0, 100) for _ in range(5))
        delay, again = dice.uniform(0, weather.delay), dice.uniform(0, weather.delay)
        if cut < weather.cut:
            self.counts["cut"] += 1
            way.writer.write(message.raw[: dice.randrange(len(message.raw))])
            raise Gone
        if lost < weather.lost:
            self.counts["lost"] += 1
            return
        now = self._loop.time()
        if reordered < weather.reordered:
            self.counts["reordered"] += 1
            due = now + delay * 2
        else:
            due = way.last = max(way.last, now + delay)
        is_torn = torn < weather.torn
        self.counts["torn"] += is_torn
        self.counts["passed"] += 1
        going.create_task(self._deliver(way, message.raw, due, torn=is_torn))
        if message.may_come_twice and doubled < weather.doubled:
            self.counts["doubled"] += 1
            going.create_task(self._deliver(way, message.raw, due + again, torn=False))

    async def _deliver(self, way: Way, raw: bytes, due: float, *, torn: bool) -> None:
        await asyncio.sleep(max(0.0, due - self._loop.time()))
        async with way.lock:
            if torn:
                way.writer.write(raw[: len(raw) // 2])
                await way.writer.drain()
                await asyncio.sleep(0.003)
                raw = raw[len(raw) // 2 :]
            way.writer.write(raw)
            await way.writer.drain()


async def _first(*works: Coroutine[object, object, None]) -> None:
    """Run both ways until one ends; then the line is over."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
    for end in ends:
        causes = end.exceptions if isinstance(end, BaseExceptionGroup) else [end]
        for cause in causes:
            if cause is not None and not isinstance(cause, ENDS):
                raise cause


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65_536):
        writer.write(data)
        await writer.drain()


async def _message(reader: asyncio.StreamReader) -> Message:
    """Read one whole message; what is not text, and whole, passes as it is."""
    raw, text = await _frame(reader)
    message = Message(raw, text)
    # `51-…`, `461-…`: so many binary frames follow and belong to it.
    head = text[:8].partition("-")[0]
    if head[:2] in ("45", "46") and head[2:].isdigit():
        for _ in range(int(head[2:])):
            message.raw += (await _frame(reader))[0]
    return message


async def _frame(reader: asyncio.StreamReader) -> tuple[bytes, str]:
    """Read one WebSocket frame (RFC 6455, section 5.2): its bytes, and what it says where it is text."""
    raw = head = await reader.readexactly(2)
    size = head[1] & 127
    if size in (126, 127):
        longer = await reader.readexactly(2 if size == 126 else 8)
        raw += longer
        size = int.from_bytes(longer, "big")
    mask = await reader.readexactly(4) if head[1] & 128 else b""
    payload = await reader.readexactly(size)
    if head[0] & 15 != TEXT:
        return raw + mask + payload, ""
    said = bytes(b ^ mask[i % 4] for i, b in enumerate(payload[:400])) if mask else payload[:400]
    with suppress(ValueError):
        return raw + mask + payload, said.decode("utf-8", "ignore")
    return raw + mask + payload, ""


def _slower(handshake: str, speed: float) -> bytes:
    """The handshake for a device whose clock is fast: the same pings, in its time."""
    said = json.loads(handshake[1:])
    said["pingInterval"] = PING_EVERY * 1000
    said["pingTimeout"] = int(said["pingTimeout"] * speed)
    return b"0" + json.dumps(said).encode()
