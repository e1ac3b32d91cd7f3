"""The blocks of a document as Pandoc's tree, each in a style that the reference documents know."""

from collections.abc import Iterable, Mapping
from typing import Literal

from server.publish import pandoc
from server.publish.document import (
    Bar,
    Bars,
    Block,
    Bullets,
    CardLine,
    Cards,
    Cell,
    Document,
    Drawing,
    Facts,
    Figure,
    Heading,
    Link,
    Paragraph,
    Picture,
    ProposalBlock,
    Rich,
    Section,
    Sheet,
    SourceLine,
    StatementBlock,
    Table,
)
from server.publish.pandoc import Node, paragraph
from server.publish.pandoc_rich import nodes_of
from server.publish.widths import MANY, abreast, shares
from server.publish.words import Words

TONES = {"plain": "", "lead": "Lead", "finding": "Finding", "note": "Note", "absent": "Absent"}

WIDEST, HIGHEST = 16.0, 20.0
"""The room for a picture on a page, in centimetres."""

NARROWEST = 22
"""The share of a column that holds one word, so that the word is not cut."""

CONTENTS = {
    "docx": ("TOC Heading", "toc 1", "toc 2"),
    "odt": ("Contents Heading", "Contents 1", "Contents 2"),
}
"""The styles of the table of contents: its title, and its two levels."""

FIELDS = {
    "docx": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        " TOC \\o &quot;1-2&quot; \\h \\z \\u "
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ),
    "odt": (
        '<text:table-of-content text:name="Sommaire"><text:table-of-content-source text:outline-level="2"/>'
        "<text:index-body>",
        "</text:index-body></text:table-of-content>",
    ),
}
"""What stands before and after the table of contents, so that Word and LibreOffice know it as theirs."""

PAGE_OF = {
    "docx": '<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGEREF {anchor} \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "odt": '<text:tab/><text:bookmark-ref text:reference-format="page" text:ref-name="{anchor}"></text:bookmark-ref>',
}
"""The page on which something stands: LibreOffice fills it in as it opens, Word as it prints or is asked to."""

CELLS = {"docx": "Compact", "odt": ""}
"""The style of a table's cells, where its columns are few: LibreOffice has one of its own for them."""

MARKUP = {"docx": "openxml", "odt": "opendocument"}
"""What Pandoc calls the markup of each form."""


