"""Reads what a format carries from its folder, and says in both languages what is wrong with it."""

from collections.abc import Callable
from pathlib import Path

from server.core.carried import DOCUMENTS, PICTURES, plain
from server.core.refusals import Refused
from server.core.text import Text
from server.store.documents import look_at_document
from server.store.pictures import LARGEST_FILE, MOST_PIXELS, glance_at

Look = Callable[[bytes], object]
"""How closely a picture is looked at: at a glance, or drawn anew to see whether it is whole."""


def raw_of(folder: Path, path: str) -> bytes:
    """Give what a format carries at one place, as far as a file may go; Refused where there is nothing.

    What is there is listed and compared, so that no name leads out of the folder.
    """
    shelf = folder / (DOCUMENTS if path.startswith(DOCUMENTS) else PICTURES)
    try:
        there = {plain(file.name): file for file in shelf.iterdir() if file.is_file()}
        with there[path.partition("/")[2]].open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, KeyError):
        raise Refused("file.unknown") from None


def fault_of(folder: Path, path: str, look: Look = glance_at) -> Text | None:
    """Say what keeps something from being carried, or None where nothing does."""
    try:
        raw = raw_of(folder, path)
        look_at_document(raw) if path.startswith(DOCUMENTS) else look(raw)
    except Refused as refused:
        return worded(path, refused)
    return None


def worded(path: str, refused: Refused) -> Text:
    """Say why a file of a format was refused, as whoever wrote the format would put it right."""
    megabytes = LARGEST_FILE // 1_048_576
    match refused.code:
        case "file.unknown":
            kind = ("document introuvable", "document missing")
            if path.startswith(PICTURES):
                kind = ("image introuvable", "picture missing")
            return Text(
                fr=f"{kind[0]} (attendu : le fichier {path})", en=f"{kind[1]} (expected the file {path})"
            )
        case "file.too-large":
            return Text(
                fr=f"{path} est trop gros (attendu : {megabytes} Mo au plus)",
                en=f"{path} is too large (expected at most {megabytes} MB)",
            )
        case "file.pixels":
            most = MOST_PIXELS // 1_000_000
            return Text(
                fr=f"{path} a trop de points (attendu : {most} millions au plus)",
                en=f"{path} has too many pixels (expected at most {most} million)",
            )
        case "file.document":
            return Text(
                fr=f"{path} n’est pas un PDF entier (attendu : un document enregistré en PDF)",
                en=f"{path} is no whole PDF (expected a document saved as a PDF)",
            )
    return Text(
        fr=f"{path} n’est pas une image qui se lit (attendu : JPEG, PNG, WebP ou HEIC)",
        en=f"{path} is no picture that can be read (expected JPEG, PNG, WebP or HEIC)",
    )
