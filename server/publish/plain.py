"""Sanitised HTML back to Markdown, with its headings where the document wants them.

Going through the HTML, and not copying the Markdown, leaves out whatever the HTML had to leave out.
"""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from server.publish.rich import begun

INLINE = {"strong": "**", "em": "*", "del": "~~"}
BLOCKS = {"p", "blockquote", "pre", "table", "ul", "ol", "dl", "hr", "h2", "h3", "h4", "h5", "h6"}

_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~$])")
_START = re.compile(r"^(\s*)([-+=>]|\d+[.)])", re.MULTILINE)


def escaped(text: str) -> str:
    """Give a text that says in Markdown what it says, and no more."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _SPECIAL.sub(r"\\\1", text)
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(_START.sub(lambda m: m[1] + _started(m[2]), line) for line in lines)


def _started(mark: str) -> str:
    """Escape what would begin a list or a rule: the sign itself, or the one after a number."""
    return f"{mark[:-1]}\\{mark[-1]}"


class Plain(HTMLParser):
    """Writes Markdown from the few tags that sanitised HTML may hold."""

    def __init__(self, level: int, told: Iterable[str] = ()) -> None:
        super().__init__(convert_charrefs=True)
        self.level = level
        self._told = iter(told)
        self.blocks: list[str] = []
        self._line = ""
        self._prefix: list[str] = []
        self._counts: list[int] = []
        self._marker = ""
        self._href: list[str] = []
        self._row: list[str] = []
        self._ruled = False
        self._code: str | None = None
        self._listing = False
        self._bar = "|"
        """What stands for a bar within code, which ends a cell of a table even there."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag in BLOCKS:
            self._flush()
        if tag in INLINE:
            self._line += INLINE[tag]
        elif tag in ("code", "pre"):
            self._code, self._listing = "", self._listing or tag == "pre"
        elif tag == "hr":
            self.blocks.append("".join(self._prefix) + "* * *")
        elif tag == "br":
            self._line += "\\\n"
        elif tag == "img":
            self._line += escaped_inside(next(self._told, known.get("alt") or ""))
        elif tag == "a":
            self._href.append(known.get("href") or "")
            self._line += "["
        elif tag == "blockquote":
            self._prefix.append("> ")
        elif tag in ("ul", "ol"):
            self._counts.append(begun(known.get("start")) if tag == "ol" else 0)
        elif tag == "li":
            self._flush()
            self._marker = f"{self._counts[-1]}. " if self._counts and self._counts[-1] else "- "
            if self._counts and self._counts[-1]:
                self._counts[-1] += 1
        elif tag == "table":
            self._ruled, self._bar = False, "\\|"

    def handle_endtag(self, tag: str) -> None:
        if tag in INLINE:
            self._line += INLINE[tag]
        elif tag == "pre" or (tag == "code" and not self._listing):
            self._end_code()
        elif tag == "a" and self._href:
            self._line += f"]({_address(self._href.pop())})"
        elif tag in ("td", "th"):
            self._row.append(" ".join(self._line.split()))
            self._line = ""
        elif tag == "tr":
            self._end_row()
        elif tag.startswith("h") and tag[1:].isdigit():
            depth = min(6, self.level + int(tag[1]) - 1)
            self._line = "#" * depth + " " + " ".join(self._line.split())
            self._flush()
        elif tag in BLOCKS or tag == "li":
            self._flush()
            if tag == "blockquote" and self._prefix:
                self._prefix.pop()
            if tag in ("ul", "ol") and self._counts:
                self._counts.pop()
            if tag == "table":
                self._bar = "|"

    def handle_data(self, data: str) -> None:
        if self._code is not None:
            self._code += data
        elif data.strip() or self._line:
            self._line += escaped_inside(data)

    def close(self) -> None:
        super().close()
        self._flush()

    def _flush(self) -> None:
        text, self._line = self._line.strip(), ""
        if not text:
            return
        if not text.startswith("#"):
            text = _START.sub(lambda m: m[1] + _started(m[2]), text)
        depth = max(0, len(self._counts) - 1)
        indent, quote = "    " * depth, "".join(self._prefix)
        if self._counts:
            head, rest = indent + (self._marker or "    "), indent + "    "
            self._marker = ""
        else:
            head = rest = ""
        lines = text.split("\n")
        shown = [quote + (head if n == 0 else rest) + line for n, line in enumerate(lines)]
        joined = bool(self._counts) and bool(self.blocks) and head.strip() and _is_item(self.blocks[-1])
        if joined:
            self.blocks[-1] += "\n" + "\n".join(shown)
        else:
            self.blocks.append("\n".join(shown))

    def _end_code(self) -> None:
        """Put code down as it is, within as many backticks as it does not hold itself."""
        code, self._code = (self._code or "").strip("\n"), None
        longest = max(map(len, re.findall("`+", code)), default=0)
        if self._listing:
            self._listing = False
            fence, indent = "`" * max(3, longest + 1), "".join(self._prefix) + "    " * len(self._counts)
            self.blocks.append("\n".join(indent + line for line in (fence, *code.split("\n"), fence)))
            return
        air = " " if code[:1] == "`" or code[-1:] == "`" else ""
        fence = "`" * (longest + 1)
        self._line += fence + air + " ".join(code.split("\n")).replace("|", self._bar) + air + fence

    def _end_row(self) -> None:
        row = "| " + " | ".join(self._row) + " |"
        if not self._ruled:
            self.blocks.append(row + "\n" + "|" + " --- |" * len(self._row))
            self._ruled = True
        else:
            self.blocks[-1] += "\n" + row
        self._row = []


def markdown_of(html: str, level: int, told: Iterable[str] = ()) -> str:
    """Give sanitised HTML as Markdown; its highest headings get `level` plus one.

    `told` is what stands in the place of each picture.
    """
    plain = Plain(level, told)
    plain.feed(html)
    plain.close()
    return "\n\n".join(plain.blocks)


def escaped_inside(text: str) -> str:
    """Escape a run of text within a line: what only matters where a line begins is left as it is."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", text.replace("\n", " "))


def _is_item(block: str) -> bool:
    last = block.rsplit("\n", 1)[-1].lstrip("> ")
    return bool(re.match(r"(- |\d+\. |    )", last))


def _address(href: str) -> str:
    """Give an address that cannot end its link too early."""
    return re.sub(r"[\s()<>\"\\]", lambda found: f"%{ord(found[0]):02X}", href)