class Writer:
    """Writes blocks; `level` is that of the heading that stands above, `pictures` are file names by hash."""

    def __init__(self, words: Words, pictures: Mapping[str, str], form: Literal["docx", "odt"]) -> None:
        self.words = words
        self.form = form
        self.pictures = pictures
        self.level = 1
        self.above = ""
        """The last heading: a caption that says the same is left out."""

    def document(self, document: Document) -> list[Node]:
        """Give the whole document under its title."""
        notice = pandoc.strong(self.words.colon(self.words("notice"), ""))
        front = (
            [paragraph([notice, *pandoc.words(document.notice)], style="Notice")] if document.notice else []
        )
        body = [node for section in document.sections for node in self.section(section)]
        return [*front, *self._contents(document), *body]

    def _contents(self, document: Document) -> list[Node]:
        """Give the table of contents, filled in already, as the field that each program can bring up to date."""
        entries = [
            (level, [_lead(Link(text=text, anchor=anchor)), self._page_of(anchor)])
            for section in document.sections
            for level, text, anchor in [(1, section.title, section.anchor), *_below(section)]
        ]
        title = paragraph(pandoc.words(self.words("contents")), style=CONTENTS[self.form][0])
        before, after = FIELDS[self.form]
        lines = [paragraph(entry, style=CONTENTS[self.form][level]) for level, entry in entries]
        if self.form == "odt":
            return [
                pandoc.raw_block("opendocument", before),
                title,
                *lines,
                pandoc.raw_block("opendocument", after),
            ]
        if not entries:
            return [title]
        (first, head), (last, tail) = entries[0], entries[-1]
        styles = CONTENTS[self.form]
        field, end = pandoc.raw("openxml", before), pandoc.raw("openxml", after)
        if len(entries) == 1:
            return [title, paragraph([field, *head, end], style=styles[first])]
        opened, closed = (
            paragraph([field, *head], style=styles[first]),
            paragraph([*tail, end], style=styles[last]),
        )
        return [title, opened, *lines[1:-1], closed]

    def _page_of(self, anchor: str) -> Node:
        named = pandoc.bookmark(anchor) if self.form == "docx" else anchor
        return pandoc.raw(MARKUP[self.form], PAGE_OF[self.form].format(anchor=named))

    def section(self, section: Section) -> list[Node]:
        """Give a section under its title."""
        self.level, self.above = 1, section.title
        return [pandoc.heading(1, pandoc.words(section.title), section.anchor), *self.blocks(section.blocks)]

    def blocks(self, blocks: Iterable[Block]) -> list[Node]:
        """Give blocks one after the other."""
        return [node for block in blocks for node in self.block(block)]

    def block(self, block: Block) -> list[Node]:
        """Give one block."""
        match block:
            case Heading():
                self.level, self.above = 1 + block.level, block.text
                nodes = [pandoc.heading(self.level, pandoc.words(block.text), block.anchor)]
            case Paragraph():
                links = [*pandoc.words(" "), *_links(block.links)] if block.links else []
                nodes = [paragraph([*pandoc.words(block.text), *links], style=TONES[block.tone])]
            case Rich():
                nodes = nodes_of(block.html, self.level, map(self._picture, block.pictures))
            case Bullets():
                made = pandoc.numbered if block.ordered else pandoc.bullets
                nodes = [made([paragraph(pandoc.words(item))] for item in block.items)]
            case Facts():
                nodes = [
                    paragraph([pandoc.strong(fact.value), *pandoc.words(f" {fact.label}")], style="Fact")
                    for fact in block.facts
                ]
            case Bars():
                nodes = self._bars(block)
            case Table():
                nodes = [node for piece in abreast(block) for node in self._table(piece)]
            case Cards():
                nodes = self._cards(block)
            case StatementBlock():
                nodes = self._statement(block)
            case ProposalBlock():
                nodes = self._proposal(block)
            case Figure() | Drawing():
                nodes = [self._figure(block)] if isinstance(block, Figure) else [self._drawing(block)]
            case Sheet():
                nodes = self._sheet(block)
        return nodes

    def _caption(self, caption: str) -> list[Node]:
        return pandoc.words(caption) if caption not in ("", self.above) else []

    def _bars(self, bars: Bars) -> list[Node]:
        rows = [[pandoc.words(bar.label), self._value(bar, bars.unit)] for bar in bars.bars]
        head = [pandoc.words(bars.caption), pandoc.words(self.words("counts"))]
        return [pandoc.table([], head, rows, [0.4, 0.6], style=CELLS[self.form])]

    def _value(self, bar: Bar, unit: str) -> list[Node]:
        nodes = [pandoc.strong(str(bar.value)), *pandoc.words(f" {unit}" if unit else "")]
        for text in bar.texts:
            nodes += [pandoc.line_break(), pandoc.emphasis(text)]
        return nodes

    def _table(self, table: Table) -> list[Node]:
        rows = [
            [_cell(row.head, total=row.total), *(_cell(c, total=row.total) for c in row.cells)]
            for row in table.rows
        ]
        head = [_cell(cell) for cell in table.head]
        others = len(table.head) - 1
        style = "Dense" if len(table.head) >= MANY else CELLS[self.form]
        if table.kind == "matrix" and others:
            first = 0.24 if others < MANY else 0.17
            widths = [first, *[(1 - first) / others] * others]
        else:
            parts = [max(NARROWEST, part) for part in shares(table)]
            widths = [part / sum(parts) for part in parts]
        made = [pandoc.table(self._caption(table.caption), head, rows, widths, table.anchor, style=style)]
        return [*made, paragraph(pandoc.words(table.note), style="Note")] if table.note else made

    # --- cards ---------------------------------------------------------------------------------------

    def _cards(self, cards: Cards) -> list[Node]:
        head = [pandoc.heading(self.level + 1, pandoc.words(cards.title))] if cards.title else []
        return head + [node for card in cards.cards for node in self._card(card, full=cards.full)]

    def _card(self, card: CardLine, *, full: bool) -> list[Node]:
        number = pandoc.strong(f"n° {card.number}")
        leads = card.anchor and not full
        named = pandoc.link([number], f"#{card.anchor}") if leads else pandoc.span([number], id=card.anchor)
        others = [node for text in card.others for node in self._other(text)]
        parts = [pandoc.words(text) for text in (f"{card.symbol} {card.kind}".strip(), *card.place)]
        parts += [pandoc.words(mark.label) for mark in card.domains]
        if card.about is not None:
            parts.append([*pandoc.words(self.words.colon(self.words("about"), "")), _lead(card.about)])
        if full and card.used_in:
            parts.append([*pandoc.words(self.words("used-in") + " "), *_links(card.used_in)])
        parts += [pandoc.words(self.words("reworded"))] if card.reworded else []
        body = [named, *pandoc.words(" "), *pandoc.words(card.text), *others]
        return [paragraph(body, style="Card"), paragraph(_dotted(parts), style="Place")]

    def _other(self, text: str) -> list[Node]:
        said = self.words.colon(self.words("other-versions"), text)
        return [pandoc.line_break(), pandoc.emphasis(said)]

    # --- synthesis and projection --------------------------------------------------------------------

    def _statement(self, statement: StatementBlock) -> list[Node]:
        title = f"{self.words('statement-n', n=statement.number)} · {statement.stance_label}"
        others = [node for text in statement.others for node in self._other(text)]
        nodes = [
            pandoc.heading(self.level + 1, pandoc.words(title), statement.anchor),
            paragraph([*pandoc.words(statement.text), *others], style="Statement"),
            *self._grounds(statement.sources, "sources"),
            *(self._grounds(statement.dissent, "dissent") if statement.dissent else []),
        ]
        foot = [pandoc.words(statement.votes)] if statement.votes else []
        foot += [_links(statement.used_in)] if statement.used_in else []
        foot += [pandoc.words(self.words("reworded"))] if statement.reworded else []
        return [*nodes, paragraph(_dotted(foot), style="Note")] if foot else nodes

    def _grounds(self, sources: list[SourceLine], key: str) -> list[Node]:
        if not sources:
            return [paragraph(pandoc.words(self.words("no-sources")), style="Absent")]
        how = paragraph(
            pandoc.words(self.words(key, n=len(sources))), style="Against" if key == "dissent" else "Grounds"
        )
        return [how, pandoc.bullets([paragraph(self._source(source), style="Source")] for source in sources)]

    def _source(self, source: SourceLine) -> list[Node]:
        if source.card is None:
            return [pandoc.emphasis(self.words("gone"))]
        nodes = pandoc.words(source.now)
        if source.changed:
            nodes += [pandoc.line_break(), pandoc.emphasis(self.words.then(source.then))]
        place = " · ".join(["", source.kind, *source.place])
        return [*nodes, pandoc.line_break(), _lead(source.card), *pandoc.words(place)]

    def _proposal(self, proposal: ProposalBlock) -> list[Node]:
        title = pandoc.words(f"{self.words('proposal')} {proposal.number}")
        others = [node for text in proposal.others for node in self._other(text)]
        foot = (
            [[*pandoc.words(self.words("rests-on") + " "), *_links(proposal.statements)]]
            if proposal.statements
            else []
        )
        foot += [pandoc.words(text) for text in (proposal.votes, proposal.group) if text]
        foot += [pandoc.words(self.words("reworded"))] if proposal.reworded else []
        nodes = [
            pandoc.heading(self.level + 1, title, proposal.anchor),
            paragraph([*pandoc.words(proposal.text), *others], style="Statement"),
        ]
        return [*nodes, paragraph(_dotted(foot), style="Note")] if foot else nodes

    # --- the rest ------------------------------------------------------------------------------------

    def _figure(self, figure: Figure) -> Node:
        label = self.words("board-n", n=figure.number)
        caption = [pandoc.strong(label), *pandoc.words(f" · {figure.caption}")]
        name = self.pictures.get(figure.file)
        if name is None:
            gone = pandoc.words(self.words("picture-gone", alt=figure.alt))
            return paragraph([*caption, pandoc.line_break(), *gone], style="Absent", id=figure.anchor)
        return pandoc.figure(_image(name, figure, WIDEST), caption, figure.anchor)

    def _picture(self, picture: Picture) -> list[Node]:
        """Give a picture within a text, in the size in which it is drawn on a screen or in that of the page."""
        name = self.pictures.get(picture.file)
        if name is None:
            return pandoc.words(self.words("picture-gone", alt=picture.alt))
        return [_image(name, picture, min(WIDEST, picture.width * 2.54 / 96 or WIDEST))]

    def _drawing(self, drawing: Drawing) -> Node:
        self.above = drawing.caption
        width = min(WIDEST, HIGHEST * drawing.width / drawing.height, drawing.width / 48)
        picture = pandoc.image(self.pictures[drawing.anchor], drawing.alt, width=f"{width:.2f}cm")
        return pandoc.figure(picture, pandoc.words(drawing.caption), drawing.anchor)

    def _sheet(self, sheet: Sheet) -> list[Node]:
        self.level, self.above = 2, sheet.title
        below = [paragraph(pandoc.words(sheet.subtitle), style="Territory")] if sheet.subtitle else []
        return [
            pandoc.heading(2, pandoc.words(sheet.title), sheet.anchor),
            *below,
            *self.blocks(sheet.blocks),
        ]


