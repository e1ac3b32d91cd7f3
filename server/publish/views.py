"""The document as tables of typed cells: what the spreadsheet and the comma-separated file are made of."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import TypeVar

import msgspec

from server.publish.document import (
    Block,
    Cards,
    Cell,
    Document,
    ProposalBlock,
    Sheet,
    SourceLine,
    StatementBlock,
    Table,
)
from server.publish.sections.experiences import APPRAISALS
from server.publish.sections.rounds import ANCHOR as ROUNDS
from server.publish.words import Words

Value = str | int | float | date
B = TypeVar("B", bound=Block)


class View(msgspec.Struct, frozen=True):
    """One table: a name, headings, and rows of texts and numbers."""

    name: str
    head: list[str]
    rows: list[list[Value]]


def views(document: Document) -> list[View]:
    """Give every view that has something in it, the cards first."""
    words = Words(document.language)
    made = [
        cards_view(document),
        _appraisals(document, words),
        _statements(document, words),
        _sources(document, words),
        _proposals(document, words),
        _votes(document, words),
        _table(document, words("sheet-commitments"), "engagements"),
        _table(document, words("sheet-matrix-criteria"), "matrice-prerequis"),
        _table(document, words("sheet-matrix-domains"), "matrice-domaines"),
        _profiles(document, words),
        _rounds(document, words),
        _table(document, words("sheet-rooms"), "matrice-salles"),
    ]
    return [view for n, view in enumerate(made) if view.rows or n == 0]


def cards_view(document: Document) -> View:
    """Give every card with where it stands; a column of 0 and 1 for each domain."""
    words = Words(document.language)
    fixed = ("number", "experience", "criterion", "group", "kind", "text", "author", "statements")
    domains = [mark.label for mark in document.domains]
    rows: list[list[Value]] = []
    cards = [card for block in blocks(document, Cards) if block.full for card in block.cards]
    cards.sort(key=lambda card: card.number)
    for card in cards:
        tied = {mark.label for mark in card.domains}
        place = [card.experience, card.criterion, card.group, card.kind, card.text, card.author]
        used = ", ".join(link.text for link in card.used_in)
        rows.append([card.number, *place, used, *(int(label in tied) for label in domains)])
    head = [*(words(key) for key in fixed), *domains]
    view = View(words("sheet-cards"), head, rows)
    view = _beside(view, [[card.about.text] if card.about else [] for card in cards], words("about"))
    return _beside(view, [card.others for card in cards], words("other-versions"))


def _beside(view: View, more: list[list[str]], head: str) -> View:
    """Add a column with what few rows have, such as the other versions of a text; none where no row has any."""
    if not any(more):
        return view
    rows = [[*row, "\n\n".join(texts)] for row, texts in zip(view.rows, more, strict=True)]
    return View(view.name, [*view.head, head], rows)


def blocks(document: Document, kind: type[B]) -> Iterator[B]:
    """Give every block of a kind, also those inside sheets."""
    for section in document.sections:
        for block in section.blocks:
            inner = [block, *block.blocks] if isinstance(block, Sheet) else [block]
            for one in inner:
                if isinstance(one, kind):
                    yield one


def _appraisals(document: Document, words: Words) -> View:
    rows: list[list[Value]] = []
    head: list[str] = []
    titles = {id(table): sheet.title for sheet in blocks(document, Sheet) for table in sheet.blocks}
    for table in blocks(document, Table):
        if table.anchor.startswith(APPRAISALS):
            head = [cell.text for cell in table.head]
            title = titles.get(id(table), "")
            rows += [[title, *_cells([row.head, *row.cells])] for row in table.rows]
    return View(words("sheet-appraisals"), [words("experience"), *head], rows)


def _statements(document: Document, words: Words) -> View:
    head = ("number", "criterion", "stance", "text", "count-sources", "count-dissent", "count-votes")
    statements = list(blocks(document, StatementBlock))
    rows: list[list[Value]] = [
        [s.number, s.criterion, s.stance_label, s.text, len(s.sources), len(s.dissent), s.votes]
        for s in statements
    ]
    view = View(words("sheet-statements"), [words(key) for key in head], rows)
    return _beside(view, [s.others for s in statements], words("other-versions"))


def _sources(document: Document, words: Words) -> View:
    head = ("statement", "link", "card", "text-then", "text-now", "kind")
    rows: list[list[Value]] = []
    for statement in blocks(document, StatementBlock):
        for key, lines in (("supports", statement.sources), ("contradicts", statement.dissent)):
            rows += [[statement.number, words(key), *_source(line, words)] for line in lines]
    return View(words("sheet-sources"), [words(key) for key in head], rows)


def _source(line: SourceLine, words: Words) -> list[Value]:
    if line.card is None:
        return [words("gone"), "", "", ""]
    return [int(line.card.text.removeprefix("n° ")), line.then, line.now, line.kind]


def _proposals(document: Document, words: Words) -> View:
    head = ("number", "kind", "text", "statements", "count-votes", "group")
    proposals = list(blocks(document, ProposalBlock))
    rows: list[list[Value]] = [
        [p.number, p.kind, p.text, ", ".join(link.text for link in p.statements), p.votes, p.group]
        for p in proposals
    ]
    view = View(words("sheet-proposals"), [words(key) for key in head], rows)
    return _beside(view, [p.others for p in proposals], words("other-versions"))


def _votes(document: Document, words: Words) -> View:
    """Give the figures of everything that was voted on; what was not voted on in a way stays blank there."""
    keys = ("agree", "nuance", "disagree", "division", "points", "impact", "impact-spread")
    head = [
        words("voted"),
        words("text"),
        *(words(f"col-{key}") for key in (*keys, "effort", "effort-spread")),
    ]
    named = [(words("statement-n", n=s.number), s.text, s.given) for s in blocks(document, StatementBlock)]
    named += [(f"{words('proposal')} {p.number}", p.text, p.given) for p in blocks(document, ProposalBlock)]
    rows: list[list[Value]] = []
    for name, text, given in named:
        if given is None:
            continue
        agreed: list[Value] = ["", "", "", ""]
        if given.division is not None:
            agreed = [given.agree, given.nuance, given.disagree, round(given.division, 3)]
        axes: list[Value] = []
        for weight in (given.impact, given.effort):
            axes += ["", ""] if weight is None else [round(weight.mean, 2), round(weight.spread, 2)]
        points: Value = "" if given.points is None else given.points
        rows.append([name, text, *agreed, points, *axes])
    return View(words("sheet-votes"), head, rows)


def _profiles(document: Document, words: Words) -> View:
    """Give each experience's share of cards by domain, in hundredths."""
    view = _table(document, words("sheet-profiles"), "profils")
    head = [*view.head[:2], *(words("share-of", domain=label) for label in view.head[2:])]
    return View(view.name, head, view.rows)


