"""`python -m server`: serves, or does what USAGE names. With `greenlets`, all that knows eventlet."""

import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from server import memory
from server.settings import Settings, SettingsError, read_settings
from server.starting import NotStarted, alone, listen, peer
from server.store.errors import Newer, Unavailable

USAGE = """usage: python -m server                        serve
       python -m server formats check [FOLDER]  say what is wrong with the formats, by file and line
       python -m server export CODE FORM [FILE] write a room's publication (md, html, json …)
       python -m server import FILE             open a room from an archive
       python -m server backup [FILE]           write the whole instance to one file, also while it serves
       python -m server restore FILE            bring it back, into an empty DATA_DIR
       python -m server schema FOLDER           write wire.schema.json and openapi.json
       python -m server demo                    hold the demonstration day"""


MOST_AT_ONCE = 20
"""How much of what may block runs at once in threads: as eventlet's own, so that a database is asked by no more."""

UNDER_WAY = 0.3
"""Seconds that the last word to the devices is given to get through."""


def main(arguments: Sequence[str]) -> int:
    """Read the settings and do what the arguments say; give the exit status."""
    try:
        settings = read_settings()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        return do(settings, arguments)
    except NotStarted as error:
        print(error, file=sys.stderr)
    except Newer:
        print("the database was written by a newer Récolte: use that one", file=sys.stderr)
    except Unavailable as error:
        print(f"the database cannot be used now: {error}", file=sys.stderr)
    return 1


def do(settings: Settings, arguments: Sequence[str]) -> int:
    """Do what the arguments say, with these settings; give the exit status."""
    match list(arguments):
        case []:
            return serve(settings)
        case ["formats", "check", *folder] if len(folder) <= 1:
            from server.formats import report

            status, text = report(Path(folder[0]) if folder else settings.formats_dir)
            print(text)
            return status
        case ["export", code, form, *file] if len(file) <= 1:
            from server.commands import export

            return export(settings, code, form, file[0] if file else None)
        case ["import", file]:
            from server.commands import import_archive

            return import_archive(settings, file)
        case ["backup", *file] if len(file) <= 1:
            from server.commands import back_up_to

            return back_up_to(settings, file[0] if file else None)
        case ["restore", file]:
            from server.commands import restore_from

            return restore_from(settings, file)
        case ["schema", folder]:
            from server.commands import write_schema

            return write_schema(folder)
        case ["demo", *options]:
            from server.demo import demo

            return demo(settings, options)
    print(USAGE, file=sys.stderr)
    return 2


def serve(settings: Settings) -> int:
    """Serve until told to stop."""
    memory.give_back_what_is_free()
    serve_as_told = serve_with_threads if settings.async_mode == "threading" else serve_with_eventlet
    with alone(settings):
        return serve_as_told(settings)


def serve_with_eventlet(settings: Settings) -> int:
    # Its advice is for new projects; ours is in docs/decisions, and `ASYNC_MODE=threading` is the way out.
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    # Before anything large is read: who comes back meanwhile waits at the door, and need not come again later.
    listening = listen(settings)
    if not settings.message_queue and settings.database.startswith("sqlite"):
        # No name is ever looked up then, and what does it takes a fifth of a second to read.
        os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
    import eventlet

    eventlet.monkey_patch()
    from eventlet import tpool
    from eventlet.greenio import GreenSocket

    from server import greenlets
    from server.app import build

    unmask_quickly()
    greenlets.bound_messages()
    greenlets.allow_handles()
    app = build(settings, tpool.execute, watch)
    # Made anew from its number: what a socket of before the patch accepts would be wrapped twice, at each send.
    listener = GreenSocket(listening.family, fileno=listening.detach())
    greet(settings, listener.getsockname()[1])
    memory.settle()
    signal.signal(
        signal.SIGTERM, lambda *_: eventlet.spawn(stop, app.door.say_stopping, app.house.awake, os._exit)
    )
    try:
        greenlets.serve(listener, app.flask)
    except KeyboardInterrupt:
        return 0
    return 0


