"""Markdown as people write it, to HTML that can hurt nobody.

Two walls: raw HTML in the Markdown is read as the text that it is, and what comes out is then built
up again from a short list of tags.
"""

import re

import markdown
import nh3

TAGS = {
    "a", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "img", "li", "ol", "p", "pre", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "th": {"scope"}, "ol": {"start"}}

_OURS = re.compile(r"/api/rooms/[A-Za-z0-9]{1,12}/files/[0-9a-f]{64}(\?size=small)?")
_PICTURE = re.compile(r"<img\b[^>]*>")


def html_of(text: str) -> str:
    """Give Markdown as sanitised HTML; a picture is shown only where it is one of our own files."""
    reader = markdown.Markdown(extensions=["tables", "sane_lists", "smarty"], output_format="html")
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    return clean(reader.convert(text))


def clean(html: str) -> str:
    """Give HTML built up again from what is harmless; clean HTML stays as it is."""
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        attribute_filter=_only_ours,
    )
    # The page that shows a text has the only first-level heading.
    cleaned = cleaned.replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return _PICTURE.sub(lambda found: found[0] if " src=" in found[0] else "", cleaned)


def begun(start: str | None) -> int:
    """Give the number at which a list begins, from its attribute."""
    return int(start) if start and start.isdecimal() and len(start) < 10 else 1


def _only_ours(tag: str, attribute: str, value: str) -> str | None:
    """Keep the source of a picture only where nothing has to be fetched from anyone."""
    if tag == "img" and attribute == "src" and not _OURS.fullmatch(value):
        return None
    return value
