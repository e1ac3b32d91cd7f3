"""A bare broadcast: Flask-SocketIO on eventlet as it comes, with no rights, no rules and no disk.

Run as `python -m bench.peers.bare PORT`. It takes the same ops as a room and tells them to everybody at
once, in frames of the same shape and size, so that the difference is what the engine does besides.
"""

import sys
import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402

eventlet.monkey_patch()

import time  # noqa: E402

from flask import Flask  # noqa: E402
from flask_socketio import SocketIO, emit  # noqa: E402

app = Flask("bare")
io = SocketIO(app, async_mode="eventlet", cors_allowed_origins="*")
told = 0


@app.get("/health")
def health() -> str:
    return "ok"


@io.on("op")
def op(body: dict[str, object]) -> dict[str, int]:
    """Tell everybody, then answer the one who asked."""
    global told  # noqa: PLW0603 - the whole state of a bare broadcast
    told += 1
    args = body["args"]
    card = args["card"]  # type: ignore[index]
    told_op = {"id": body["id"], "by": "nobody", "at": time.time_ns() // 1_000_000, "changes": []}
    told_op["changes"] = [["put", "card", card, {**args, "rev": told, "author": "nobody"}]]  # type: ignore[dict-item]
    emit("frame", {"prev": told - 1, "seq": told, "ops": [told_op]}, broadcast=True)
    return {"ok": told}


if __name__ == "__main__":
    io.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_output=False)
