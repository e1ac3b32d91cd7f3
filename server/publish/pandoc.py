"""Pandoc's own tree, as far as a document needs it: small functions that give its nodes, and texts made safe for XML.

Every text goes in as a string, so that nothing that people wrote is ever read as markup.
"""

import hashlib
from collections.abc import Iterable, Mapping

from server.publish.typeset import TURNING

Node = dict[str, object]

API = [1, 23, 1]
"""The version of the tree that is written here."""


def _node(kind: str, content: object = None) -> Node:
    return {"t": kind} if content is None else {"t": kind, "c": content}


def attributes(id: str = "", style: str = "") -> list[object]:
    """Give what a node is named by, and the style that it is set in."""
    return [id, [], [["custom-style", style]] if style else []]


def words(text: str) -> list[Node]:
    """Give a text with its line breaks, less what XML cannot hold and what turns the direction of others."""
    nodes: list[Node] = []
    for line in text.split("\n"):
        clean = xml_text(line)
        nodes += [_node("LineBreak"), _node("Str", clean)] if nodes else [_node("Str", clean)]
    return nodes


def xml_text(text: str) -> str:
    """Give a text less what XML cannot hold."""
    return "".join(c for c in text if _holds(c))


def _holds(character: str) -> bool:
    surrogate = "\ud800" <= character <= "\udfff"
    return character >= " " and character not in TURNING and character not in "\ufffe\uffff" and not surrogate


def wrapped(kind: str, inlines: list[Node]) -> Node:
    """Give inlines within Strong, Emph, Strikeout, Subscript or Superscript."""
    return _node(kind, inlines)


def strong(text: str) -> Node:
    return _node("Strong", words(text))


def emphasis(text: str) -> Node:
    return _node("Emph", words(text))


def code(text: str) -> Node:
    return _node("Code", [attributes(), " ".join(text.split())])


def span(inlines: list[Node], *, id: str = "", style: str = "") -> Node:
    """Give inlines under a name or in a style of their own."""
    return _node("Span", [attributes(id, style), inlines])


def link(inlines: list[Node], target: str) -> Node:
    return _node("Link", [attributes(), inlines, [target, ""]])


def line_break() -> Node:
    return _node("LineBreak")


def paragraph(inlines: list[Node], *, style: str = "", id: str = "") -> Node:
    """Give a paragraph, in a style of its own where one is named."""
    inner = _node("Para", inlines)
    return _node("Div", [attributes(id, style), [inner]]) if style or id else inner


def heading(level: int, inlines: list[Node], id: str = "") -> Node:
    return _node("Header", [min(6, level), attributes(id), inlines])


def bullets(items: Iterable[list[Node]]) -> Node:
    """Give a list; each item is blocks."""
    return _node("BulletList", list(items))


def numbered(items: Iterable[list[Node]], start: int = 1) -> Node:
    return _node("OrderedList", [[start, _node("Decimal"), _node("Period")], list(items)])


def quotation(blocks: list[Node]) -> Node:
    return _node("BlockQuote", blocks)


def rule() -> Node:
    return _node("HorizontalRule")


def raw_block(form: str, text: str) -> Node:
    """Give markup of ours that only one form of document understands."""
    return _node("RawBlock", [form, text])


def raw(form: str, text: str) -> Node:
    """Give markup of ours, within a paragraph, that only one form of document understands."""
    return _node("RawInline", [form, text])


def bookmark(anchor: str) -> str:
    """Give the name under which Pandoc keeps an anchor in a document for Word, which takes 40 characters."""
    if anchor[:1].isalpha() and len(anchor) <= 40:
        return anchor
    return "X" + hashlib.sha1(anchor.encode(), usedforsecurity=False).hexdigest()[1:]


def image(file: str, alt: str, *, width: str, height: str = "") -> Node:
    """Give a picture with the text that stands for it; sizes as in `16cm`."""
    size = [["width", width], *([["height", height]] if height else [])]
    return _node("Image", [["", [], size], words(alt), [file, ""]])


def figure(picture: Node, caption: list[Node], id: str) -> Node:
    """Give a picture over its caption."""
    below = [None, [_node("Plain", caption)]]
    return _node("Figure", [attributes(id), below, [_node("Plain", [picture])]])


def table(
    caption: list[Node],
    head: list[list[Node]],
    rows: list[list[list[Node]]],
    widths: list[float] | None = None,
    id: str = "",
    *,
    style: str = "",
) -> Node:
    """Give a table with a header row and, in each row, a first cell that heads it; `widths` add up to 1.

    With a `style`, its cells are set in it, and those that head a row or a column in the one that is called the
    same with “Heading”.
    """
    shares = widths or [1 / len(head)] * len(head)
    columns = [[_node("AlignDefault"), _node("ColWidth", share)] for share in shares]
    over = [None, [_node("Plain", caption)] if caption else []]
    heading = f"{style} Heading" if style else ""
    body = [attributes(), 1, [], [_row(row, style, heading) for row in rows]]
    first = _row(head, heading, heading)
    return _node(
        "Table", [attributes(id), over, columns, [attributes(), [first]], [body], [attributes(), []]]
    )


def _row(cells: list[list[Node]], style: str, first: str) -> list[object]:
    """Give a row; `first` is the style of its first cell."""
    said = [
        [paragraph(cell, style=one) if one else _node("Plain", cell)] if cell else []
        for one, cell in zip([first, *[style] * (len(cells) - 1)], cells, strict=True)
    ]
    return [attributes(), [[attributes(), _node("AlignDefault"), 1, 1, blocks] for blocks in said]]


def whole(blocks: list[Node], meta: Mapping[str, str]) -> Node:
    """Give a whole document; `meta` holds its title, its language and what else stands over it."""
    said = {key: _node("MetaInlines", words(text)) for key, text in meta.items() if text}
    return {"pandoc-api-version": API, "meta": said, "blocks": blocks}
