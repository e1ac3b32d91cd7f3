"""`make security`: tries every attack, measures what it costs the others, and writes that into docs/security.md."""

from __future__ import annotations

import re
import subprocess
import sys

from scripts.ground import PYTHON, ROOT, say

PAGE = ROOT / "docs" / "security.md"
FIGURES = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)


def main() -> int:
    """Try, measure, write; with `figures` as the argument, only measure and write."""
    failed = 0
    if sys.argv[1:] != ["figures"]:
        say("Trying every attack…")
        tried = [str(PYTHON), "-m", "pytest", "-q", "tests/security", "tests/web/test_gate.py", *sys.argv[1:]]
        failed = subprocess.run(tried, cwd=ROOT, check=False).returncode
    say("Measuring what attacks cost the others (four minutes)…")
    measured = subprocess.run(
        [PYTHON, "-m", "bench.attack"], cwd=ROOT, check=False, capture_output=True, encoding="utf-8"
    )
    if measured.returncode == 0:
        page = FIGURES.sub(rf"\g<1>\n{measured.stdout.strip()}\n\n\g<2>", PAGE.read_text("utf-8"))
        PAGE.write_text(page, "utf-8")
        say(measured.stdout)
    return failed or measured.returncode


if __name__ == "__main__":
    sys.exit(main())
