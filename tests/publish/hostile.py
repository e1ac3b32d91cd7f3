"""What somebody might write to break a page, and how to look whether it did."""

from html.parser import HTMLParser

CORPUS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><a href="javascript:alert(1)">ici</a>',
    "[ici](javascript:alert(1))",
    "[ici](<javascript:alert(1)> 'titre')",
    "![](https://ailleurs.example/pixel.png)",
    "<https://ailleurs.example/a><javascript:alert(1)>",
    "[ici]: javascript:alert(1)\n\n[ici]",
    "</style></main></html><h1>Tout autre chose</h1>",
    "# Titre\n## Sous-titre\n- liste\n1. un\n> cité",
    "ligne\n===\nligne\n---\n***",
    "| a | b |\n| --- | --- |\n| c | d |",
    "```\ncode\n```\n~~~\nencore",
    "    quatre espaces\n\tune tabulation",
    "&lt;script&gt; &#106;avascript: &amp;amp;",
    "<!-- commentaire --> <![CDATA[ x ]]> <?php ?>",
    "*gras* **plus** _sous_ `code` ~~barré~~ $x$ \\ fin\\",
    "{{ 7*7 }} {% include 'x' %} ${x}",
    "=cmd|' /C calc'!A0",
    "עברית שלום \u202e abc \u200f 👩🏽\u200d🌾",
)

VOID = {"meta", "link", "img", "br", "hr", "use", "circle", "rect", "path", "input", "source"}


class Look(HTMLParser):
    """Reads a page as a browser might, and keeps what matters of it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.crossed: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.crossed.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.texts.append(data)

    @property
    def text(self) -> str:
        """All that can be read, in a row."""
        return "".join(self.texts)

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.tags if "id" in attrs]

    @property
    def inner_links(self) -> list[str]:
        return [attrs["href"][1:] for _, attrs in self.tags if attrs.get("href", "").startswith("#")]

    def named(self, tag: str) -> list[dict[str, str]]:
        """Give the attributes of every tag of a name."""
        return [attrs for name, attrs in self.tags if name == tag]


def assert_inert(look: Look) -> None:
    """Nothing runs, nothing is fetched, nothing leads to a script."""
    for tag, attrs in look.tags:
        assert tag not in {"script", "iframe", "object", "embed", "form", "base", "video", "audio"}, tag
        for name, value in attrs.items():
            assert not name.startswith("on"), name
            assert name not in {"style", "srcset", "formaction", "xlink:href"}, name
            if name == "href":
                assert value.startswith(("#", "https://", "http://", "mailto:", "data:,")), value
            if name == "src":
                assert value.startswith("data:image/"), value
