"""The blocks of a document as HTML. Everything that people wrote is escaped here and nowhere else.

No style attribute and no script: the page may be served under the strictest policy.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from html import escape

from server.publish.document import (
    Bars,
    Block,
    Bullets,
    CardLine,
    Cards,
    Cell,
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
    Sheet,
    SourceLine,
    StatementBlock,
    Table,
    Votes,
)
from server.publish.pages import PICTURE
from server.publish.widths import MOST_ABREAST
from server.publish.words import Words

SHAPES = 5
"""How many shapes and colours of domains there are; a format with more begins again."""

PICTURES = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif", "image/avif"})

_HEADING = re.compile(r"<(/?)h([1-6])>")


class Writer:
    """Writes blocks; `level` is that of the heading that stands above."""

    def __init__(self, words: Words, files: Mapping[str, bytes]) -> None:
        self.words = words
        self.files = files
        self.level = 2
        self.above = ""
        """The last heading: a caption that says the same is for screen readers alone."""

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Give blocks one after the other."""
        return "\n".join(self.block(block) for block in blocks)

    def block(self, block: Block) -> str:
        """Give one block."""
        match block:
            case Heading():
                html = self._heading(block)
            case Paragraph():
                html = self._paragraph(block)
            case Rich():
                text = self._demoted(self._pictured(block)).replace("<table>", '<table tabindex="0">')
                html = f'<div class="rich">{text}</div>'
            case Bullets():
                html = _bullets(block)
            case Facts():
                html = _facts(block)
            case Bars():
                html = _bars(block, self._doubled(block.caption))
            case Table():
                html = self._table(block)
            case Cards():
                html = self._cards(block)
            case StatementBlock():
                html = self._statement(block)
            case ProposalBlock():
                html = self._proposal(block)
            case Figure() | Drawing():
                html = self._figure(block) if isinstance(block, Figure) else self._drawing(block)
            case Sheet():
                html = self._sheet(block)
        return html

    def _heading(self, heading: Heading) -> str:
        self.level, self.above = min(6, 2 + heading.level), heading.text
        id = f' id="{escape(heading.anchor)}"' if heading.anchor else ""
        return f"<h{self.level}{id}>{escape(heading.text)}</h{self.level}>"

    def _demoted(self, html: str) -> str:
        """Put the headings of a text below the one that it stands under, without a gap."""
        levels = sorted({int(found[2]) for found in _HEADING.finditer(html)})
        place = {level: min(6, self.level + 1 + n) for n, level in enumerate(levels)}
        return _HEADING.sub(lambda found: f"<{found[1]}h{place[int(found[2])]}>", html)

    def _pictured(self, rich: Rich) -> str:
        """Put the pictures of a text into the page, which fetches none."""
        pictures = iter(rich.pictures)

        def shown(_: re.Match[str]) -> str:
            picture = next(pictures)
            return self._picture(picture) or self._gone(picture)

        return PICTURE.sub(shown, rich.html)

    def _gone(self, picture: Figure | Picture) -> str:
        return escape(self.words("picture-gone", alt=picture.alt))

    def _picture(self, picture: Figure | Picture) -> str:
        """Give a picture as the page holds it; nothing where there is none to show."""
        content = self.files.get(picture.file)
        if content is None or picture.type not in PICTURES:
            return ""
        size = f' width="{picture.width}" height="{picture.height}"' if picture.width else ""
        data = b64encode(content).decode()
        return f'<img src="data:{picture.type};base64,{data}" alt="{escape(picture.alt)}"{size}>'

    def _paragraph(self, paragraph: Paragraph) -> str:
        body = said(paragraph.text)
        if paragraph.links:
            body += f' <span class="links">{links(paragraph.links)}</span>'
        return f'<p class="{paragraph.tone}" dir="auto">{body}</p>'

    def _table(self, table: Table) -> str:
        wide = " wide" if table.kind == "matrix" and len(table.head) - 1 > MOST_ABREAST else ""
        head = "".join(f'<th scope="col"><span>{_inside(cell)}</span></th>' for cell in table.head)
        rows = "\n".join(_row(row) for row in table.rows)
        id = escape(table.anchor)
        note = f'<p class="note">{escape(table.note)}</p>' if table.note else ""
        return (
            f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{id}-titre">'
            f'<table class="{table.kind}{wide}" id="{id}">'
            f'<caption{_classed(self._doubled(table.caption))} id="{id}-titre">'
            f"{escape(table.caption)}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table></div>{note}"
        )

    def _doubled(self, caption: str) -> str:
        return "doubled" if caption == self.above else ""

    # --- cards ---------------------------------------------------------------------------------------

    def _cards(self, cards: Cards) -> str:
        level = min(6, self.level + 1)
        title = f"<h{level}>{escape(cards.title)}</h{level}>" if cards.title else ""
        lines = "\n".join(self._card(card, full=cards.full) for card in cards.cards)
        return f'<div class="batch">{title}<ul class="cards">\n{lines}\n</ul></div>'

    def _card(self, card: CardLine, *, full: bool) -> str:
        number = f'<span class="number">{card.number}</span>'
        id = f' id="{card.anchor}"' if full else ""
        if card.anchor and not full:
            said_number = escape(self.words("card-n", n=card.number))
            number = f'<a class="number" href="#{card.anchor}" aria-label="{said_number}">{card.number}</a>'
        others = self._others(card.others)
        place = [escape(text) for text in card.place]
        if card.about is not None:
            place.append(f"{escape(self.words.colon(self.words('about'), ''))}{_link(card.about)}")
        if full and card.used_in:
            place.append(f"{escape(self.words('used-in'))} {links(card.used_in)}")
        place += [escape(self.words("reworded"))] if card.reworded else []
        foot = "".join(f"<li>{text}</li>" for text in place)
        return (
            f'<li class="card"{id}>{number}<div><p class="kind">{_kind(card.symbol, card.kind)}'
            f'{_marks(card.domains)}</p><p class="said" dir="auto">{said(card.text)}</p>{others}'
            f"{_wrapped('ul', 'place', foot)}</div></li>"
        )

    def _others(self, texts: list[str]) -> str:
        """Other versions of a text, which nobody has chosen between yet."""
        label = escape(self.words("other-versions"))
        return "".join(f'<p class="other" dir="auto"><span>{label}</span> {said(text)}</p>' for text in texts)

    # --- synthesis and projection --------------------------------------------------------------------

    def _statement(self, statement: StatementBlock) -> str:
        level = min(6, self.level + 1)
        label = self.words("statement-n", n=statement.number)
        sources = self._sources(statement.sources, "sources", "no-sources")
        dissent = self._sources(statement.dissent, "dissent", "") if statement.dissent else ""
        others = self._others(statement.others)
        foot = [escape(statement.votes)] if statement.votes else []
        foot += [links(statement.used_in)] if statement.used_in else []
        foot += [escape(self.words("reworded"))] if statement.reworded else []
        return (
            f'<article class="statement {statement.stance}" id="{statement.anchor}">'
            f'<h{level}><span class="n">{escape(label)}</span> '
            f'<span class="stance">{escape(statement.stance_label)}</span></h{level}>'
            f'<p class="line" dir="auto">{said(statement.text)}</p>{others}{_opinion(statement.given)}'
            f'<div class="grounds"><div class="sources">{sources}</div>'
            f"{_wrapped('div', 'against', dissent)}</div>"
            f"{_foot(foot)}</article>"
        )

    def _sources(self, sources: list[SourceLine], title: str, none: str) -> str:
        if not sources:
            return f'<p class="absent">{escape(self.words(none))}</p>'
        head = f'<p class="how">{escape(self.words(title, n=len(sources)))}</p>'
        return f"{head}<ul>{''.join(self._source(source) for source in sources)}</ul>"

    def _source(self, source: SourceLine) -> str:
        if source.card is None:
            return f'<li class="gone">{escape(self.words("gone"))}</li>'
        then = ""
        if source.changed:
            then = f'<span class="then" dir="auto">{said(self.words.then(source.then))}</span>'
        place = " · ".join(escape(text) for text in [source.kind, *source.place])
        number = _link(source.card, self.words("card-n", n=source.card.text.removeprefix("n° ")))
        return (
            f'<li><span class="said" dir="auto">{said(source.now)}</span>{then}'
            f'<span class="place">{number} · {place}</span></li>'
        )

    def _proposal(self, proposal: ProposalBlock) -> str:
        foot = []
        if proposal.statements:
            foot.append(f"{escape(self.words('rests-on'))} {links(proposal.statements)}")
        foot += [escape(text) for text in (proposal.votes, proposal.group) if text]
        foot += [escape(self.words("reworded"))] if proposal.reworded else []
        others = self._others(proposal.others)
        return (
            f'<div class="proposal" id="{proposal.anchor}"><p class="n">{proposal.number}</p><div>'
            f'<p class="line" dir="auto">{said(proposal.text)}</p>{others}{_opinion(proposal.given)}'
            f"{_foot(foot)}</div></div>"
        )

    # --- the rest ------------------------------------------------------------------------------------

    def _figure(self, figure: Figure) -> str:
        label = escape(self.words("board-n", n=figure.number))
        picture = self._picture(figure) or f'<p class="absent">{self._gone(figure)}</p>'
        caption = f'<figcaption dir="auto"><span>{label}</span> {said(figure.caption)}</figcaption>'
        return f'<figure id="{figure.anchor}">{picture}{caption}</figure>'

    def _drawing(self, drawing: Drawing) -> str:
        self.above = drawing.caption
        data = b64encode(drawing.svg.encode()).decode()
        size = f'width="{drawing.width}" height="{drawing.height}"'
        picture = f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(drawing.alt)}" {size}>'
        caption = f"<figcaption>{escape(drawing.caption)}</figcaption>"
        return f'<figure class="drawing" id="{drawing.anchor}">{picture}{caption}</figure>'

    def _sheet(self, sheet: Sheet) -> str:
        self.level = 3
        subtitle = f'<p class="territory">{escape(sheet.subtitle)}</p>' if sheet.subtitle else ""
        body = self.blocks(sheet.blocks)
        return (
            f'<article class="sheet" id="{sheet.anchor}" aria-labelledby="{sheet.anchor}-titre">'
            f'<h3 id="{sheet.anchor}-titre">{escape(sheet.title)}</h3>{subtitle}\n{body}</article>'
        )


