"""From a room to what is sent afterwards: one document, many forms.

`FORMS` names the forms; `publish` makes one of them. Both are all that the rest of the house uses.
"""

from collections.abc import Mapping

import msgspec

from server.core.room import Room
from server.core.text import Language


class Made(msgspec.Struct, frozen=True):
    """A publication in one form: its bytes, its media type, and a name for the file."""

    body: bytes
    media: str
    name: str


FORMS: dict[str, str] = {}


def publish(room: Room, form: str, language: Language, files: Mapping[str, bytes]) -> Made:
    """Make the publication of a room in one form; `files` are the contents of its files by hash."""
    raise KeyError(form)
