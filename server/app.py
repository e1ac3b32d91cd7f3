"""Builds everything from the settings; the only file that knows everybody."""

from __future__ import annotations

import itertools
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

import msgspec
import structlog
from flask import Flask
from flask_socketio import SocketIO

from server.formats import FormatBroken, load_formats
from server.live.going_on import going_on
from server.live.house import House
from server.live.keeping import Keeping
from server.live.making import Makings, folder_name, tidy_folder
from server.live.native import Native, here
from server.live.neighbours import Neighbours
from server.logs import LIBRARIES, set_up_logs
from server.publish.rich import html_of
from server.settings import ROOT, Settings
from server.starting import NotStarted, own_folder
from server.store.database import Database
from server.store.files import Files
from server.store.log import SqlLog
from server.web.archives import LARGEST, archive_calls
from server.web.bringing import Bringing
from server.web.direct import Watch
from server.web.drawings import drawing_calls
from server.web.erasing import erasing_calls
from server.web.files import file_calls
from server.web.gate import Gate
from server.web.gathering import gathering_calls
from server.web.guard import Guard
from server.web.headers import Front, add_headers, every
from server.web.history import history_calls
from server.web.kit import kit_calls
from server.web.limits import Limits
from server.web.links import ending_calls, link_calls
from server.web.makings import making_calls
from server.web.metrics import metric_calls
from server.web.mine import personal_calls
from server.web.pages import pages
from server.web.pings import ask_all
from server.web.preparing import preparing_calls
from server.web.problems import answer_problems
from server.web.proxies import Proxies
from server.web.publications import publication_calls
from server.web.recipes import Recipes
from server.web.replay import Films, replay_calls
from server.web.rooms import room_calls
from server.web.sending import Sender
from server.web.set_ups import set_up_calls
from server.web.shares import share_calls
from server.web.socket import Door, WireJson, find_sleepers
from server.web.suggestions import suggestion_calls

PING_EVERY, PING_PATIENCE = 5, 4
"""Seconds: a phone that fell asleep is found within their sum, on both sides."""

LARGEST_MESSAGE = 6_000_000
"""Bytes: what is larger closes the connection; what is smaller but too large is answered so."""

STARTED = time.time_ns() // 1_000_000
"""When this process began, in milliseconds: another one may have had its number before."""

logger = structlog.get_logger()


class App(msgspec.Struct, frozen=True):
    """The pieces of a running instance that the commands need."""

    flask: Flask
    io: SocketIO
    house: House
    door: Door
    files: Files
    database: Database
    settings: Settings


def build(settings: Settings, native: Native = here, watch: Watch | None = None) -> App:
    """Build an instance: tables migrated, formats read, every way in registered.

    `native` runs what may block (the disk) away from the loop, and returns its result; `watch` lets the
    loop itself read from sockets, where it can.
    """
    set_up_logs()
    database = database_of(settings)
    app = Flask("recolte", static_folder=None)
    app.config["SECRET_KEY"] = secret(settings)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    io = socket_of(app, settings)
    guard = Guard(io, settings.sockets_per_address)
    sender = Sender(io)
    house = House(SqlLog(database), native, io.start_background_task, sender)
    limits = Limits(settings.ops_per_person)
    files = Files(settings.data_dir / "files")
    bringing = Bringing(house, files, settings)
    recipes = Recipes(load_formats(settings.formats_dir, tell_broken), html_of)
    keeping = Keeping(house, files, settings.keep_days, may_be_longer=settings.keep_longer)
    makings, films = makings_of(settings, native, io), Films(house)
    keeping.let_go_too = forgetting(makings.forget_everywhere, films.forget)
    door = Door(io, house, limits, sender, watch, guard.may_hold)
    guard.person_of = door.person_of
    keeping.turn_out, keeping.turn_out_revoked = door.turn_out, door.turn_out_revoked
    house.erased, house.astray = keeping.tidy, keeping.wake_anew
    cut: Callable[[str], None] = door.turn_out_revoked
    if settings.message_queue:
        # While a room rests here, somebody may be erased from it elsewhere, of which nobody here is told.
        # Films are compared with the room, and one that is asked for waits for it: they are left alone.
        house.wakes = makings.forget
        cut = join_others(settings.message_queue, io, house, keeping, door, limits)
    for calls in (
        room_calls(house, recipes, settings, limits, keeping, bringing),
        link_calls(house, settings, limits, keeping, cut),
        ending_calls(house, cut),
        erasing_calls(house, keeping),
        personal_calls(house, limits),
        suggestion_calls(house),
        history_calls(house),
        metric_calls(house, sender.waiting),
        file_calls(house, files, limits, bringing),
        publication_calls(house, makings, limits),
        making_calls(house, makings, limits),
        share_calls(house, makings, settings, secret(settings)),
        replay_calls(house, films),
        drawing_calls(house),
        gathering_calls(house, files, settings, limits, html_of),
        archive_calls(house, files, settings, limits, html_of),
        preparing_calls(house, html_of),
        set_up_calls(house, files, settings, limits, bringing, html_of),
        kit_calls(house, settings, limits),
        pages(settings.client_dir),
    ):
        app.register_blueprint(calls)
    add_headers(app, settings.public_url)
    answer_problems(app)
    gate = Gate(
        Front(app.wsgi_app, settings.public_url),
        settings.requests_per_address,
        lambda sid: sid in io.server.eio.sockets,
        carried=every(settings.public_url),
    )
    app.wsgi_app = Proxies(gate, settings.trusted_proxies)  # type: ignore[method-assign, assignment]
    ask_all(io)
    io.start_background_task(lambda: find_sleepers(io, guard.let_strangers_go))
    io.start_background_task(lambda: keep_house(house, keeping, makings))
    return App(flask=app, io=io, house=house, door=door, files=files, database=database, settings=settings)


