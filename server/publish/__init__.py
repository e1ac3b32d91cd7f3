"""From a room to what is sent afterwards: one document, written in many forms, and the archive."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date

import msgspec

from server.core.asking import Entry
from server.core.refusals import Refused
from server.core.room import Room
from server.core.text import Language, letters
from server.publish.archive import write_archive
from server.publish.document import Document
from server.publish.html import write_html
from server.publish.markdown import write_markdown
from server.publish.office import write_docx, write_odt
from server.publish.outline import Options, document
from server.publish.pdf import write_pdf
from server.publish.picture import write_picture
from server.publish.sheets import write_csv, write_xlsx

Files = Mapping[str, bytes]


class Form(msgspec.Struct, frozen=True):
    """A form of the publication: its media type, and what writes it from a document and pictures."""

    media: str
    write: Callable[[Document, Files], bytes]


class Published(msgspec.Struct, frozen=True):
    """A publication ready to send: its bytes, what they are, and a name for the file."""

    body: bytes
    media: str
    name: str


FORMS: dict[str, Form] = {
    "md": Form("text/markdown; charset=utf-8", write_markdown),
    "html": Form("text/html; charset=utf-8", write_html),
    "pdf": Form("application/pdf", write_pdf),
    "docx": Form("application/vnd.openxmlformats-officedocument.wordprocessingml.document", write_docx),
    "odt": Form("application/vnd.oasis.opendocument.text", write_odt),
    "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "csv": Form("text/csv; charset=utf-8", write_csv),
}
"""Every form that is written from the document, by the ending of its file."""

PICTURE = "png"
"""The picture that stands for a publication where its link is posted; no form to take away."""

ARCHIVE = "json"
"""The form that holds everything, written from the log."""

ARCHIVE_MEDIA = "application/json"


def published(
    form: str,
    room: Room,
    files: Files,
    language: Language,
    options: Options | None = None,
    said: Callable[[str], None] = lambda phase: None,
) -> Published:
    """Give the publication in a form; Refused where there is no such form.

    `files` are the pictures of the room by hash; those that are missing are told by their descriptions.
    `said` is told of each phase as it begins: `composing`, then `writing`.
    """
    known = {**FORMS, PICTURE: Form("image/png", lambda made, _: write_picture(made))}.get(form)
    if known is None:
        raise Refused("publication.form", form=form[:10])
    said("composing")
    made = document(room, language, options)
    said("writing")
    body = known.write(made, files)
    return Published(body=body, media=known.media, name=file_name(room, form, made.title))


def archived(room: Room, entries: Iterable[Entry], files: Files) -> Published:
    """Give the archive of a room: its whole log and its files. For facilitators alone."""
    body = write_archive(room.code, entries, files)
    return Published(body=body, media=ARCHIVE_MEDIA, name=file_name(room, ARCHIVE, room.info.title))


def file_name(room: Room, form: str, title: str) -> str:
    """Give a name that every system takes: the date where the room has one, the title, the ending."""
    words = "".join(c if c.isascii() and c.isalnum() else "-" for c in _plain(letters(title)))
    title = "-".join(part for part in words.split("-") if part)[:60].strip("-")
    day = room.info.date if _is_date(room.info.date) else ""
    return "-".join(part for part in ("recolte", day, title) if part) + f".{form}"


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
