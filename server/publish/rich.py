"""Markdown as people write it, to HTML that can hurt nobody."""

import markdown
import nh3

TAGS = {
    "a", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h2", "h3", "h4", "h5", "h6", "hr",
    "img", "li", "ol", "p", "pre", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "th": {"scope"}, "ol": {"start"}}


def html_of(text: str) -> str:
    """Give Markdown as sanitised HTML; a picture is shown only where it is one of our own files."""
    made = markdown.markdown(text, extensions=["tables", "sane_lists", "smarty"], output_format="html")
    return nh3.clean(
        made,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        attribute_filter=_only_ours,
    )


def _only_ours(tag: str, attribute: str, value: str) -> str | None:
    """Keep the source of a picture only where nothing has to be fetched from anyone."""
    if tag == "img" and attribute == "src" and not value.startswith("/api/rooms/"):
        return None
    return value
