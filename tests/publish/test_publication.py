"""The publication: everything that was written is in it, nothing that a reader may not see, and it adds up."""

import io
import re
import zipfile
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from pypdf import PdfReader

from server.core.records import Board, Card, Experience, FormatInfo, Statement, Step
from server.core.refusals import Refused
from server.core.text import Language
from server.publish import FORMS, Options, document, published
from server.publish.document import (
    Bars,
    Block,
    Cards,
    Document,
    Drawing,
    Figure,
    ProposalBlock,
    Sheet,
    StatementBlock,
    Table,
)
from server.publish.reading import Reading
from tests.core.histories import Move
from tests.core.world import HOST, Day
from tests.publish.days import Held, demonstration, end
from tests.publish.hostile import CORPUS, Look, assert_inert
from tests.publish.random_days import days, lived, printed, sampled, secret_tokens, shown_cards, tokens
from tests.publish.test_sheets import read_xlsx

READER = MarkdownIt("commonmark", {"html": True}).enable("table")


@pytest.fixture(scope="module")
def held() -> Held:
    return demonstration()


def blocks(document: Document, kind: type[Block]) -> list[Block]:
    """Give all blocks of a kind, also those inside sheets."""
    found = []
    for section in document.sections:
        for block in section.blocks:
            inner = [block, *(block.blocks if isinstance(block, Sheet) else [])]
            found += [one for one in inner if isinstance(one, kind)]
    return found


def written(day: Day, form: str, language: Language = "fr") -> str:
    """Give the publication of a day as text."""
    return in_words(form, body_of(day, form, language))


def body_of(day: Day, form: str, language: Language = "fr") -> bytes:
    """Give the publication of a day as bytes."""
    files = day.files if isinstance(day, Held) else {}
    return published(form, day.room, files, language).body