def _rounds(document: Document, words: Words) -> View:
    """Give a row for each experience, prerequisite and round: who was there, what they found, how many cards."""
    keys = ("experience", "criterion", "round", "tables", "appraisal-given", "sheet-cards")
    rows: list[list[Value]] = []
    for sheet in blocks(document, Sheet):
        for table in sheet.blocks:
            if isinstance(table, Table) and table.anchor.startswith(ROUNDS):
                for row in (row for row in table.rows if not row.total):
                    for head, cell in zip(table.head[1:], row.cells, strict=True):
                        round, _, tables = head.text.partition("\n")
                        found = cell.text.partition("\n")[0] if "\n" in cell.text else ""
                        rows.append([sheet.title, row.head.text, round, tables, found, cell.number or 0])
    return View(words("sheet-rounds"), [words(key) for key in keys], rows)


def _table(document: Document, name: str, anchor: str) -> View:
    for table in blocks(document, Table):
        if table.anchor == anchor:
            rows = [_cells([row.head, *row.cells]) for row in table.rows]
            return View(name, [cell.text for cell in table.head], rows)
    return View(name, [], [])


def _cells(cells: list[Cell]) -> list[Value]:
    """Give the values of cells: a number or a day where there is one, else the text with what it links to."""
    return [_value(cell) for cell in cells]


def _value(cell: Cell) -> Value:
    if cell.number is not None:
        return cell.number
    # Spreadsheets count their days from 1900; an archive may hold a day that is none.
    with suppress(ValueError):
        if cell.day and (day := date.fromisoformat(cell.day)).year > 1900:
            return day
    return ", ".join([part for part in (cell.text, *(link.text for link in cell.links)) if part])