def serve_with_threads(settings: Settings) -> int:
    import structlog
    from werkzeug.serving import WSGIRequestHandler

    from server.app import build
    from server.live.native import Few

    class Answering(WSGIRequestHandler):
        # Small answers must not wait for the acknowledgement of those before (Nagle, RFC 896).
        disable_nagle_algorithm = True
        # Who says nothing for so long is let go; devices say something every five seconds.
        timeout = 30

        def setup(self) -> None:
            super().setup()
            self.client_address = peer(self.client_address)

        def run_wsgi(self) -> None:
            super().run_wsgi()
            # The library ends what it has answered, and waits for more of a line that is closed already.
            self.close_connection = True

    # The library would give up at once, and after the addresses are told.
    listen(settings).close()
    threading.excepthook = thread_fault
    app = build(settings, Few(MOST_AT_ONCE))
    structlog.get_logger().warning("threading.unbounded", docs="docs/security.md, what does not hold")
    greet(settings, settings.port)
    memory.settle()
    signal.signal(signal.SIGTERM, lambda *_: stop(app.door.say_stopping, app.house.awake, os._exit))
    app.io.run(
        app.flask,
        host=settings.host,
        port=settings.port,
        allow_unsafe_werkzeug=True,
        log_output=False,
        request_handler=Answering,
    )
    return 0


def thread_fault(fault: threading.ExceptHookArgs) -> None:
    """Tell what ended a thread; a device that hangs up while the library says goodbye is no fault."""
    if not issubclass(fault.exc_type, OSError):
        threading.__excepthook__(fault)


def stop(
    tell: Callable[[], None], awake: Callable[[], Sequence[object]], leave: Callable[[int], None]
) -> None:
    """Tell the devices, finish the turns that have begun, then leave; devices come back and resume."""
    until = time.monotonic() + 4
    tell()
    time.sleep(UNDER_WAY)
    while any(not room.idle for room in awake()) and time.monotonic() < until:  # type: ignore[attr-defined]
        time.sleep(0.02)
    leave(0)


def unmask_quickly() -> None:
    """Undo the mask of a WebSocket payload with one exclusive-or of two whole numbers.

    eventlet does it byte by byte, which takes 14 ms for 100 kB and stops everybody meanwhile.
    """
    from eventlet.websocket import RFC6455WebSocket

    from server.web.direct import unmasked

    def apply_mask(data: bytes, mask: Sequence[int], length: int | None = None, offset: int = 0) -> bytes:
        turned = bytes(mask[(offset + i) % 4] for i in range(4))
        return unmasked(turned, data if length is None else data[:length])

    RFC6455WebSocket._apply_mask = staticmethod(apply_mask)


def watch(fileno: int, readable: Callable[[], None]) -> Callable[[], None]:
    """Have the loop call back whenever there is something to read; gives what ends that."""
    from eventlet.hubs import get_hub

    hub = get_hub()

    def nothing(*_: object) -> None:
        """A number that was closed and given anew is watched by whoever opened it."""

    listener = hub.add(hub.READ, fileno, lambda _: readable(), nothing, nothing)

    def end() -> None:
        with suppress(KeyError):
            hub.remove(listener)

    return end


def greet(settings: Settings, port: int) -> None:
    """Say where the house can be reached, with a QR code for the phones in the hall."""
    import segno

    from server.announcing import announce_beside
    from server.web.address import LOOPBACK, lan_address

    lan = settings.public_url or f"http://{lan_address()}:{port}"
    print(f"\nRécolte\n\n  ici / here       http://localhost:{port}\n  réseau / network {lan}")
    if settings.local_name and settings.host not in LOOPBACK and announce_beside(settings.local_name, port):
        print(f"                   http://{settings.local_name}.local:{port}")
    print()
    segno.make(lan, error="l").terminal(compact=True)
    print("\n  Ctrl-C pour arrêter / to stop\n", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
