"""The demonstration: a whole day held by simulated people who go through the real wire."""

import argparse
import contextlib
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from server.demo.hold import Outcome, hold, open_room
from server.demo.phone import RefusedByServer
from server.demo.served import NotServed, Served, free_port
from server.settings import Settings

PORT = 8010
"""Where the demonstration is served, unless something else is there already."""


def demo(settings: Settings, options: Sequence[str]) -> int:
    """Hold the demonstration day; give 0 where all devices ended alike and nothing was lost."""
    wanted = _parser().parse_args(options)
    folder = settings.data_dir / "demo"
    # Whoever is told to end as services are takes its server along too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with contextlib.ExitStack() as while_open:
            base = wanted.url
            if not base:
                port = wanted.port or free_port(PORT)
                base = while_open.enter_context(Served(folder, port)).url
            outcome = _held(base, folder, settings.room_password, wanted)
            _report(outcome)
            if not (wanted.once or wanted.url):
                _leave_open()
            return 0 if outcome.well else 1
    except KeyboardInterrupt:
        return 0
    except (NotServed, RefusedByServer, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _held(base: str, folder: Path, password: str, wanted: argparse.Namespace) -> Outcome:
    cast = open_room(base, password)
    names = {
        "console": "console",
        "screen": "écran / screen",
        "join": "rejoindre / join",
        "reader": "lire / read",
    }
    _say("\nRécolte : la journée de démonstration / the demonstration day\n")
    for link, name in names.items():
        _say(f"  {name:18}{cast.links[link]}")
    _say("")
    outcome = hold(cast, folder, wanted.seconds, wanted.seed, lambda step: _say(f"  · {step}"))
    cast.go()
    return outcome


def _report(outcome: Outcome) -> None:
    kept = outcome.counts
    _say(
        f"\n  {outcome.seconds:.0f} s : {outcome.people} personnes, {kept['card']} cartes, "
        f"{kept['statement']} énoncés, {kept['proposal']} propositions, {kept['commitment']} engagements"
        f"\n         {outcome.people} people, {kept['card']} cards, {kept['statement']} statements, "
        f"{kept['proposal']} proposals, {kept['commitment']} commitments"
    )
    if outcome.well:
        _say("  Tous les appareils tiennent la même salle. / All devices hold the same room.\n")
    for wrong in (*outcome.apart, *outcome.missing):
        _say(f"  ! {wrong}")
    for file in outcome.files:
        _say(f"  {file}")


def _leave_open() -> None:
    _say("\n  La salle reste ouverte ; Ctrl-C pour arrêter. / The room stays open; Ctrl-C to stop.\n")
    while True:
        time.sleep(3600)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m server demo", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long the day lasts")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same day")
    parser.add_argument("--url", default="", help="hold it on a server that runs already")
    parser.add_argument("--port", type=int, default=0, help="where to serve it")
    parser.add_argument("--once", action="store_true", help="stop when the day is over")
    return parser


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