def _image(name: str, picture: Figure | Picture, widest: float) -> Node:
    width, height = widest, ""
    if picture.width and picture.height:
        width = min(widest, HIGHEST * picture.width / picture.height)
        height = f"{width * picture.height / picture.width:.2f}cm"
    return pandoc.image(name, picture.alt, width=f"{width:.2f}cm", height=height)


def _below(section: Section) -> list[tuple[int, str, str]]:
    """Give what stands in the contents below a section: its sheets, and its titles that can be led to."""
    found = []
    for block in section.blocks:
        if isinstance(block, Sheet):
            found.append((2, block.title, block.anchor))
        elif isinstance(block, Heading) and block.level == 1 and block.anchor:
            found.append((2, block.text, block.anchor))
    return found


def _cell(cell: Cell, *, total: bool = False) -> list[Node]:
    """Give a cell; an empty one says in words that it is."""
    text = cell.text or cell.said
    shown = [pandoc.strong(text)] if total and text else pandoc.words(text) if text else []
    return [*shown, *_links(cell.links)]


def _dotted(parts: list[list[Node]]) -> list[Node]:
    nodes: list[Node] = []
    for part in parts:
        nodes += [*pandoc.words(" · "), *part] if nodes else part
    return nodes


def _links(links: list[Link]) -> list[Node]:
    nodes: list[Node] = []
    for one in links:
        nodes += [*pandoc.words(", "), _lead(one)] if nodes else [_lead(one)]
    return nodes


def _lead(to: Link) -> Node:
    words = pandoc.words(to.text)
    return pandoc.link(words, f"#{to.anchor}") if to.anchor else pandoc.span(words)
