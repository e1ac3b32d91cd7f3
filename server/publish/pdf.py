"""The publication as a PDF that is tagged for accessibility (PDF/UA-1), typeset by Typst."""

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import typst

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
    Mark,
    Paragraph,
    Picture,
    ProposalBlock,
    Rich,
    Row,
    Section,
    Sheet,
    SourceLine,
    StatementBlock,
    Table,
)
from server.publish.typeset import quoted, shown, typst_of
from server.publish.views import blocks
from server.publish.widths import abreast, shares
from server.publish.words import Words

ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif"}

WIDEST, HIGHEST = 166.0, 205.0
"""The room for a board on a page, in millimetres."""

TEMPLATE = Path(__file__).with_name("page.typ")


def write_pdf(document: Document, files: Mapping[str, bytes]) -> bytes:
    """Give the publication as a PDF; `files` are the pictures by hash."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "page.typ").write_bytes(TEMPLATE.read_bytes())
        pictures = _pictures(document, files, root)
        # An emoji that no font here has keeps a document from the standard, and so may a picture that
        # is broken: a publication that says less is better than none.
        _write_main(document, pictures, root)
        for accessible in (True, False):
            try:
                return _compiled(root, accessible=accessible)
            except typst.TypstError:
                continue
        _write_main(document, {}, root)
        return _compiled(root, accessible=False)


def _write_main(document: Document, pictures: Mapping[str, str], root: Path) -> None:
    writer = Writer(Words(document.language), pictures)
    (root / "main.typ").write_text(_main(document, writer), "utf-8")


def _compiled(root: Path, *, accessible: bool) -> bytes:
    return typst.compile(
        str(root / "main.typ"),
        root=str(root),
        format="pdf",
        pdf_standards=["ua-1"] if accessible else [],
        timestamp=0,
    )


def _pictures(document: Document, files: Mapping[str, bytes], root: Path) -> dict[str, str]:
    """Put the pictures where Typst finds them; give their file names by hash."""
    names: dict[str, str] = {}
    for drawing in blocks(document, Drawing):
        (root / drawing_file(drawing)).write_text(drawing.svg, "utf-8")
    within = [picture for rich in blocks(document, Rich) for picture in rich.pictures]
    several: list[Figure | Picture] = [*blocks(document, Figure), *within]
    for number, picture in enumerate(several, start=1):
        if picture.file in files and picture.type in ENDINGS:
            names[picture.file] = f"board-{number}.{ENDINGS[picture.type]}"
            (root / names[picture.file]).write_bytes(files[picture.file])
    return names


def _main(document: Document, writer: "Writer") -> str:
    words = writer.words
    where = document.where
    label = f"strong({quoted(words('notice'))}) + linebreak() + "
    notice = label + shown(document.notice) if document.notice else "none"
    settings = {
        "title": quoted(document.title),
        "short": quoted(_short(document.title)),
        "subtitle": quoted(document.subtitle),
        "language": quoted(document.language),
        "where": quoted(where),
        "notice": notice,
        "contents": quoted(words("contents")),
    }
    said = ", ".join(f"{key}: {value}" for key, value in settings.items())
    body = "\n".join(f"#{line}" for section in document.sections for line in writer.section(section))
    return f'#import "page.typ": *\n#show: publication.with({said})\n{body}\n'


class Writer:
    """Writes blocks as Typst expressions, one a line; `level` is that of the heading that stands above."""

    def __init__(self, words: Words, pictures: Mapping[str, str]) -> None:
        self.words = words
        self.pictures = pictures
        self.level = 1
        self.above = ""
        """The last heading: a caption that says the same is left out."""
        self.sheets = 0
        """How many sheets this section has had: the first stands under the section's own title."""

    def section(self, section: Section) -> list[str]:
        """Give a section under its title."""
        self.level, self.sheets = 1, 0
        head = f"title(1, {shown(section.title)}, anchor: {quoted(section.anchor)})"
        return [head, *self.blocks(section.blocks)]

    def blocks(self, blocks: Iterable[Block]) -> list[str]:
        """Give blocks one after the other."""
        return [line for block in blocks for line in self.block(block)]

    def block(self, block: Block) -> list[str]:
        """Give one block."""
        match block:
            case Heading():
                self.level, self.above = 1 + block.level, block.text
                anchor = f", anchor: {quoted(block.anchor)}" if block.anchor else ""
                lines = [f"title({self.level}, {shown(block.text)}{anchor})"]
            case Paragraph():
                links = f' + text(" ") + {_links(block.links)}' if block.links else ""
                lines = [f"paragraph({quoted(block.tone)}, {shown(block.text)}{links})"]
            case Rich():
                pictures = [self._picture(picture) for picture in block.pictures]
                lines = [f"({typst_of(block.html, self.level, pictures)})"]
            case Bullets():
                lines = [f"list({', '.join(shown(item) for item in block.items)})"]
            case Facts():
                lines = [f"facts({_array(_array([shown(f.value), shown(f.label)]) for f in block.facts)})"]
            case Bars():
                bars = _array(_bar(bar, block.unit) for bar in block.bars)
                lines = [f"bars({shown(block.caption)}, {shown(self.words('counts'))}, {bars})"]
            case Table():
                lines = [line for piece in abreast(block) for line in self._table(piece)]
            case Cards():
                lines = self._cards(block)
            case StatementBlock():
                lines = [self._statement(block)]
            case ProposalBlock():
                lines = [self._proposal(block)]
            case Figure() | Drawing():
                lines = [self._figure(block)] if isinstance(block, Figure) else [self._drawing(block)]
            case Sheet():
                lines = self._sheet(block)
        return lines

    def _sheet(self, sheet: Sheet) -> list[str]:
        self.level = 2
        head = f"title(2, {shown(sheet.title)}, anchor: {quoted(sheet.anchor)})"
        subtitle = [f'paragraph("note", {shown(sheet.subtitle)})'] if sheet.subtitle else []
        first, self.sheets = self.sheets == 0, self.sheets + 1
        return [f"sheet({'true' if first else 'false'})", head, *subtitle, *self.blocks(sheet.blocks)]

    def _table(self, table: Table) -> list[str]:
        rows = _array(_row(row) for row in table.rows)
        head = _array(_cell(cell) for cell in table.head)
        others = len(table.head) - 1
        sides = "(32mm," + " 1fr," * others + ")"
        if table.kind == "plain" and others:
            sides = "(" + "".join(f"{share}fr, " for share in shares(table)) + ")"
        caption = "none" if table.caption in ("", self.above) else shown(table.caption)
        name = f"(anchor: {quoted(table.anchor)}, body: {caption})"
        kept = "true" if _longest(table) <= MOST_KEPT else "false"
        made = [f"{table.kind}({name}, {head}, {rows}, {sides}, {kept})"]
        return [*made, f'paragraph("note", {shown(table.note)})'] if table.note else made

    def _cards(self, cards: Cards) -> list[str]:
        level = min(6, self.level + 1)
        head = [f"title({level}, {shown(cards.title)})"] if cards.title else []
        lines = (self._card(card, full=cards.full) for card in cards.cards)
        return [*head, f"cards({', '.join(lines)})"]

    def _card(self, card: CardLine, *, full: bool) -> str:
        number = (
            f"text({quoted(str(card.number))})"
            if full
            else _lead(Link(text=str(card.number), anchor=card.anchor))
        )
        place = [shown(text) for text in card.place]
        if card.about is not None:
            about = self.words.colon(self.words("about"), "")
            place.append(f"text({quoted(about)}) + {_lead(card.about)}")
        if full and card.used_in:
            place.append(f"text({quoted(self.words('used-in') + ' ')}) + {_links(card.used_in)}")
        place += [shown(self.words("reworded"))] if card.reworded else []
        body = " + ".join([shown(card.text), *(self._other(text) for text in card.others)])
        parts = [
            _long(card.text, *card.others),
            number,
            quoted(card.anchor) if full else "none",
            shown(f"{card.symbol} {card.kind}".strip()),
            " + ".join(["[]", *(f"h(2mm) + {_mark(mark)}" for mark in card.domains)]),
            body,
            ' + text(" · ") + '.join(place) or "none",
        ]
        return f"card({', '.join(parts)})"

    def _other(self, text: str) -> str:
        return f"linebreak() + emph({shown(self.words.colon(self.words('other-versions'), text))})"

    def _statement(self, statement: StatementBlock) -> str:
        foot = [shown(statement.votes)] if statement.votes else []
        foot += [_links(statement.used_in)] if statement.used_in else []
        foot += [shown(self.words("reworded"))] if statement.reworded else []
        parts = [
            quoted(statement.anchor),
            shown(self.words("statement-n", n=statement.number)),
            quoted(statement.stance),
            shown(statement.stance_label),
            shown(statement.text),
            " + ".join(["[]", *(self._other(text) for text in statement.others)]),
            self._grounds(statement.sources, "sources"),
            self._grounds(statement.dissent, "dissent") if statement.dissent else "none",
            ' + text(" · ") + '.join(foot) or "none",
        ]
        return f"statement({', '.join(parts)})"

    def _grounds(self, sources: list[SourceLine], key: str) -> str:
        if not sources:
            return f'paragraph("absent", {shown(self.words("no-sources"))})'
        how = shown(self.words(key, n=len(sources)))
        return f"grounds({how}, {_array(self._source(source) for source in sources)})"

    def _source(self, source: SourceLine) -> str:
        if source.card is None:
            return f"emph({shown(self.words('gone'))})"
        then = ""
        if source.changed:
            then = f" + linebreak() + small({shown(self.words.then(source.then))})"
        place = " · ".join(["", source.kind, *source.place])
        return (
            f"{shown(source.now)}{then} + linebreak() + small({_lead(source.card)} + text({quoted(place)}))"
        )

    def _proposal(self, proposal: ProposalBlock) -> str:
        foot = []
        if proposal.statements:
            foot.append(f"text({quoted(self.words('rests-on') + ' ')}) + {_links(proposal.statements)}")
        foot += [shown(text) for text in (proposal.votes, proposal.group) if text]
        foot += [shown(self.words("reworded"))] if proposal.reworded else []
        others = " + ".join(["[]", *(self._other(text) for text in proposal.others)])
        long = _long(proposal.text, *proposal.others)
        parts = [long, quoted(proposal.anchor), quoted(str(proposal.number)), shown(proposal.text), others]
        foot_said = ' + text(" · ") + '.join(foot) or "none"
        return f"proposal({', '.join(parts)}, {foot_said})"

    def _drawing(self, drawing: Drawing) -> str:
        self.above = drawing.caption
        width = min(WIDEST, drawing.width * 0.2, HIGHEST * drawing.width / drawing.height)
        picture = f"image({quoted(drawing_file(drawing))}, alt: {quoted(drawing.alt)}, width: {width:.0f}mm)"
        return f"board({quoted(drawing.anchor)}, {picture}, {shown(drawing.caption)})"

    def _picture(self, picture: Picture) -> str:
        """Give a picture within a text, in the size in which it is drawn on a screen or in that of the page."""
        name = self.pictures.get(picture.file)
        if name is None:
            return shown(self.words("picture-gone", alt=picture.alt))
        drawn = picture.width * 25.4 / 96
        fitting = HIGHEST * picture.width / picture.height if picture.height else WIDEST
        width = min(drawn, fitting) if 0 < min(drawn, fitting) < WIDEST else 0
        side = f"{width:.1f}mm" if width else "100%"
        return f"box(image({quoted(name)}, alt: {quoted(picture.alt or ' ')}, width: {side}))"

    def _figure(self, figure: Figure) -> str:
        label = self.words("board-n", n=figure.number)
        name = self.pictures.get(figure.file)
        if name is None:
            picture = shown(self.words("picture-gone", alt=figure.alt))
            return f'paragraph("absent", {shown(self.words.colon(label, figure.caption))} + linebreak() + {picture})'
        width = WIDEST
        if figure.width and figure.height:
            width = min(WIDEST, HIGHEST * figure.width / figure.height)
        picture = f"image({quoted(name)}, alt: {quoted(figure.alt)}, width: {width:.1f}mm)"
        return f"board({quoted(figure.anchor)}, {picture}, {shown(f'{label} · {figure.caption}')})"


