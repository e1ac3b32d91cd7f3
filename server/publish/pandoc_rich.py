"""Sanitised HTML as Pandoc's tree, with its headings where the document wants them."""

from collections.abc import Iterable
from html.parser import HTMLParser

from server.publish import pandoc
from server.publish.pandoc import Node
from server.publish.rich import begun
from server.publish.widths import MANY, beside

INLINE = {"strong": "Strong", "em": "Emph", "del": "Strikeout", "sub": "Subscript", "sup": "Superscript"}
INLINES = {
    "Str",
    "Strong",
    "Emph",
    "Strikeout",
    "Subscript",
    "Superscript",
    "Link",
    "LineBreak",
    "Code",
    "Image",
}


class Element:
    """An element that is open, with what it holds so far."""

    def __init__(self, tag: str, href: str = "", start: int = 1) -> None:
        self.tag = tag
        self.href = href
        self.start = start
        self.parts: list[Node] = []
        self.items: list[list[Node]] = []
        self.cells: list[list[Node]] = []
        self.rows: list[list[list[Node]]] = []


class Grown(HTMLParser):
    """Builds nodes from the few tags that sanitised HTML may hold."""

    def __init__(self, level: int, pictures: Iterable[list[Node]] = ()) -> None:
        super().__init__(convert_charrefs=True)
        self.level = level
        self.pictures = iter(pictures)
        self.stack = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._add(pandoc.line_break())
        elif tag == "hr":
            self._add(pandoc.rule())
        elif tag == "img":
            self.stack[-1].parts += next(self.pictures, [])
        else:
            said = dict(attrs)
            self.stack.append(Element(tag, said.get("href") or "", begun(said.get("start"))))

    def handle_endtag(self, tag: str) -> None:
        if len(self.stack) > 1 and self.stack[-1].tag == tag:
            done = self.stack.pop()
            if tag in ("td", "th"):
                self.stack[-1].cells.append(done.parts)
            elif tag == "tr":
                self.stack[-1].rows.append(done.cells)
            elif tag in ("thead", "tbody"):
                self.stack[-1].rows += done.rows
            else:
                self._close(done)

    def handle_data(self, data: str) -> None:
        listing = any(element.tag == "pre" for element in self.stack)
        text = data.strip("\n") if listing else " ".join(f"x{data}x".split())[1:-1]
        if text.strip() or (text and self.stack[-1].parts):
            self.stack[-1].parts += pandoc.words(text)

    def _add(self, node: Node) -> None:
        self.stack[-1].parts.append(node)

    def _close(self, done: Element) -> None:
        """Put what an element became into the one around it."""
        tag, parts = done.tag, done.parts
        if tag in INLINE:
            self._add(pandoc.wrapped(INLINE[tag], parts))
        elif tag == "a" and done.href.startswith(("http://", "https://", "mailto:")):
            self._add(pandoc.link(parts, done.href))
        elif tag == "ul":
            self._add(pandoc.bullets(done.items))
        elif tag == "ol":
            self._add(pandoc.numbered(done.items, done.start))
        elif tag == "li":
            self.stack[-1].items.append(blocks_of(parts))
        elif tag in ("dd", "dt"):
            self._add(pandoc.paragraph(parts))
        elif tag == "blockquote":
            self._add(pandoc.quotation(blocks_of(parts)))
        elif tag in ("p", "pre"):
            self._add(pandoc.paragraph(parts))
        elif len(tag) == 2 and tag[0] == "h":
            self._add(pandoc.heading(self.level + max(1, int(tag[1]) - 1), parts))
        elif tag == "table" and done.rows:
            self._add(_table(done.rows))
        else:
            self.stack[-1].parts += parts


def _table(rows: list[list[list[Node]]]) -> Node:
    """Give a table whose columns have the room that their texts ask for, set smaller where there are many."""
    wide = max(len(row) for row in rows)
    head, *others = [row + [[]] * (wide - len(row)) for row in rows]
    longest = [max(_length(row[at]) for row in (head, *others)) for at in range(wide)]
    sides = beside(longest)
    widths = [side / sum(sides) for side in sides]
    return pandoc.table([], head, others, widths, style="Dense" if wide >= MANY else "")


def _length(nodes: object) -> int:
    """Count the characters that nodes show."""
    if isinstance(nodes, dict):
        return len(str(nodes["c"])) if nodes["t"] == "Str" else _length(nodes.get("c"))
    return sum(map(_length, nodes)) if isinstance(nodes, list) else 0


def blocks_of(parts: list[Node]) -> list[Node]:
    """Give nodes as blocks: what stands loose between them becomes paragraphs."""
    blocks: list[Node] = []
    loose: list[Node] = []
    end: Node = {"t": "End"}
    for part in [*parts, end]:
        if part["t"] in INLINES:
            loose.append(part)
            continue
        if any(node.get("c") not in ("", " ") for node in loose):
            blocks.append(pandoc.paragraph(loose))
        loose = []
        if part["t"] != "End":
            blocks.append(part)
    return blocks


def nodes_of(html: str, level: int, pictures: Iterable[list[Node]] = ()) -> list[Node]:
    """Give sanitised HTML as blocks; its highest headings get `level` plus one.

    `pictures` are the nodes of its pictures, in their order.
    """
    grown = Grown(level, pictures)
    grown.feed(html)
    grown.close()
    while len(grown.stack) > 1:
        grown.stack[-2].parts += grown.stack.pop().parts
    return blocks_of(grown.stack[0].parts)
