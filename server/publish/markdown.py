"""The publication as Markdown: what people wrote is escaped, so that no text can break the structure."""

from collections.abc import Mapping

from server.publish.document import (
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
    ProposalBlock,
    Rich,
    Section,
    Sheet,
    SourceLine,
    StatementBlock,
    Table,
)
from server.publish.plain import escaped, markdown_of
from server.publish.words import Words

STANCES = {"convergence": "=", "dissent": "≠", "question": "?", "vigilance": "!"}


def write_markdown(document: Document, files: Mapping[str, bytes]) -> bytes:
    """Give the publication as one Markdown file; pictures are told by their descriptions."""
    writer = Writer(Words(document.language))
    where = document.where
    front = [
        f"# {_line(document.title)}",
        f"*{_line(document.subtitle)}*" if document.subtitle else "",
        _line(where),
        f"> **{writer.words('notice')}.** {_line(document.notice)}" if document.notice else "",
        f"## {writer.words('contents')}",
        "\n".join(
            f"{n}. [{_line(section.title)}](#{section.anchor})"
            for n, section in enumerate(document.sections, start=1)
        ),
    ]
    parts = [*front, *(writer.section(section) for section in document.sections)]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


class Writer:
    """Writes blocks; `level` is that of the heading that stands above."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.level = 2
        self.above = ""
        """The last heading: a caption that says the same is left out."""

    def section(self, section: Section) -> str:
        """Give a section under its title."""
        self.level = 2
        head = f"{_anchor(section.anchor)}## {_line(section.title)}"
        return "\n\n".join([head, self.blocks(section.blocks)]).rstrip()

    def blocks(self, blocks: list[Block]) -> str:
        """Give blocks one after the other."""
        return "\n\n".join(text for block in blocks if (text := self.block(block)))

    def block(self, block: Block) -> str:
        """Give one block."""
        match block:
            case Heading():
                text = self._heading(block)
            case Paragraph():
                text = self._paragraph(block)
            case Rich():
                told = [self.words("picture-gone", alt=picture.alt) for picture in block.pictures]
                text = markdown_of(block.html, self.level, told)
            case Bullets():
                text = "\n".join(f"- {_line(item)}" for item in block.items)
            case Facts():
                text = "\n".join(f"- **{_line(fact.value)}** {_line(fact.label)}" for fact in block.facts)
            case Bars():
                text = self._bars(block)
            case Table():
                text = self._table(block)
            case Cards():
                text = self._cards(block)
            case StatementBlock():
                text = self._statement(block)
            case ProposalBlock():
                text = self._proposal(block)
            case Figure() | Drawing():
                text = self._figure(block) if isinstance(block, Figure) else ""  # its table says the same
            case Sheet():
                text = self._sheet(block)
        return text

    def _heading(self, heading: Heading) -> str:
        self.level, self.above = min(6, 2 + heading.level), heading.text
        return f"{_anchor(heading.anchor)}{'#' * self.level} {_line(heading.text)}"

    def _paragraph(self, paragraph: Paragraph) -> str:
        text = escaped(paragraph.text).replace("\n", "\\\n")
        if paragraph.tone == "absent":
            text = f"*{_line(paragraph.text)}*"
        if paragraph.tone == "finding":
            text = f"**{_line(paragraph.text)}**"
        return f"{text} {_links(paragraph.links)}".rstrip()

    def _cards(self, cards: Cards) -> str:
        title = (
            f"{'#' * min(6, self.level + 1)} {_line(cards.title)}\n\n" if cards.title else ""
        )  # its table says the same
        return title + "\n".join(self._card(card, full=cards.full) for card in cards.cards)

    def _card(self, card: CardLine, *, full: bool) -> str:
        number = (
            f"{_anchor(card.anchor, inline=True)}**n° {card.number}**"
            if full
            else _link(Link(text=f"n° {card.number}", anchor=card.anchor))
        )
        parts = [_line(f"{card.symbol} {card.kind}".strip()), *(_line(mark.label) for mark in card.domains)]
        parts += [_line(text) for text in card.place]
        if card.about is not None:
            parts.append(self.words.colon(self.words("about"), _link(card.about)))
        if full and card.used_in:
            parts.append(f"{self.words('used-in')} {_links(card.used_in)}")
        parts += [self.words("reworded")] if card.reworded else []
        others = "".join(
            f"\\\n  *{_line(self.words.colon(self.words('other-versions'), text))}*" for text in card.others
        )
        return f"- {number} {_lines(card.text, '  ')}{others}\\\n  {' · '.join(parts)}"

    def _statement(self, statement: StatementBlock) -> str:
        label = self.words("statement-n", n=statement.number)
        head = f"{_anchor(statement.anchor, inline=True)}**{label}** · {STANCES[statement.stance]} "
        parts = [head + _line(statement.stance_label), f"> {_lines(statement.text, '> ')}"]
        parts += [self._others(text) for text in statement.others]
        parts.append(self._sources(statement.sources, "sources", "no-sources"))
        if statement.dissent:
            parts.append(self._sources(statement.dissent, "dissent", "no-sources"))
        foot = [_line(statement.votes)] if statement.votes else []
        foot += [_links(statement.used_in)] if statement.used_in else []
        foot += [self.words("reworded")] if statement.reworded else []
        return "\n\n".join([*parts, " · ".join(foot)]).rstrip()

    def _others(self, text: str) -> str:
        return f"*{_line(self.words.colon(self.words('other-versions'), text))}*"

    def _sources(self, sources: list[SourceLine], title: str, none: str) -> str:
        if not sources:
            return f"*{_line(self.words(none))}*"
        lines = "\n".join(self._source(source) for source in sources)
        return f"{_line(self.words(title, n=len(sources)))}\n\n{lines}"

    def _source(self, source: SourceLine) -> str:
        if source.card is None:
            return f"- *{_line(self.words('gone'))}*"
        place = " · ".join(_line(text) for text in [source.kind, *source.place])
        then = ""
        if source.changed:
            then = f"\\\n  *{_line(self.words.then(source.then))}*"
        return f"- {_link(source.card)} {_lines(source.now, '  ')}{then}\\\n  {place}"

    def _proposal(self, proposal: ProposalBlock) -> str:
        head = f"{_anchor(proposal.anchor, inline=True)}**{self.words('proposal')} {proposal.number}**"
        foot = []
        if proposal.statements:
            foot.append(f"{self.words('rests-on')} {_links(proposal.statements)}")
        foot += [_line(text) for text in (proposal.votes, proposal.group) if text]
        foot += [self.words("reworded")] if proposal.reworded else []
        others = [self._others(text) for text in proposal.others]
        return "\n\n".join([head, f"> {_lines(proposal.text, '> ')}", *others, " · ".join(foot)]).rstrip()

    def _figure(self, figure: Figure) -> str:
        label = self.words("board-n", n=figure.number)
        caption = f"{_anchor(figure.anchor, inline=True)}**{label}** · {_line(figure.caption)}"
        return f"{caption}\n\n{_line(self.words('picture-gone', alt=figure.alt))}"

    def _bars(self, bars: Bars) -> str:
        lines = [f"**{_line(bars.caption)}**\n"]
        for bar in bars.bars:
            value = f"**{bar.value}** {_line(bars.unit)}".rstrip()
            lines.append(f"- {self.words.colon(_line(bar.label), value)}")
            lines += [f"    - {_line(text)}" for text in bar.texts]
        return "\n".join(lines)

    def _table(self, table: Table) -> str:
        head = "| " + " | ".join(_cell(cell) for cell in table.head) + " |"
        rule = "|" + " --- |" * len(table.head)
        rows = [
            "| " + " | ".join(_cell(cell) or "–" for cell in [row.head, *row.cells]) + " |"
            for row in table.rows
        ]
        caption = (
            f"**{_line(table.caption)}**" if table.caption != self.above else ""
        )  # its table says the same
        parts = [_anchor(table.anchor, inline=True) + caption, "\n".join([head, rule, *rows])]
        return "\n\n".join([*parts, _line(table.note)] if table.note else parts)

    def _sheet(self, sheet: Sheet) -> str:
        self.level = 3
        subtitle = f"\n\n*{_line(sheet.subtitle)}*" if sheet.subtitle else ""  # its table says the same
        head = f"{_anchor(sheet.anchor)}### {_line(sheet.title)}{subtitle}"
        return "\n\n".join([head, self.blocks(sheet.blocks)])


def _cell(cell: Cell) -> str:
    text = " · ".join(_line(line) for line in cell.text.split("\n") if line.strip())
    return f"{text}{_links(cell.links)}"


def _line(text: str) -> str:
    """Give a text on one line, escaped."""
    return escaped(" ".join(text.split("\n")))


def _lines(text: str, indent: str) -> str:
    """Give a text with its own lines, each of them under the one before."""
    return escaped(text).replace("\n", f"\\\n{indent}")


def _links(links: list[Link]) -> str:
    return ", ".join(_link(link) for link in links)


def _link(link: Link) -> str:
    return f"[{_line(link.text)}](#{link.anchor})" if link.anchor else _line(link.text)


def _anchor(anchor: str, *, inline: bool = False) -> str:
    """Give the place that links lead to; before a heading it stands on a line of its own."""
    if not anchor:
        return ""
    return f'<a id="{anchor}"></a>' + ("" if inline else "\n\n")
