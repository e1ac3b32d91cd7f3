"""What the room keeps of a person, as that person reads it."""

from server.publish.personal import as_markdown
from tests.core.world import HOST
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
