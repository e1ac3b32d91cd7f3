"""Several days in one room: what comes in, what it is called there, and that nobody is named."""

import msgspec

from server.core import lineage
from server.core.gathering import gathered
from server.core.records import (
    Appraisal,
    Assignment,
    Card,
    Criterion,
    Experience,
    FormatInfo,
    Group,
    Origin,
    Proposal,
    Statement,
)
from server.core.room import Room, patch
from server.core.text import Text
from tests.core.histories import seated
from tests.core.world import HOST, Day, opened


def held(title: str) -> Day:
    """A day with three cards, two of which carry a statement, and one that was withdrawn."""
    day = seated(Day())
    day.ask(HOST, "room.edit", title=title)
    day.ask(HOST, "group.give", group="g1", experience="drome")
    for author, card in (("amel", "c1"), ("basile", "c2"), ("chloe", "c3")):
        group = "g2" if author == "chloe" else "g1"
        said = {"card": card, "group": group, "kind": "force", "text": f"{card} à {title}"}
        day.ask(author, "card.write", **said, experience="drome", criterion="temps")
    day.ask("chloe", "card.withdraw", card="c3")
    day.ask("amel", "appraisal.set", group="g1", experience="drome", criterion="temps", level="partiel")
    day.ask(
        HOST,
        "statement.write",
        statement="s1",
        criterion="temps",
        text=f"Une ligne de {title}",
        cards=["c1", "c2"],
    )
    day.ask(HOST, "statement.write", statement="s2", text="À côté", cards=["c2"])
    day.ask(HOST, "statement.merge", **{"into": "s1", "from": "s2"})
    day.ask("amel", "commitment.make", commitment="e1", who="Amel", what="Essayer")
    return day


def together(*days: Day) -> Room:
    """Open a room and bring the days in, one after the other."""
    room = Room("GATHER")
    room.apply(opened(code="GATHER"), 1)
    for number, day in enumerate(days, start=1):
        room.apply(gathered(room, day.room, number), room.seq + 1)
    return room


def test_cards_and_statements_come_in_with_their_origin_and_lead_back_to_each_other() -> None:
    room = together(held("Lyon"), held("Brest"))
    assert [(one.id, one.title) for one in room.all(Origin)] == [("o1", "Lyon"), ("o2", "Brest")]
    texts = {card.text: card.origin for card in room.all(Card)}
    assert texts == {"c1 à Lyon": "o1", "c2 à Lyon": "o1", "c1 à Brest": "o2", "c2 à Brest": "o2"}
    statement = room.need(Statement, "o2-s1")
    roots = lineage.roots(room.records, statement)
    assert [root.now.text for root in roots if root.now] == ["c1 à Brest", "c2 à Brest"]
    assert [one.id for one in lineage.behind(room.records, statement)] == ["o2-s2"]
    assert all(group.name.endswith((" · Lyon", " · Brest")) for group in room.all(Group))


def test_what_is_called_the_same_is_the_same_and_what_is_not_comes_in_beside() -> None:
    other = held("Brest")
    other.ask(HOST, "criterion.edit", criterion="temps", label={"fr": "Une autre question"})
    other.ask(HOST, "experience.add", experience="lorient", title={"fr": "Lorient"}, territory="Morbihan")
    room = together(held("Lyon"), other)
    assert room.need(Card, "o1-c1").criterion == "temps"
    assert room.need(Card, "o2-c1").criterion == "o2-temps"
    assert room.need(Criterion, "o2-temps").label.fr == "Une autre question"
    assert room.need(Card, "o2-c1").experience == "drome"
    assert room.find(Experience, "lorient") is not None
    assert len(list(room.all(Experience))) == 8


def test_an_experience_that_comes_in_beside_says_nothing_of_documents_that_did_not_come() -> None:
    other = held("Brest")
    other.ask(HOST, "experience.add", experience="lorient", title={"fr": "Lorient"})
    other.upload("dossier.pdf", "dossier")
    other.ask(HOST, "experience.attach", experience="lorient", file="dossier.pdf")
    room = together(held("Lyon"), other)
    assert room.need(Experience, "lorient").files == []


def test_what_two_later_days_call_the_same_is_the_same_where_the_first_calls_it_otherwise() -> None:
    days = [held("Brest"), held("Quimper")]
    for day in days:
        day.ask(HOST, "criterion.edit", criterion="temps", label={"fr": "Une autre question"})
    room = together(held("Lyon"), *days)
    assert {room.need(Card, id).criterion for id in ("o2-c1", "o3-c1")} == {"o2-temps"}
    assert [one.id for one in room.all(Criterion) if one.label.fr == "Une autre question"] == ["o2-temps"]


