"""Opening rooms with the files that their format carries, whether from a folder, a ZIP or another room.

Everything is looked at and kept aside before a room is opened, so that none is ever opened in part.
"""

import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from server.carrying import raw_of, worded
from server.core.carried import DOCUMENTS, LONGEST_NAME, carried, seen
from server.core.format import LoadedFormat
from server.core.opening import Wanted
from server.core.records import File
from server.core.refusals import Refused
from server.core.room import Room
from server.core.text import Language, Text
from server.live.house import House, Opened
from server.settings import Settings
from server.store.documents import TYPE, look_at_document
from server.store.files import Files, new_aside
from server.store.pictures import look_at

AT_ONCE = 2
"""Files that are looked at at the same time: a picture may take two hundred megabytes meanwhile."""

Html = dict[str, Text]
Bring = Callable[[str, str], File]
"""Keeps what a format carries at one place in a room's files, and says what it is."""


class Bringing:
    """Brings files into rooms, few at a time and as far as there is place."""

    def __init__(self, house: House, files: Files, settings: Settings) -> None:
        self._house, self._files, self._settings = house, files, settings
        self.looking = threading.Semaphore(AT_ONCE)
        """Held while a file is looked at, whichever way it comes in."""

    def open(self, loaded: LoadedFormat, html: Html, wanted: Wanted, bring: Bring) -> Opened:
        """Open a room from a format with all that it carries; Refused, and nothing is kept, where it cannot be."""
        paths = carried(loaded)
        if not paths:
            return self._house.open(loaded, html, wanted)
        native, files = self._house.native, self._files
        aside = new_aside()
        try:
            brought: dict[str, File] = {}
            others = native(files.size)
            for path in paths:
                native(lambda: self.refuse_full(aside, others))
                with self.looking:
                    brought[path] = native(lambda path=path: bring(aside, path))  # type: ignore[misc]
            opened = self._house.open(loaded, html, wanted, brought)
            native(lambda: files.settle(aside, opened.code))
            return opened
        finally:
            native(lambda: files.erase(aside))

    def refuse_full(self, room: str, others: int | None = None) -> None:
        """Refuse where the files of a room, or of the instance, take all the place that they may.

        `others` are the bytes of all other files, where they were counted just before.
        """
        own = self._files.size(room)
        whole = self._files.size() if others is None else others + own
        for size, limit in ((own, self._settings.room_megabytes), (whole, self._settings.files_megabytes)):
            if size >= limit * 1_048_576:
                raise Refused("files.full", limit=limit)

    def from_folder(self, folder: Path, language: Language) -> Bring:
        """Bring files from a format's folder, where they are looked at as uploads are."""

        def bring(room: str, path: str) -> File:
            try:
                raw = raw_of(folder, path)
                keep = kept_document if path.startswith(DOCUMENTS) else kept_picture
                return msgspec.structs.replace(keep(self._files, room, raw), name=plain_name(path))
            except Refused as refused:
                raise Refused("format.rejected", why=worded(path, refused).said(language)) from None

        return bring

    def from_room(self, room: Room, found: dict[str, File]) -> Bring:
        """Bring files from another room, as they were looked at when they came there."""

        def bring(into: str, path: str) -> File:
            file = found[path]
            self._files.copy(room.code, file.id, into)
            return msgspec.structs.replace(
                file, use="dossier" if path.startswith(DOCUMENTS) else "", author=None, rev=0
            )

        return bring


def plain_name(name: str) -> str:
    """Give a file's name without folders, and without signs that nobody sees or that turn the writing round."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return seen(last)[-LONGEST_NAME:].strip()


def kept_picture(files: Files, room: str, raw: bytes) -> File:
    """Keep a picture, drawn anew; Refused where it is none."""
    picture = look_at(raw)
    return File(
        id=files.keep(room, picture.full, picture.small),
        name="",
        type=picture.type,
        size=len(picture.full),
        width=picture.width,
        height=picture.height,
    )


def kept_document(files: Files, room: str, raw: bytes) -> File:
    """Keep a document as it came; Refused where it is no whole PDF."""
    document = look_at_document(raw)
    return File(id=files.keep(room, document), name="", type=TYPE, size=len(document), use="dossier")
