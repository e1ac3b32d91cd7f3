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
    return clean(reader.convert(points_apart(text)))


def points_apart(text: str) -> str:
    """Give Markdown whose lists are read as people write them: right below a line, nested by two spaces or three.

    The reader wants an empty line before a list and four spaces within one, and else runs its points together.
    """
    lines: list[str] = []
    open_at: list[int] = []  # how far in the points stand that are open, one within the other
    numbered: bool | None = None  # whether the list that is open is; None where none is
    within = False  # whether the line before goes on with a point, in a paragraph of its own
    for line in text.split("\n"):
        shown = line.expandtabs(4) if line[:1].isspace() else line
        bare = shown.lstrip(" ")
        wide, point = len(shown) - len(bare), _POINT.match(bare)
        follows = bool(lines) and bool(lines[-1].strip())
        made = line
        if point and (open_at or wide < 4):
            while open_at and wide < open_at[-1] + 2:
                open_at.pop()
            counted = point[1].endswith(".")
            begins = not open_at and numbered is not counted
            # A number that begins a line of a text is no list: “2018. Un départ.”
            if not (begins and follows and numbered is None and counted and point[1] != "1."):
                lines += [""] if follows and (begins or within) else []
                numbered = counted if begins else numbered
                made = " " * 4 * len(open_at) + bare
                open_at.append(wide)
                within = False
        elif bare and open_at and not follows and wide < 2:
            open_at, numbered = [], None
        elif bare and open_at and not follows:
            within = True
            made = " " * max(4, wide) + bare
        lines.append(made)
    return "\n".join(lines)


_POINT = re.compile(r"([-*+]|\d{1,9}\.) +(?![-*_ ]*$)")
"""What a point of a list begins with; a rule of dashes is none."""


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
