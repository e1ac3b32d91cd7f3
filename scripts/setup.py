"""Sets up what is missing, and nothing else: `python -m scripts.setup run` or `python -m scripts.setup test`."""

from __future__ import annotations

import sys

from scripts import client, packages
from scripts.ground import give_up, one_at_a_time

OLDEST = (3, 11)


def main(purpose: str) -> None:
    """Bring the checkout to where it can run, or run its tests; costs next to nothing the second time."""
    if sys.version_info < OLDEST:
        give_up(f"Récolte needs Python 3.11 or newer, and this is {sys.version.split()[0]}: install one.")
    with one_at_a_time():
        packages.make_environment()
        packages.install(packages.DEVELOPMENT if purpose == "test" else packages.RUNTIME)
        if client.is_there():
            client.install()
            client.build()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