def test_a_kind_or_a_level_that_another_day_calls_otherwise_keeps_its_words() -> None:
    other = held("Brest")
    kept = other.room.need(FormatInfo, "format")
    worded = {
        field: [
            msgspec.structs.replace(one, label=Text(fr=f"{one.label.fr} !")) for one in getattr(kept, field)
        ]
        for field in ("kinds", "scale", "proposal_kinds")
    }
    other.room.apply([patch(kept, **worded)], other.room.seq + 1)
    other.ask("amel", "proposal.write", proposal="r1", kind="politique", text="Demander")
    room = together(held("Lyon"), other)
    now = room.need(FormatInfo, "format")
    kinds = {one.id: one.label.fr for one in now.kinds}
    assert kinds[room.need(Card, "o1-c1").kind] == "Ce qui a aidé"
    assert kinds[room.need(Card, "o2-c1").kind] == "Ce qui a aidé !"
    levels = {one.id: one.label.fr for one in now.scale}
    assert sorted(levels[one.level] for one in room.all(Appraisal)) == ["Partiel", "Partiel !"]
    proposals = {one.id: one.label.fr for one in now.proposal_kinds}
    assert [proposals[one.kind] for one in room.all(Proposal)] == ["Projection politique !"]


def test_a_comment_still_says_what_it_is_about() -> None:
    day = held("Brest")
    for on in ("card/c1", "experience/drome", "group/g1"):
        said = {"card": f"on-{on[0]}", "kind": "force", "text": "Un mot", "on": on}
        day.ask("amel", "card.write", **said)
    room = together(held("Lyon"), day)
    about = {room.need(Card, f"o2-on-{of}").on for of in "ceg"}
    assert about == {"card/o2-c1", "experience/drome", "group/o2-g1"}


def test_which_table_took_which_experience_comes_in_for_every_round_and_nobody_who_received_it() -> None:
    day = held("Brest")
    day.ask("chloe", "participant.edit", participant="chloe", carries="drome")
    day.ask(HOST, "group.rotate", rounds=2)
    room = together(held("Lyon"), day)
    given = {(one.group, one.round): (one.experience, one.hosts) for one in room.all(Assignment)}
    assert given["o1-g1", "1"] == given["o2-g1", "1"] == ("drome", [])
    theirs = day.room.need(Assignment, "g1:2").experience
    assert given["o2-g1", "2"] == (theirs, [])
    assert [one.id for one in room.need(FormatInfo, "format").rounds] == ["1", "2"]


def test_a_lesson_stays_one_and_a_word_left_on_a_sheet_stays_on_it() -> None:
    day = held("Lyon")
    lesson = {"step": "finaliser", "group": "g1", "kind": "enseignement", "text": "À retenir"}
    day.ask("amel", "card.write", card="c7", experience="drome", **lesson)
    for card, on in (("c8", "experience/drome"), ("c9", "group/g2")):
        word = {"step": "exposition", "kind": "question", "text": "Et chez vous ?"}
        day.ask("chloe", "card.write", card=card, on=on, **word)
    room = together(day, held("Brest"))
    assert room.need(Card, "o1-c7").step == "finaliser"
    assert [room.need(Card, id).on for id in ("o1-c8", "o1-c9")] == ["experience/drome", "group/o1-g2"]
    assert room.need(Card, "o1-c8").step is None


def test_nobody_is_named_and_what_was_withdrawn_hidden_or_promised_stays_where_it_was() -> None:
    day = held("Lyon")
    day.ask(HOST, "card.hide", card="c2", reason="Hors sujet")
    room = together(day, held("Brest"))
    written = msgspec.json.encode(room.records).decode()
    for name in ("Amel", "amel", "basile", "chloe", "c3 à Lyon", "c2 à Lyon"):
        assert name not in written
    sources = [(source.card, source.text) for source in room.need(Statement, "o1-s1").sources]
    assert sources == [("o1-c1", "c1 à Lyon"), ("o1-c2", "")]
    assert room.find(Card, "o1-c2") is None
    assert not room.records["commitment"]
    assert set(room.records["participant"]) == {HOST}


def test_what_was_withdrawn_within_another_statement_does_not_come_back_by_itself() -> None:
    day = held("Lyon")
    day.ask(HOST, "statement.withdraw", statement="s1")
    room = together(day, held("Brest"))
    assert [one.id for one in lineage.standing(room.records)] == ["o2-s1"]
    assert room.find(Statement, "o1-s2") is None


def test_what_each_table_took_apart_comes_in_with_its_rounds_and_with_nobody_who_received_it() -> None:
    day = held("Brest")
    day.ask(HOST, "participant.edit", participant="amel", carries="drome")
    day.ask(HOST, "group.rotate", rounds=2)
    room = together(held("Lyon"), day)
    given = {one.id: one.experience for one in room.all(Assignment)}
    assert given["o1-g1:1"] == given["o2-g1:1"] == "drome"
    assert given["o2-g1:2"] == day.room.need(Assignment, "g1:2").experience
    assert not any(one.hosts for one in room.all(Assignment))
    assert [one.id for one in room.need(FormatInfo, "format").rounds] == ["1", "2"]