def said(text: str) -> str:
    """Give what somebody wrote, escaped; the line breaks stay, the style sheet shows them."""
    return escape(text)


def links(several: list[Link]) -> str:
    """Give links in a row."""
    return ", ".join(_link(link) for link in several)


def shade_class(shade: float | None) -> str:
    """Give the class that tints a cell, from 0 to 8; none where there is nothing to tint."""
    return "" if shade is None else f"shade-{round(8 * min(1.0, max(0.0, shade)))}"


def shape(mark: Mark) -> str:
    """Give the shape of a domain in its colour; its name stands beside it, never the shape alone."""
    n = (mark.order - 1) % SHAPES + 1
    return f'<svg class="shape" viewBox="0 0 24 24" aria-hidden="true"><use href="#domaine-{n}"/></svg>'


def _link(link: Link, label: str = "") -> str:
    if not link.anchor:
        return escape(link.text)
    name = f' aria-label="{escape(label)}"' if label.strip() and link.text not in label else ""
    return f'<a href="#{escape(link.anchor)}"{name}>{escape(link.text)}</a>'


def _kind(symbol: str, label: str) -> str:
    mark = f'<span class="symbol" aria-hidden="true">{escape(symbol)}</span>' if symbol else ""
    return f"{mark}<span>{escape(label)}</span>"


