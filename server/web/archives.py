"""Opening a room from an archive."""

from collections.abc import Callable
from typing import IO

from flask import Blueprint, Response, request

from server.core.refusals import Refused
from server.live.house import House, Opened
from server.live.taking_in import take_in
from server.publish.archive import Archive, read_archive
from server.settings import Settings
from server.store.files import Files, new_aside
from server.web.http import opened_room, refuse_flood, refuse_without_password
from server.web.limits import Limits

LARGEST = 64 * 1024 * 1024
"""Bytes of what may be sent at once, an archive too: a larger one is taken in by the command."""


def archive_calls(
    house: House, files: Files, settings: Settings, limits: Limits, html_of: Callable[[str], str]
) -> Blueprint:
    """The one call on archives."""
    calls = Blueprint("archives", __name__)

    @calls.post("/api/archives")
    def take() -> Response:
        """Open a room from an archive, sent as the body or as the file of a form."""
        refuse_flood(limits)
        password = request.form.get("password", request.headers.get("X-Room-Password", ""))
        refuse_without_password(settings, password)
        sent = request.files.get("file")
        raw = read_whole(sent.stream) if sent else request.get_data(cache=False)
        archive = house.native(lambda: read_archive(raw))
        opened = bring_in(house, files, archive, html_of, stamp=False)
        return opened_room(settings, opened)

    return calls


def read_whole(stream: IO[bytes]) -> bytes:
    """Read an archive that was sent; Refused where it is larger than what may be sent."""
    raw = stream.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise Refused("file.too-large", limit=LARGEST // 1_048_576)
    return raw


def bring_in(
    house: House, files: Files, archive: Archive, html_of: Callable[[str], str], *, stamp: bool
) -> Opened:
    """Open a room from an archive with its files, which are kept aside before: none is ever opened in part."""
    aside = new_aside()
    try:
        house.native(lambda: _kept(files, aside, archive))
        opened = take_in(house, archive.code, archive.entries, html_of, stamp=stamp)
        house.native(lambda: files.settle(aside, opened.code))
        return opened
    finally:
        house.native(lambda: files.erase(aside))


def _kept(files: Files, aside: str, archive: Archive) -> None:
    for content in archive.files.values():
        files.keep(aside, content)
