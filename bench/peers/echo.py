"""The devices' own limit: sends ready-made frames as fast as it can, and nothing else.

Run as `python -m bench.peers.echo PORT`. Whoever asks for a WebSocket is told they are in; from the
first message that comes on, all are sent the same frame again and again. It answers `/health`.
"""

import select
import socket
import struct
import sys
from contextlib import suppress

from bench import wire

OPS = 20
WORDS = "x" * 500


def frame() -> bytes:
    """A frame of twenty ops of the size of cards."""
    ops = ",".join(f'{{"id":"b{number:011d}","text":"{WORDS}"}}' for number in range(OPS))
    payload = f'42["frame",{{"prev":0,"seq":1,"ops":[{ops}]}}]'.encode()
    return struct.pack("!BBH", wire.TEXT, 126, len(payload)) + payload


def text(payload: bytes) -> bytes:
    return bytes([wire.TEXT, len(payload)]) + payload


def main(port: int) -> None:
    listener = socket.create_server(("127.0.0.1", port), backlog=2048)
    poll = select.epoll()
    poll.register(listener.fileno(), select.EPOLLIN)
    devices: dict[int, socket.socket] = {}
    sending = False
    ready = frame()
    while True:
        for fd, _ in poll.poll(0 if sending else 1):
            if fd == listener.fileno():
                device, _ = listener.accept()
                device.settimeout(5)
                devices[device.fileno()] = device
                poll.register(device.fileno(), select.EPOLLIN)
                continue
            data = devices[fd].recv(65_536)
            if data.startswith(b"GET /health"):
                devices[fd].sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
            elif data.startswith(b"GET "):
                devices[fd].sendall(b"HTTP/1.1 101 Switching Protocols\r\n\r\n" + text(b"0{}"))
            elif b"40{" in data:
                devices[fd].sendall(text(b"40{}"))
            elif data:
                sending = True
                continue
            if not data or data.startswith(b"GET /health"):
                poll.unregister(fd)
                devices.pop(fd).close()
        if sending:
            for device in devices.values():
                # Who is slow is waited for: what counts is what can be taken in.
                with suppress(OSError):
                    device.sendall(ready)


if __name__ == "__main__":
    main(int(sys.argv[1]))