def in_words(form: str, body: bytes) -> str:
    """Give what a form says as text, also where it is packed."""
    if form == "pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if form not in ("xlsx", "docx", "odt"):
        return body.decode()
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return unescape("\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist()))


def page(day: Day, language: Language = "fr") -> Look:
    return Look(written(day, "html", language))


def rendered(day: Day) -> Look:
    """Give the Markdown as a reader of Markdown shows it, raw HTML and all."""
    return Look(READER.render(written(day, "md")))


@sampled(30)
@given(days())
def test_every_card_that_is_shown_is_in_the_annex_once(moves: list[Move]) -> None:
    day = lived(moves)
    shown = shown_cards(day)
    annex = [
        card
        for block in blocks(document(day.room, "fr"), Cards)
        if isinstance(block, Cards) and block.full
        for card in block.cards
    ]
    assert sorted(card.text for card in annex) == sorted(printed(day, card) for card in shown)
    assert [card.number for card in annex] == list(range(1, len(shown) + 1))
    for look in (page(day), rendered(day)):
        assert sum(1 for id in look.ids if re.fullmatch(r"carte-\d+", id)) == len(shown)
        assert tokens(printed(day, card) for card in shown) <= tokens([look.text])


@sampled(30)
@given(days())
def test_what_a_reader_may_not_see_is_in_no_form(moves: list[Move]) -> None:
    day = lived(moves)
    for form in ("md", "html", "xlsx", "csv"):
        body = written(day, form)
        assert not tokens([body]) & secret_tokens(day)


@sampled(30)
@given(days())
def test_every_source_of_a_statement_leads_to_its_card_or_says_that_it_is_gone(moves: list[Move]) -> None:
    day = lived(moves)
    made = document(day.room, "fr")
    anchors = {c.anchor for b in blocks(made, Cards) if isinstance(b, Cards) and b.full for c in b.cards}
    shown = {card.id: card.text for card in shown_cards(day)}
    numbers = Reading(day.room, "fr").statement_numbers
    standing = {
        numbers[statement.id]: statement
        for statement in day.room.all(Statement)
        if not statement.withdrawn and statement.merged_into is None
    }
    found = [block for block in blocks(made, StatementBlock) if isinstance(block, StatementBlock)]
    assert len(found) == len(standing)
    for block in found:
        assert block.text == standing[block.number].text
        sources = standing[block.number].sources
        lines = [*block.sources, *block.dissent]
        assert len(lines) == len(sources)
        assert sum(1 for line in lines if line.card is None) == sum(1 for s in sources if s.card not in shown)
        for line in lines:
            assert line.card is None or line.card.anchor in anchors
            assert line.card is not None or not (line.then or line.now)


@sampled(30)
@given(days())
def test_the_matrices_count_every_card_once_and_so_does_the_synthesis(moves: list[Move]) -> None:
    day = lived(moves)
    n = len(shown_cards(day))
    made = document(day.room, "fr")
    tables = {block.anchor: block for block in blocks(made, Table) if isinstance(block, Table)}
    for anchor in ("matrice-prerequis", "matrice-domaines"):
        if anchor in tables:
            *rows, total = [[int(cell.number or 0) for cell in row.cells] for row in tables[anchor].rows]
            assert sum(total) == n
            if anchor == "matrice-prerequis":
                assert [sum(column) for column in zip(*rows, strict=True)] == total
    for one in day.room.all(Experience):
        rounds = tables.get(f"tours-{one.order}")
        if rounds is not None:
            *rows, total = [[int(cell.number or 0) for cell in row.cells] for row in rounds.rows]
            assert sum(total) == sum(1 for card in shown_cards(day) if card.experience == one.id)
            assert [sum(column) for column in zip(*rows, strict=True)] == total
    used = {source.card for block in day.room.records["statement"].values() for source in _standing(block)}
    unused = sum(1 for card in shown_cards(day) if card.id not in used)
    for look in (page(day), rendered(day)):
        if n:
            said = re.search(r"(\d+) cartes? (?:n’est|ne sont) dans aucun énoncé\.", look.text)
            assert (int(said[1]) if said else 0) == unused


def _standing(statement: object) -> list[object]:
    gone = statement.withdrawn or statement.merged_into is not None  # type: ignore[attr-defined]
    return [] if gone else statement.sources  # type: ignore[attr-defined]


@sampled(30)
@given(days())
def test_hostile_texts_neither_run_nor_break_the_structure(moves: list[Move]) -> None:
    day = lived(moves, hostile=True)
    sections = len(document(day.room, "fr").sections)
    html, plain = page(day), rendered(day)
    for look in (html, plain):
        assert_inert(look)
        assert not look.crossed
        assert not look.open
        assert len(look.named("h1")) == 1
        assert len(look.named("h2")) == sections + 1
        assert len(look.ids) == len(set(look.ids))
        assert set(look.inner_links) <= set(look.ids)
    assert all(attrs.get("href", "#").startswith(("#", "https://")) for attrs in plain.named("a"))
    assert {tag for tag, attrs in plain.tags if set(attrs) - {"id", "href", "start"}} == set()


@pytest.mark.parametrize("text", CORPUS)
def test_a_hostile_text_can_be_read_as_it_was_written(text: str) -> None:
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    day.card("amel", "c1", text)
    for look in (page(day), rendered(day)):
        shown = re.sub(r"\s+", "", look.text)
        assert re.sub(r"\s+", "", text) in shown


def test_a_text_of_several_lines_keeps_them_in_the_markdown() -> None:
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    text = "un\\\n- deux\n\n# trois"
    day.card("amel", "c1", text)
    day.ask(HOST, "statement.write", statement="s1", text=text, cards=["c1"])
    day.ask("amel", "proposal.write", proposal="r1", kind="politique", text=text)
    html = READER.render(written(day, "md"))
    # In the overview, in the synthesis, under it as its source, in the annex and as a proposal.
    assert html.count("un\\<br />\n- deux<br />\n<br />\n# trois") == 5


@pytest.mark.parametrize("name", ["journee-capitalisation", "retrospective-projet"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_room_where_nothing_happened_yet_is_published_and_says_so(name: str, language: Language) -> None:
    day = Day(name)
    look = page(day, language)
    assert len(look.named("h2")) == len(document(day.room, language).sections) + 1
    nothing = {"fr": "Aucune carte n’a encore été écrite.", "en": "No card has been written yet."}
    assert nothing[language] in look.text
    assert nothing[language] in written(day, "md", language)


def test_a_day_without_experiences_has_its_tables_across_the_matrix() -> None:
    day = Day("retrospective-projet")
    day.join("amel")
    day.table("g1", "amel")
    kept = day.room.records["format"]["format"].kinds[0].id  # type: ignore[attr-defined]
    row = next(iter(day.room.records["criterion"]))
    day.ask("amel", "card.write", card="c1", group="g1", criterion=row, kind=kept, text="Une note")
    (matrix,) = [
        b for b in blocks(document(day.room, "fr"), Table) if isinstance(b, Table) and b.kind == "matrix"
    ]
    assert [cell.text for cell in matrix.head][1:] == ["Table g1"]
    assert "Une note" in written(day, "md")


def test_nobody_is_named_who_did_not_agree_to_it() -> None:
    day = Day()
    for name, naming in (("amel", "name"), ("basile", "role"), ("chloe", "none")):
        day.join(name, role="federation")
        day.ask(name, "participant.edit", participant=name, naming=naming)
    day.table("g1", "amel", "basile", "chloe")
    for name in ("amel", "basile", "chloe"):
        day.card(name, f"c-{name}", f"Une carte de table numéro {len(name)}")
    for form in FORMS:
        body = written(day, form)
        assert "Amel" in body
        assert "Basile" not in body
        assert "Chloe" not in body


def test_a_person_is_named_only_where_they_said_so_on_coming_in() -> None:
    day = Day()
    day.join("amel")
    day.join("basile", naming="name")
    day.table("g1", "amel", "basile")
    day.card("amel", "c1", "Une carte")
    body = written(day, "md")
    assert "Amel" not in body
    assert "Basile" in body


def test_cards_out_of_sight_wait_to_be_laid_out_on_a_screen_and_never_on_paper() -> None:
    page = body_of(Held(), "html").decode()
    assert page.count("content-visibility") == 1
    assert "@media screen { .card { content-visibility: auto" in page


def test_who_was_expected_and_did_not_come_is_not_published_as_having_taken_part() -> None:
    day = Held()
    listed = [{"participant": name, "name": name.title()} for name in ("absent", "paper", "ines")]
    day.ask(HOST, "participant.enlist", people=listed)
    day.join("amel")
    day.own("ines", "participant.claim", participant="ines")
    day.table("g1", "paper")
    assert [person.id for person in Reading(day.room, "fr").people] == ["ines", "amel"]
    day.ask(HOST, "participant.return", participant="paper")
    assert [person.id for person in Reading(day.room, "fr").people] == ["paper", "ines", "amel"]
    assert "3 personnes" in written(day, "md")
    day.ask(HOST, "participant.leave", participant="absent")
    day.ask(HOST, "participant.leave", participant="amel")
    assert "3 personnes" in written(day, "md")


def test_people_stand_in_the_order_of_the_alphabet_and_words_as_the_wall_counts_them() -> None:
    day = Held()
    for name, word in (("Zoé", "élan"), ("Élise", "Force"), ("amina", "Élan"), ("Œdipe", "zut")):
        person = day.join(name.lower(), name=name)
        day.ask(person, "participant.edit", participant=person, naming="name")
        day.ask(person, "answer.give", step="cloture", prompt="mot", text=word)
    text = written(day, "md")
    assert "amina, Élise, Œdipe, Zoé." in text
    assert "élan (2) · Force · zut" in text


def test_who_was_expected_and_did_not_come_is_not_said_to_have_taken_part() -> None:
    day = Held()
    day.join("ana", territory="Isère")
    expected = [{"participant": f"p{n}", "name": f"Attendu {n}", "territory": "Drôme"} for n in range(4)]
    day.ask(HOST, "participant.enlist", people=expected)
    for n in range(3):
        day.ask(HOST, "participant.leave", participant=f"p{n}")
    day.upload("photo")
    sheet = {"sheet": "f1", "file": "photo", "form": "person", "participant": "p0"}
    day.ask(HOST, "sheet.add", **sheet)
    day.ask(HOST, "card.write", card="c1", kind="force", text="Sur papier", sheet="f1")
    day.ask("ana", "participant.leave", participant="ana")
    text = written(day, "md")
    assert "2 personnes ont pris part à la journée." in text
    assert "2 participant·e·s" in text
    assert re.search(r"Drôme\W+1\b", text)


def test_what_a_vote_divides_or_turns_down_is_not_among_what_is_agreed() -> None:
    day = Held()
    people = [day.join(name) for name in ("ana", "bea", "carl", "dina", "ezra", "fadi")]
    day.table("g1", *people)
    day.card("ana", "c1")
    given = {"kept": (3, 3, 3, 3, 2, 1), "divided": (3, 3, 3, 1, 1, 1), "refused": (1, 1, 2), "unasked": ()}
    for id in given:
        day.ask(HOST, "statement.write", statement=id, text=f"Une ligne {id}", cards=["c1"])
    day.ask(HOST, "vote.open", on="statements", how="agreement")
    for id, weights in given.items():
        for who, weight in zip(people, weights, strict=False):
            day.ask(who, "vote.cast", on=f"statement/{id}#agreement", weight=weight)
    agreed = written(day, "md").partition("Ce qui fait accord")[2].partition("Le déroulé")[0]
    assert re.findall(r"Une ligne (\w+)", agreed) == ["kept", "unasked"]


def test_a_table_that_wrote_on_an_experience_before_it_was_given_another_is_named_with_both() -> None:
    day = Held()
    day.join("ana")
    day.table("g1", "ana")
    first, second, *_ = sorted(day.room.all(Experience), key=lambda one: one.order)
    for one in (first, second):
        day.ask(HOST, "group.give", group="g1", experience=one.id)
        day.card("ana", f"on-{one.order}", experience=one.id)
    text = written(day, "md")
    assert "**2** expériences pilotes" in text
    assert text.count("Décortiquée par\u00a0: Table g1") == 2


def test_one_point_is_one() -> None:
    day = Held()
    ana = day.join("ana")
    day.ask(ana, "proposal.write", proposal="r1", kind="politique", text="Une proposition")
    day.ask(HOST, "vote.open", on="proposals", how="points")
    day.ask(ana, "vote.cast", on="proposal/r1", weight=1)
    assert "1 voix, 1 point\n" in written(day, "md")
    assert "1 vote, 1 point\n" in written(day, "md", "en")


def test_names_stand_in_the_order_of_the_alphabet_whatever_their_accents() -> None:
    day = Day()
    for id, name, territory in (
        ("p1", "Zohra", "Vienne"),
        ("p2", "élise", "Isère"),
        ("p3", "Fatou", "Écrins"),
    ):
        day.join(id, name=name, territory=territory, naming="name")
    text = written(day, "md")
    assert "élise, Fatou, Zohra." in text
    day.ask(HOST, "participant.add", participant="p4", name="Sans téléphone")
    assert "1 personne n’a pas demandé à être nommée." in written(day, "md")
    assert text.index("Écrins") < text.index("Isère") < text.index("Vienne")


def test_the_bars_of_a_poll_and_the_answers_that_it_counts_agree_when_somebody_was_erased() -> None:
    day = Day()
    for id in ("p1", "p2"):
        day.join(id)
        day.ask(id, "answer.give", step="pourquoi-maintenant", prompt="idees", value=["defis"])
    day.ask("p1", "participant.erase", participant="p1")
    made = document(day.room, "fr")
    assert [sum(bar.value for bar in one.bars) for one in blocks(made, Bars) if one.unit] == [2]  # type: ignore[attr-defined]
    assert "2 personnes ont répondu." in written(day, "md")


def test_an_anonymous_room_names_nobody_and_says_so() -> None:
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    day.card("amel", "c1", "Une carte")
    day.ask(HOST, "room.set", anonymous=True)
    for form in FORMS:
        body = written(day, form)
        assert "Amel" not in body
    assert "La salle était anonyme" in written(day, "md")


def test_cards_that_tables_have_not_shown_yet_are_missing_and_it_is_said() -> None:
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    day.ask(HOST, "room.set", reveal="step")
    day.card("amel", "c1", "Une carte que la salle n’a pas vue")
    for form in FORMS:
        body = written(day, form)
        assert "que la salle n’a pas vue" not in body
    assert "n’ont pas encore montré leurs cartes" in written(day, "html")


def test_a_demonstration_says_on_its_cover_that_it_is_fictitious(held: Held) -> None:
    for form in ("md", "html"):
        assert "Démonstration, textes fictifs" in written(held, form)
    assert page(held, "en").named("aside")[0]["aria-label"] == "Demonstration, fictitious texts"


def test_the_whole_demonstration_day_is_in_the_publication(held: Held) -> None:
    look = page(held)
    assert {"carte-346", "enonce-25", "proposition-12", "planche-4", "experience-7"} <= set(look.ids)
    assert set(look.inner_links) <= set(look.ids)
    drawings = list(blocks(document(held.room, "fr"), Drawing))
    assert drawings
    assert len(look.named("img")) == 4 + len(drawings)
    assert all(attrs["alt"] for attrs in look.named("img"))
    for text in ("Bouches-du-Rhône", "279 cartes ne sont dans aucun énoncé.", "30 avril 2020", "Nadia B."):
        assert text in look.text
        assert text in rendered(held).text


def test_a_card_rewritten_since_it_was_taken_in_shows_both_texts() -> None:
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    day.card("amel", "c1", "Comme avant")
    day.ask(HOST, "statement.write", statement="s1", text="Un énoncé", cards=["c1"])
    day.ask("amel", "card.edit", card="c1", text="Comme maintenant")
    for look in (page(day), rendered(day)):
        assert "Repris alors que la carte disait\u00a0: «\u00a0Comme avant\u00a0»" in look.text
        assert "Comme maintenant" in look.text


def test_every_page_has_what_a_screen_reader_needs(held: Held) -> None:
    look = page(held)
    (html,) = look.named("html")
    assert html["lang"] == "fr"
    assert page(held, "en").named("html")[0]["lang"] == "en"
    assert look.tags[[tag for tag, _ in look.tags].index("body") + 1] == (
        "a",
        {"class": "skip", "href": "#contenu"},
    )
    for landmark in ("header", "nav", "main", "footer"):
        assert len(look.named(landmark)) == 1, landmark
    assert all(attrs.get("scope") in ("row", "col") for attrs in look.named("th"))
    assert len(look.named("caption")) == len(look.named("table"))
    levels = [int(tag[1]) for tag, _ in look.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_same_room_gives_the_same_bytes(held: Held) -> None:
    for form in FORMS:
        assert body_of(held, form) == body_of(held, form)


def test_a_board_whose_picture_is_lost_is_told_in_words(held: Held) -> None:
    body = published("html", held.room, {}, "fr").body.decode()
    assert "data:image/png" not in body
    assert "L’image n’est pas dans ce document." in body


def test_a_board_waits_for_the_words_without_which_some_would_see_nothing() -> None:
    held = demonstration()
    board = next(iter(held.room.all(Board)))
    assert board.alt in written(held, "md")
    held.ask(HOST, "board.edit", board=board.id, alt="")
    assert board.alt not in written(held, "md")
    assert "1 planche attend la description" in written(held, "md")


def test_a_board_names_its_hand_its_licence_and_what_it_is_about() -> None:
    held = demonstration()
    board = next(iter(held.room.all(Board)))
    experience, step = next(iter(held.room.all(Experience))), next(iter(held.room.all(Step)))
    held.ask(
        HOST,
        "board.edit",
        board=board.id,
        credit="Zoé Martin",
        licence="cc-by-sa",
        on=[f"experience/{experience.id}", f"step/{step.id}"],
    )
    for form in ("md", "html"):
        text = written(held, form)
        assert "Zoé Martin, CC BY-SA 4.0" in text
        assert "à propos de" in text
    assert "drawn by Zoé Martin" in published("md", held.room, held.files, "en").body.decode()


def test_what_rests_on_a_statement_leads_to_what_took_it_in_and_back() -> None:
    held = demonstration()
    kind = held.room.need(FormatInfo, "format").proposal_kinds[0].id
    for id, text in (("early", "Une ligne"), ("whole", "La ligne entière")):
        held.ask(HOST, "statement.write", statement=id, text=text)
    held.ask(HOST, "proposal.write", proposal="resting", kind=kind, text="Reposer", statements=["early"])
    board = next(iter(held.room.all(Board)))
    held.ask(HOST, "board.edit", board=board.id, on=["statement/early"])
    held.ask(HOST, "statement.merge", **{"into": "whole", "from": "early"})
    made = document(held.room, "fr")
    statements, proposals = ([*blocks(made, one)] for one in (StatementBlock, ProposalBlock))
    whole = next(one for one in statements if one.text == "La ligne entière")
    resting = next(one for one in proposals if one.text == "Reposer")
    assert [link.anchor for link in resting.statements] == [whole.anchor]
    assert [link.anchor for link in whole.used_in] == [resting.anchor]
    (figure,) = (one for one in blocks(made, Figure) if f"énoncé {whole.number}" in one.caption.lower())
    assert figure.number == 1


def test_a_comment_says_in_every_form_what_it_is_about() -> None:
    day = Held()
    ana = day.join("ana")
    day.table("g1", ana)
    day.card(ana, "c1", text="Le livret", experience="drome")
    for on in ("card/c1", "experience/drome", "group/g1"):
        said = {"card": f"k{on[:4]}", "kind": "idee", "text": f"Un mot sur {on}", "on": on}
        day.ask(ana, "card.write", step="exposition", **said)
    text = written(day, "md").replace("\u00a0", " ")
    for about in ("[n° 1](#carte-1)", "[Drôme](#experience-3)", "Table g1"):
        assert f"À propos de : {about}" in text
    for form in ("html", "docx", "pdf"):
        said_so = " ".join(re.sub(r"<[^>]+>", "", written(day, form)).replace("\u00a0", " ").split())
        for about in ("n° 1", "Drôme", "Table g1"):
            assert f"À propos de : {about}" in said_so, form
    [head, *rows] = read_xlsx(body_of(day, "xlsx"))["Cartes"]
    assert head[-1] == "À propos de"
    assert {str(row[-1] or "") for row in rows} == {"", "n° 1", "Drôme", "Table g1"}
    assert 'aria-label="carte"' not in body_of(day, "html").decode().replace("\u00a0", "")


def test_a_card_written_off_a_sheet_of_paper_says_so() -> None:
    held = demonstration()
    assert "d’après une feuille photographiée" not in written(held, "md")
    card = next(card for card in held.room.all(Card) if card.group)
    file = next(iter(held.files))
    held.ask(HOST, "sheet.add", sheet="s1", file=file, group=card.group)
    held.ask(HOST, "card.write", card="c-paper", group=card.group, kind=card.kind, text="Mot", sheet="s1")
    for form in ("md", "html"):
        assert "d’après une feuille photographiée" in written(held, form)


def test_sections_can_be_left_out(held: Held) -> None:
    kept = document(held.room, "fr", Options(leave_out=frozenset({"annexe"})))
    assert "annexe" not in " ".join(section.anchor for section in kept.sections)


def test_a_form_that_does_not_exist_is_refused(held: Held) -> None:
    with pytest.raises(Refused, match=r"publication\.form"):
        published("exe", held.room, {}, "fr")


def test_the_file_has_a_name_that_every_system_takes(held: Held) -> None:
    held.ask(HOST, "room.edit", title="Journée d’été : l’œuvre / 2ᵉ <édition>", date="2026-06-21")
    name = published("md", held.room, {}, "fr").name
    assert re.fullmatch(r"[a-z0-9-]+\.md", name)
    assert name.startswith("recolte-2026-06-21-journee-d-ete-l-oeuvre-")


def test_a_day_that_was_held_to_its_end_does_not_say_that_it_is_unfinished() -> None:
    unfinished = "avant la fin de la journée"
    assert unfinished in written(Day(), "md")
    assert unfinished not in written(end(Day()), "md")


def test_once_the_room_is_closed_a_step_that_was_left_out_was_not_held_and_nothing_goes_on() -> None:
    day = Day()
    day.ask(HOST, "step.start", step="decortiquer")
    day.ask(HOST, "step.break", step="pause-de-plus", minutes=5)
    assert "pas encore tenue" in written(day, "md")
    day.ask(HOST, "room.close")
    text = written(day, "md")
    assert not re.search("avant la fin de la journée|pas encore tenue|en cours|en pause", text)
    assert re.search(r"décortiquer[^\n]*\| tenue \|", text)
    assert "| non tenue |" in text


def test_an_experience_that_came_back_beside_another_in_its_place_has_an_anchor_of_its_own() -> None:
    day = Day()
    day.ask(HOST, "experience.add", experience="n1", title={"fr": "La première"}, territory="Die")
    removed = day.ask(HOST, "experience.remove", experience="n1")
    assert removed is not None
    day.ask(HOST, "experience.add", experience="n2", title={"fr": "La seconde"}, territory="Die")
    day.ask(HOST, "op.undo", op=removed.op)
    made = published("html", day.room, {}, "fr").body.decode()
    ids = re.findall(r' id="([^"]+)"', made)
    assert len(ids) == len(set(ids))
    for title in ("La première", "La seconde"):
        (anchor,) = re.findall(rf'href="#(experience-\d+)"[^>]*>{title}', made)
        assert re.search(rf'id="{anchor}-titre"[^>]*>[^<]*{title}', made)


def test_the_first_page_counts_no_experiences_for_a_day_may_have_others() -> None:
    day = Day()
    day.ask(HOST, "experience.add", experience="huit", title={"fr": "Une huitième"})
    for language in ("fr", "en"):
        subtitle = document(day.room, language).subtitle  # type: ignore[arg-type]
        assert not {"sept", "seven", "huit", "eight"} & set(subtitle.split())
