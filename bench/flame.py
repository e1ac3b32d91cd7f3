"""`python -m bench.flame`: where the server's time goes under a load, as a flame graph in bench/results.

It needs py-spy (`.venv/bin/pip install py-spy`), which nothing else does. `--gil` counts only what holds
the interpreter's lock: the time in which nothing else of the server's Python can run.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from bench.rounds import stage

RESULTS = Path(__file__).parent / "results"


def main() -> int:
    """Load a room, look at the server meanwhile, and give 1 where that cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m bench.flame", description=__doc__)
    parser.add_argument("--devices", type=int, default=1000)
    parser.add_argument("--rate", type=float, default=1000.0, help="ops a second")
    parser.add_argument("--seconds", type=int, default=10)
    wanted = parser.parse_args()
    beside = Path(sys.executable).parent / "py-spy"
    spy = str(beside) if beside.exists() else shutil.which("py-spy")
    if spy is None:
        print("py-spy is missing: .venv/bin/pip install py-spy", file=sys.stderr)
        return 1
    file = RESULTS / f"flame-{wanted.devices}-{wanted.rate:g}.svg"
    with stage("recolte", wanted.devices) as ready:
        ready.run(wanted.rate, 1.0)
        command = [spy, "record", "--gil", "--pid", str(ready.pid), "--output", str(file)]
        recording = subprocess.Popen(
            [*command, "--duration", str(wanted.seconds), "--rate", "200"],
            stdout=subprocess.DEVNULL,
        )
        figures = ready.run(wanted.rate, wanted.seconds + 1)
        recording.wait(60)
    # Paths of one machine say nothing to another.
    here = str(Path(__file__).parents[1])
    file.write_text(file.read_text("utf-8").replace(f"{here}/", ""), "utf-8")
    print(f"{file}: p95 {figures.arrival.p95:.0f} ms meanwhile, server {figures.server_share:.0%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