def _marks(marks: list[Mark]) -> str:
    return "".join(f'<span class="domain">{shape(mark)}{escape(mark.label)}</span>' for mark in marks)


def _bullets(bullets: Bullets) -> str:
    tag = "ol" if bullets.ordered else "ul"
    items = "".join(f'<li dir="auto">{said(item)}</li>' for item in bullets.items)
    return f'<{tag} class="lines">{items}</{tag}>'


def _facts(facts: Facts) -> str:
    pairs = "".join(
        f"<div><dt>{escape(fact.label)}</dt><dd>{escape(fact.value)}</dd></div>" for fact in facts.facts
    )
    return f'<dl class="facts">{pairs}</dl>'


def _bars(bars: Bars, caption: str) -> str:
    rows = []
    for bar in bars.bars:
        mark = shape(bar.mark) if bar.mark else ""
        width = round(20 * bar.share)
        colour = f" domain-{(bar.mark.order - 1) % SHAPES + 1}" if bar.mark else ""
        texts = "".join(f'<li dir="auto">{said(text)}</li>' for text in bar.texts)
        quotes = f'<ul class="quotes">{texts}</ul>' if texts else ""
        unit = f' <span class="unit">{escape(bars.unit)}</span>' if bars.unit else ""
        rows.append(
            f'<tr><th scope="row">{mark}{escape(bar.label)}</th><td><span class="bar w{width}{colour}"></span>'
            f'<span class="value">{bar.value}{unit}</span>{quotes}</td></tr>'
        )
    return (
        f'<table class="bars"><caption>{escape(bars.caption)}</caption><tbody>{"".join(rows)}</tbody></table>'
    )


def _opinion(votes: Votes | None) -> str:
    """The bar of an agreement vote: three parts, told apart by place and lightness; the words stand below."""
    if votes is None or votes.division is None:
        return ""
    voices, x, parts = votes.agree + votes.nuance + votes.disagree, 0.0, []
    for side in ("disagree", "nuance", "agree"):
        width = 300 * getattr(votes, side) / voices
        if width:
            parts.append(f'<rect class="{side}" x="{x:.1f}" y="1" width="{width:.1f}" height="14"/>')
        x += width
    return f'<svg class="opinion" viewBox="0 0 300 16" aria-hidden="true">{"".join(parts)}</svg>'


def _row(row: Row) -> str:
    cells = "".join(f"<td{_classed(shade_class(cell.shade))}>{_inside(cell)}</td>" for cell in row.cells)
    total = _classed("total" if row.total else "")
    return f'<tr{total}><th scope="row" dir="auto">{_inside(row.head)}</th>{cells}</tr>'


def _inside(cell: Cell) -> str:
    mark = shape(cell.mark) if cell.mark else ""
    if cell.said:
        shown = f'<span aria-hidden="true">{said(cell.text)}</span>' if cell.text else ""
        return f'{mark}{shown}<span class="heard">{escape(cell.said)}</span>'
    return f"{mark}{said(cell.text)}{links(cell.links)}"


def _wrapped(tag: str, name: str, html: str) -> str:
    return f'<{tag} class="{name}">{html}</{tag}>' if html else ""


def _foot(parts: list[str]) -> str:
    return f'<p class="note">{" · ".join(parts)}</p>' if parts else ""


def _classed(name: str) -> str:
    return f' class="{name}"' if name else ""
