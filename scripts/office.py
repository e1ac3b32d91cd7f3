"""`make office`: opens each form in the program it is made for, and reads back what that program understood.

Needs LibreOffice and Java, which are large and which the rest of the project does without; what is
missing is named with what to install, and counts as failed: nothing is passed that was not looked at.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from server.publish import published
from server.publish.document import Figure, Heading, Sheet, StatementBlock
from server.publish.outline import document
from server.publish.views import blocks, views
from tests.publish.days import Held, demonstration

VNU = "vnu-jar@26.9.27"
"""The Nu HTML checker, as the npm registry carries it."""


class Missing(Exception):
    """A program that is needed is not on this machine; the message says what to install."""


def main() -> int:
    """Check every form; give 0 where each was opened and says what it should."""
    day = demonstration()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, check in CHECKS.items():
            try:
                wrong = check(day, Path(folder))
            except Missing as missing:
                wrong = [str(missing)]
            failed += bool(wrong)
            print(f"{'failed' if wrong else 'passed'}  {name}", *wrong, sep="\n        ")
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


def _made(day: Held, form: str, folder: Path) -> Path:
    file = folder / f"made.{form}"
    file.write_bytes(published(form, day.room, day.files, "fr").body)
    return file


def _opened(file: Path, into: str) -> str:
    """Let LibreOffice open a file and write it again as one flat XML file; give that."""
    program = shutil.which("soffice")
    if program is None:
        raise Missing(
            "LibreOffice is not here: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui"
        )
    folder = file.parent / f"{file.suffix[1:]}-{into}"
    profile = f"-env:UserInstallation=file://{file.parent / 'profile'}"
    command = [program, profile, "--headless", "--convert-to", into, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return (folder / f"{file.stem}.{into}").read_text("utf-8")


def _text_document(form: str) -> Callable[[Held, Path], list[str]]:
    def check(day: Held, folder: Path) -> list[str]:
        made = document(day.room, "fr")
        xml = _opened(_made(day, form, folder), "fodt")
        body = xml.partition("<office:text")[2]
        plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", body))
        found = [int(level) for level in re.findall(r'<text:h [^>]*text:outline-level="(\d)"', body)]
        sheets = [block for section in made.sections for block in section.blocks if isinstance(block, Sheet)]
        titles = sum(1 for _ in blocks(made, Heading)) + len(sheets)
        figures = [figure for figure in blocks(made, Figure) if figure.file in day.files]
        wrong = []
        if found.count(1) != len(made.sections):
            wrong.append(f"{found.count(1)} first-level headings, not {len(made.sections)}")
        if len(found) < len(made.sections) + titles:
            wrong.append(
                f"{len(found)} headings, fewer than the {len(made.sections) + titles} that there are"
            )
        if any(after > before + 1 for before, after in pairwise(found)):
            wrong.append("a heading skips a level")
        if body.count("<table:table-header-rows>") != body.count("<table:table "):
            wrong.append("a table has no header row")
        said = set(re.findall(r"<svg:(?:desc|title)[^>]*>(.*?)</svg:", body, re.DOTALL))
        wrong += [
            f"no alternative text: {f.alt[:60]}" for f in figures if not any(f.alt in one for one in said)
        ]
        texts = [block.text for block in blocks(made, StatementBlock)]
        wrong += [f"not there: {text[:60]}" for text in texts if re.sub(r"\s+", " ", text) not in plain]
        if "<text:table-of-content" not in body:
            wrong.append("the table of contents is not known as one")
        return wrong

    return check


def _spreadsheet(day: Held, folder: Path) -> list[str]:
    made = views(document(day.room, "fr"))
    xml = _opened(_made(day, "xlsx", folder), "fods")
    names = re.findall(r'<table:table table:name="([^"]+)"', xml)
    wrong = [] if len(names) == len(made) else [f"{len(names)} sheets, not {len(made)}"]
    if "table:formula=" in xml:
        wrong.append("a cell has become a formula")
    if xml.count('office:value-type="float"') < len(made[0].rows):
        wrong.append("numbers are no numbers")
    return wrong


def _web_page(day: Held, folder: Path) -> list[str]:
    java, npm = shutil.which("java"), shutil.which("npm")
    if java is None:
        raise Missing("Java is not here: apt-get install default-jre-headless")
    if npm is None:
        raise Missing("npm is not here: put Node on the path")
    place = folder / "vnu"
    place.mkdir()
    subprocess.run([npm, "install", "--silent", "--no-save", "--prefix", str(place), VNU], check=True)
    jar = next(place.rglob("vnu.jar"))
    command = [java, "-Xss4m", "-jar", str(jar), "--format", "gnu", str(_made(day, "html", folder))]
    checked = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    said = [line.strip() for line in checked.stderr.splitlines()]
    return [line.partition(": ")[2][:200] for line in said if line and not _MISTAKEN.search(line)][:20]


_MISTAKEN = re.compile(r"image “data:image/[^”]*” blocked by “img-src” directive")
"""The checker takes `img-src data:` not to allow a picture inside the page, which browsers do by the standard."""


def _packages(day: Held, folder: Path) -> list[str]:
    """Word and Excel refuse a package with a part that nobody declared, or with one twice."""
    wrong = []
    for form in ("docx", "xlsx", "odt"):
        with zipfile.ZipFile(_made(day, form, folder)) as package:
            names = package.namelist()
            wrong += [f"{form}: {name} is there twice" for name in names if names.count(name) > 1]
            if package.testzip():
                wrong.append(f"{form}: a part is damaged")
    return wrong


CHECKS: dict[str, Callable[[Held, Path], list[str]]] = {
    "the packages are whole": _packages,
    "Word’s document opens with its headings, tables, contents and alternative texts": _text_document("docx"),
    "LibreOffice’s document opens with its headings, tables, contents and alternative texts": _text_document(
        "odt"
    ),
    "the spreadsheet opens with its sheets, its numbers and no formula": _spreadsheet,
    "the web page passes the Nu HTML checker": _web_page,
}


if __name__ == "__main__":
    sys.exit(main())
