"""WebSockets of eventlet's server and nothing else: what each of them weighs, whatever is built on it.

Run as `python -m bench.peers.sockets PORT`. It answers `/health`.
"""

import sys
import warnings
from collections.abc import Callable, Iterable

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402

eventlet.monkey_patch()

from eventlet import wsgi  # noqa: E402
from eventlet.websocket import WebSocket, WebSocketWSGI  # noqa: E402


@WebSocketWSGI
def opened(socket: WebSocket) -> None:
    """Wait for what never comes."""
    while socket.wait() is not None:
        pass


def app(environ: dict[str, object], answer: Callable[..., object]) -> Iterable[bytes]:
    """Answer a request, or open a WebSocket."""
    if "HTTP_UPGRADE" in environ:
        return opened(environ, answer)  # type: ignore[no-any-return]
    answer("200 OK", [("Content-Length", "2")])
    return [b"ok"]


if __name__ == "__main__":
    listener = eventlet.listen(("127.0.0.1", int(sys.argv[1])), backlog=2048)
    wsgi.server(listener, app, log_output=False, max_size=10_000)
