"""Sanitised HTML as Typst, and texts as Typst takes them: always as strings, never as markup."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from server.publish.rich import begun

INLINE = {"strong": "strong", "em": "emph", "del": "strike", "sub": "sub", "sup": "super"}


TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of what follows, which one card must not do to another."""


def quoted(text: str) -> str:
    """Give a text as a Typst string: whatever stands in it is shown and does nothing."""
    clean = "".join(c for c in text if (c == "\n" or c >= " ") and c not in TURNING)
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def shown(text: str) -> str:
    """Give a text as content, with its line breaks."""
    return " + linebreak() + ".join(f"text({quoted(yielding(line))})" for line in text.split("\n")) or "[]"


def yielding(text: str) -> str:
    """Give a text whose longest words, such as addresses, may break: they would run off the page."""
    return _LONG.sub("\\g<0>\u200b", text)


_LONG = re.compile("[!-,.0-~\u00c0-\u024f]{20}(?=[!-,.0-~\u00c0-\u024f]{10})")
"""Twenty letters or signs in a word that goes on and has neither a hyphen nor a slash to break at."""


class Typeset(HTMLParser):
    """Writes Typst code from the few tags that sanitised HTML may hold.

    `stack` holds the parts of each element that is open; an element that ends becomes one part of
    the one around it.
    """

    def __init__(self, level: int, pictures: Iterable[str] = ()) -> None:
        super().__init__(convert_charrefs=True)
        self.level = level
        self.pictures = iter(pictures)
        self.rows: list[list[str]] = []
        """The rows of the table that is open, each with its cells."""
        self.stack: list[tuple[str, str, list[str]]] = [("", "", [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._add("linebreak()")
        elif tag == "hr":
            self._add("line(length: 100%, stroke: 0.5pt)")
        elif tag == "img":
            self._add(next(self.pictures, "[]"))
        else:
            said = dict(attrs)
            self.stack.append((tag, said.get("start" if tag == "ol" else "href") or "", []))

    def handle_endtag(self, tag: str) -> None:
        if len(self.stack) > 1 and self.stack[-1][0] == tag:
            _, href, parts = self.stack.pop()
            made = self._made(tag, href, parts)
            if made:
                self._add(made)

    def handle_data(self, data: str) -> None:
        if any(tag == "pre" for tag, _, _ in self.stack):
            self._add(shown(data.strip("\n")))
        elif text := " ".join(f"x{data}x".split())[1:-1]:
            self._add(f"text({quoted(yielding(text))})")

    def _add(self, part: str) -> None:
        self.stack[-1][2].append(part)

    def _made(self, tag: str, href: str, parts: list[str]) -> str:
        if tag == "blockquote":
            # What stands between its paragraphs would be one more, with nothing in it.
            parts = [part for part in parts if part != 'text(" ")']
        inner = " + ".join(parts) or "[]"
        if tag in ("ul", "ol", "table", "tr", "tbody", "thead", "dl"):
            parts = [part for part in parts if not part.startswith('text(" ')]
        made = inner
        if tag in INLINE:
            made = f"{INLINE[tag]}({inner})"
        elif tag == "a" and href.startswith(("http://", "https://", "mailto:")):
            made = f"link({quoted(href)}, {inner})"
        elif tag == "ul":
            made = f"list({', '.join(parts)})"
        elif tag == "ol":
            made = f"enum({', '.join([f'start: {begun(href)}', *parts])})"
        elif tag == "blockquote":
            made = f"cited({inner})"
        elif tag in ("p", "pre"):
            made = f"par({inner})"
        elif len(tag) == 2 and tag[0] == "h":
            made = f"title({min(6, self.level + max(1, int(tag[1]) - 1))}, {inner})"
        elif tag == "tr":
            self.rows.append(parts)
            made = ""
        elif tag == "table":
            made = self._tabled()
        elif tag in ("thead", "tbody"):
            made = ""
        return made

    def _tabled(self) -> str:
        rows, self.rows = [row for row in self.rows if row], []
        wide = max(map(len, rows), default=0)
        cells = [f"({', '.join([*row, *['[]'] * (wide - len(row))])},)" for row in rows]
        return f"tabled({', '.join(cells)})" if cells else ""


def typst_of(html: str, level: int, pictures: Iterable[str] = ()) -> str:
    """Give sanitised HTML as a Typst expression; its highest headings get `level` plus one.

    `pictures` are the expressions of its pictures, in their order.
    """
    made = Typeset(level, pictures)
    made.feed(html)
    made.close()
    parts = [part for part in made.stack[0][2] if part != 'text(" ")']
    return " + ".join(parts) or "[]"
