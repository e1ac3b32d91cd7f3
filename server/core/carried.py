"""What a format carries beside its texts: the documents of its dossiers and the pictures of its pages.

In a format's folder they are `documents/<name>` and `pictures/<name>`; in a room, files under the hash
of their content. This says how they are named and where pages show them, and never opens one.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from urllib.parse import unquote

from server.core.format import LoadedFormat
from server.core.records import File
from server.core.text import Text

DOCUMENTS, PICTURES = "documents/", "pictures/"
MOST_DOCUMENTS = 12
"""How many documents a dossier may have."""

MOST_FILES = 400
"""How many files a room may hold, and so a format."""

LONGEST_NAME = 60
"""Characters of a document's name, which is the name that people see in the room."""

NO_FILES: Mapping[str, File] = MappingProxyType({})

ADDRESS = re.compile(r"(?<![\w.:])/api/rooms/(\w+)/files/([0-9a-f]{64})(?:\?size=small)?")
"""Where a room gives one of its files: the code and the hash; another site's address is none."""

BARRED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
"""Signs that a name of a file may not hold, on one system or another."""

_SHOWN = re.compile(r"(\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?)(?:\.\./)?pictures/([^\s)>\"]+)", re.MULTILINE)


def is_document_name(name: str) -> bool:
    """Whether a document may be called so: one name that every system can write, ending with .pdf."""
    return (
        5 <= len(name) <= LONGEST_NAME
        and name.lower().endswith(".pdf")
        and not name.startswith((".", " "))
        and BARRED.search(name) is None
        and seen(name) == name
    )


def shown_in(markdown: str) -> Iterator[tuple[str, int]]:
    """Give the pictures that a page shows, each with its line."""
    for found in _SHOWN.finditer(markdown):
        yield _path(found[2]), markdown.count("\n", 0, found.end()) + 1


def carried(loaded: LoadedFormat) -> list[str]:
    """Give everything that a format carries, each once, by its place in the format's folder."""
    documents = [DOCUMENTS + plain(name) for one in loaded.format.experiences for name in one.documents]
    texts = [text for page in loaded.pages.values() for text in (page.markdown.fr, page.markdown.en)]
    return list(dict.fromkeys([*documents, *(path for text in texts for path, _ in shown_in(text))]))


def seen(name: str) -> str:
    """Give a name without signs that nobody sees, or that turn the writing round."""
    return "".join(c for c in name if unicodedata.category(c)[0] != "C")


def plain(name: str) -> str:
    """Give a name in the one form of its accents: systems write them differently."""
    return unicodedata.normalize("NFC", name)


def stand_in(path: str) -> str:
    """Give the address that stands for a picture as long as no room holds it."""
    return f"/api/rooms/0/files/{hashlib.sha256(path.encode()).hexdigest()}"


def addressed(markdown: Text, address: Callable[[str], str | None] = stand_in) -> Text:
    """Give a page that shows its pictures by addresses, in place of names; where there is none, the name stays."""

    def replaced(found: re.Match[str]) -> str:
        to = address(_path(found[2]))
        return found[0] if to is None else found[1] + to

    return Text(fr=_SHOWN.sub(replaced, markdown.fr), en=_SHOWN.sub(replaced, markdown.en))


def at_home(markdown: Text, code: str) -> Text:
    """Give a page of a room that shows the room's files under the code that it bears now."""

    def moved(found: re.Match[str]) -> str:
        return found[0].replace(f"/api/rooms/{found[1]}/", f"/api/rooms/{code}/")

    return Text(fr=ADDRESS.sub(moved, markdown.fr), en=ADDRESS.sub(moved, markdown.en))


def settled(html: Text, addresses: Mapping[str, str]) -> Text:
    """Give the HTML of a page with the addresses of its room, where others stood for them."""
    fr, en = html.fr, html.en
    for path, address in addresses.items():
        stood = stand_in(path)
        fr, en = fr.replace(stood, address), en.replace(stood, address)
    return Text(fr=fr, en=en)


def addresses_in(code: str, files: Mapping[str, File]) -> dict[str, str]:
    """Give where a room gives each of the pictures that it was opened with."""
    return {
        path: f"/api/rooms/{code}/files/{file.id}"
        for path, file in files.items()
        if path.startswith(PICTURES)
    }


def _path(written: str) -> str:
    return PICTURES + plain(unquote(written))
