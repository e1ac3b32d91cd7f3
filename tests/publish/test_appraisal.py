"""The appraisal of the day: in the annex where the facilitator wants it, and nowhere otherwise."""

from server.publish import published
from tests.core.world import HOST, Day

WORDS = "Prévoir plus de temps"


def test_the_appraisal_goes_into_the_annex_once_the_facilitator_says_so() -> None:
    day = Day()
    for name in ("amel", "basile"):
        day.join(name)
    day.ask("amel", "answer.give", step="cloture", prompt="suite", text=WORDS)
    day.ask("basile", "answer.give", step="cloture", prompt="bilan", value=["tout-a-fait"])
    day.ask("amel", "answer.give", step="cloture", prompt="mot", text="Élan")
    before = published("html", day.room, {}, "fr").body.decode()
    assert WORDS not in before
    assert "servira" not in before
    assert "Élan" in before
    day.ask(HOST, "room.set", appraisal=True)
    after = published("html", day.room, {}, "fr").body.decode()
    annex = after.partition('id="section-annexe"')[2]
    assert WORDS in annex
    assert "Tout à fait" in annex
    assert "Amel" not in after
