"""A text with a form of its own as a block: its HTML, and the pictures of the room that it shows."""

import re
from html import unescape

from server.publish.document import Picture, Rich
from server.publish.reading import Reading
from server.publish.rich import html_of

PICTURE = re.compile(r"<img\b[^>]*>")
"""A picture in sanitised HTML: one of a room's own files."""

_FILE = re.compile(r'\ssrc="[^"]*/files/([0-9a-f]{64})')
_ALT = re.compile(r'\salt="([^"]*)"')


def rich(reading: Reading, markdown: str) -> Rich:
    """Give Markdown as a block.

    Its HTML is made again from what was written: a room that came from elsewhere proves nothing.
    """
    html = html_of(markdown)
    return Rich(
        html=html, markdown=markdown, pictures=[_picture(reading, tag) for tag in PICTURE.findall(html)]
    )


def _picture(reading: Reading, tag: str) -> Picture:
    named, said = _FILE.search(tag), _ALT.search(tag)
    alt = unescape(said[1]) if said else ""
    file = reading.file(named[1]) if named else None
    if file is None:
        return Picture(file="", type="", alt=alt)
    return Picture(file=file.id, type=file.type, alt=alt, width=file.width, height=file.height)
