"""What the room keeps of a person, as that person reads it."""

from server.publish.personal import as_json, as_markdown
from tests.core.world import HOST, Day
from tests.publish.days import demonstration


def test_who_takes_their_own_data_reads_what_they_answered_and_what_they_voted_on() -> None:
    day = demonstration()
    day.ask(HOST, "statement.withdraw", statement="s3")
    text = as_markdown(day.room, "p1", "fr").decode()
    assert "- Cette journée vous servira-t-elle chez vous\u00a0? · Plutôt oui" in text
    for on, said in (
        ("s0", "D’accord"),
        ("r1", "2 points"),
        ("r1", "Effet 3 sur 5"),
        ("r1", "Effort 4 sur 5"),
    ):
        kind = "statement" if on.startswith("s") else "proposal"
        assert f"- {said} · {day.room.records[kind][on].text}\n" in text  # type: ignore[attr-defined]
    assert day.room.records["statement"]["s3"].text not in text  # type: ignore[attr-defined]
    assert "D’accord · (un texte qui n’est plus là)" in text
    assert "plutot" not in text


def test_what_two_people_wrote_over_each_other_is_given_to_who_wrote_it_and_names_nobody_else() -> None:
    day = Day()
    for person in ("amel", "basile"):
        day.join(person)
    day.table("g1", "amel", "basile")
    day.card("amel", "c1", "un deux trois")
    seen = day.room.seq
    day.ask("amel", "card.edit", seen, card="c1", text="un quatre trois")
    day.ask("basile", "card.edit", seen, card="c1", text="un cinq trois")
    day.ask(HOST, "room.set", anonymous=True)
    mine, other = as_json(day.room, "amel").decode(), as_json(day.room, "basile").decode()
    assert "un cinq trois" in mine
    assert "basile" not in mine
    assert '"versions": [' in other
    assert "un cinq trois" in other
    assert "- un cinq trois" in as_markdown(day.room, "basile", "fr").decode()


def test_r6_who_takes_their_own_data_reads_no_words_of_cards_that_they_are_not_shown() -> None:
    day = Day()
    for person in ("amel", "basile"):
        day.join(person)
    day.table("g1", "amel")
    day.table("g2", "basile")
    day.ask(HOST, "room.set", synthesis_open=True)
    for card, text in (("c1", "le MERLE nomme Madame X"), ("c2", "le CANARI chante")):
        day.card("basile", card, text)
    day.ask("amel", "statement.write", statement="s1", text="Les oiseaux", cards=["c1", "c2"])
    day.ask("basile", "card.edit", card="c1", text="le merle nomme quelqu’un")
    day.ask(HOST, "card.hide", card="c1", reason="Une personne y est nommée")
    mine = as_json(day.room, "amel").decode()
    assert "MERLE" not in mine, "hidden since, with the words that were taken in"
    assert "CANARI" in mine
    day.ask(HOST, "room.set", reveal="never")
    mine = as_json(day.room, "amel").decode()
    assert "CANARI" not in mine
    assert "Les oiseaux" in mine
