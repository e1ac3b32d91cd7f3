"""A network that can stall: what is said is held back, either way, and comes all at once when it goes on."""

import asyncio
import threading
from contextlib import suppress

CHUNK = 65_536


class Stall:
    """A way to a server, on a port of its own, that can be stopped and let go again."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._flows = asyncio.Event()
        self._flows.set()
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        listening = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._line, "127.0.0.1", 0), self._loop
        ).result(10)
        self.port = int(listening.sockets[0].getsockname()[1])

    def hold(self) -> None:
        """Keep back what either says from now on."""
        self._loop.call_soon_threadsafe(self._flows.clear)

    def release(self) -> None:
        """Let through what was kept back, and what comes."""
        self._loop.call_soon_threadsafe(self._flows.set)

    async def _line(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self._server_port)
        await asyncio.gather(self._way(reader, to_server), self._way(from_server, writer))

    async def _way(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while chunk := await reader.read(CHUNK):
                await self._flows.wait()
                writer.write(chunk)
                await writer.drain()
        writer.close()