def drawing_file(drawing: Drawing) -> str:
    """Name the file that a drawing is written to."""
    return f"{drawing.anchor}.svg"


def _short(title: str) -> str:
    """Give a title that fits the head of a page."""
    return (
        title
        if len(title) <= LONGEST_HEAD
        else title[:LONGEST_HEAD].rsplit(" ", 1)[0].rstrip(" ,;:") + "\u00a0…"
    )


LONGEST_HEAD = 64
"""Characters of a title at the head of a page."""


MOST_LINES, WIDE = 30, 40
"""Lines of a text that stay on one page, and the characters that a line of the narrower column holds at the least."""


def _long(*texts: str) -> str:
    """Say whether texts may have to go on, on the next page."""
    lines = sum(1 + len(line) // WIDE for text in texts for line in text.split("\n"))
    return "true" if lines > MOST_LINES else "false"


MOST_KEPT = 600
"""Characters in a cell with which its row stays on one page: a longer one may be taller than a page."""


def _longest(table: Table) -> int:
    return max((len(cell.text) for row in table.rows for cell in (row.head, *row.cells)), default=0)


def _array(parts: Iterable[str]) -> str:
    return "(" + "".join(f"{part}, " for part in parts) + ")"


def _bar(bar: Bar, unit: str) -> str:
    label = f"{_shape(bar.mark)}{shown(bar.label)}"
    value = shown(f"{bar.value} {unit}".strip())
    texts = _array(shown(text) for text in bar.texts)
    order = bar.mark.order if bar.mark else 0
    return f"(label: {label}, value: {value}, share: {bar.share:.3f}, order: {order}, texts: {texts})"


def _row(row: Row) -> str:
    return _array([f"strong({_cell(row.head)})", *(_tinted(cell) for cell in row.cells)])


def _tinted(cell: Cell) -> str:
    return _cell(cell) if cell.shade is None else f"table.cell(fill: tint({cell.shade:.3f}), {_cell(cell)})"


def _cell(cell: Cell) -> str:
    text = f"{_shape(cell.mark)}{shown(cell.text)}"
    return f"{text} + {_links(cell.links)}" if cell.links else text


def _shape(mark: Mark | None) -> str:
    return f"shape({mark.order}) + h(1.2mm) + " if mark else ""


def _mark(mark: Mark) -> str:
    return f"mark({mark.order}, {shown(mark.label)})"


def _links(links: list[Link]) -> str:
    return ' + text(", ") + '.join(_lead(link) for link in links)


def _lead(link: Link) -> str:
    return f"lead({quoted(link.anchor)}, {shown(link.text)})" if link.anchor else shown(link.text)