def database_of(settings: Settings) -> Database:
    """Open the database, in a folder that is its owner's alone, with its tables as of today."""
    own_folder(settings)
    database = Database(settings.database)
    database.migrate()
    return database


def socket_of(app: Flask, settings: Settings) -> SocketIO:
    """Put the socket before an app: same origin alone, no cookie, and no compression."""
    return SocketIO(
        app,
        async_mode=settings.async_mode,
        json=WireJson,
        cors_allowed_origins=is_ours(settings.public_url) if settings.public_url else None,
        ping_interval=PING_EVERY,
        ping_timeout=PING_PATIENCE,
        max_http_buffer_size=LARGEST_MESSAGE,
        # find_sleepers looks after all of them, more often and at less cost.
        monitor_clients=False,
        http_compression=False,
        async_handlers=settings.async_mode == "eventlet",
        manage_session=False,
        cookie=None,
        logger=LIBRARIES,
        engineio_logger=LIBRARIES,
    )


def is_ours(public_url: str) -> Callable[[str | None, Mapping[str, str]], bool]:
    """Say which pages may open a socket: those of the public address, and those of the address asked for.

    The second is the laptop's own `localhost`, beside which the phones have the public one.
    """
    return lambda origin, asked: (
        origin in (public_url, f"{asked.get('wsgi.url_scheme')}://{asked.get('HTTP_HOST')}")
    )


def forgetting(*ways: Callable[[str], None]) -> Callable[[str], None]:
    """Give what lets go of everything that was made of a room."""

    def forget(code: str) -> None:
        for way in ways:
            way(code)

    return forget


def makings_of(settings: Settings, native: Native, io: SocketIO) -> Makings:
    """Prepare the making of publications; the process that writes them starts with the first."""
    folder = settings.data_dir / "making"
    own = folder_name(socket.gethostname(), os.getpid(), STARTED)
    tidy_folder(folder, own, is_alive)
    return Makings(
        launch_worker,
        native,
        io.start_background_task,
        folder / own,
        settings.database,
        settings.data_dir / "files",
    )


def launch_worker() -> subprocess.Popen[bytes]:
    """Start the process that writes publications, in a session of its own so that a Ctrl-C is ours alone."""
    return subprocess.Popen(
        [sys.executable, "-m", "server.worker"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def is_alive(pid: int) -> bool:
    """Whether a process of this machine still runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def tell_broken(broken: FormatBroken) -> None:
    """Say what keeps a format from being offered, and serve the others: today's day may be one of them."""
    for problem in broken.problems:
        logger.error("format.broken", problem=str(problem))


def join_others(
    url: str, io: SocketIO, house: House, keeping: Keeping, door: Door, limits: Limits
) -> Callable[[str], None]:
    """Share rooms and limits with the other processes; give what ends revoked links' devices everywhere."""
    neighbours = Neighbours(url, io.start_background_task, house, keeping)
    neighbours.turn_out_revoked = door.turn_out_revoked
    neighbours.take = lambda spent: limits.take(spent.limit, spent.key, spent.cost)
    limits.share(neighbours.spent)
    neighbours.start()

    def cut(code: str) -> None:
        door.turn_out_revoked(code)
        neighbours.revoked(code)

    return cut


def keep_house(house: House, keeping: Keeping, makings: Makings) -> None:
    """Let rooms rest in which nothing happens, and erase those whose time is over, as long as the process lives."""
    for minute in itertools.count():
        time.sleep(60)
        with going_on("rest"):
            rested = house.let_rest()
            if rested:
                logger.info("rooms.rested", rooms=rested)
        with going_on("makings"):
            makings.tidy()
        if minute % 60 == 0:
            keep_hourly(house, keeping, makings)


def keep_hourly(house: House, keeping: Keeping, makings: Makings) -> None:
    """Erase what is due, each thing for itself: a year more or less an hour, the next look finds what is left."""
    with going_on("erase"):
        keeping.erase_due()
    with going_on("left"):
        # A container that takes the place of another has a name of its own, and may run for months.
        makings.tidy_left(is_alive)
    with going_on("asides"):
        keeping.tidy_asides(older_than=3_600)
    for room in house.awake():
        with going_on("files", room=room.code):
            keeping.tidy_files(room.code, older_than=3_600)


def secret(settings: Settings) -> str:
    """Give the instance's own secret, made on first start and readable by its owner alone."""
    file = settings.data_dir / "secret"
    try:
        if not file.exists():
            # Written aside and put in place whole: of processes that start together, one is first.
            made = settings.data_dir / f"secret.{os.getpid()}"
            try:
                made.touch(mode=0o600)
                made.write_text(secrets.token_urlsafe(48))
                with suppress(FileExistsError):
                    os.link(made, file)
            finally:
                made.unlink(missing_ok=True)
        return file.read_text().strip()
    except OSError as error:
        raise NotStarted(f"the instance's secret cannot be kept in {file}: {error.strerror}") from None
