"""What each viewer is told: exactly what they may see, and all of it."""

import msgspec
import pytest
from hypothesis import given, settings

from server.core import sight, viewing
from server.core.access import MAY
from server.core.records import KINDS, Card, Record, Step
from server.core.room import MERGED_TEXTS, Drop, Room
from server.core.sight import SEES, Viewer
from server.core.suggesting import suggestions
from server.demo.phone import Records, reduce
from tests.core.histories import GROUPS, PEOPLE, Move, furnished, histories, made, play, seated
from tests.core.world import HOST, Day, plain, recipe

SECRET = "motsecret"


def everybody(day: Day) -> list[Viewer]:
    return [
        *(day.viewer(name) for name in (HOST, *PEOPLE)),
        Viewer("screen"),
        Viewer("reader"),
        *(Viewer("participant", group) for group in (*GROUPS, None)),
    ]


def followed(held: Records, day: Day, viewer: Viewer, start: int) -> Records:
    """What a device holds that was told of every op since `start`, one by one."""
    group = viewer.group
    for done in day.done[start:]:
        move = viewing.moved(done).get(viewer.person or "")
        now = (
            msgspec.structs.replace(viewer, group=move[1])
            if move
            else msgspec.structs.replace(viewer, group=group)
        )
        told = viewing.told(done, now)
        reduce(held, msgspec.to_builtins(told.changes) if told else [])
        group = now.group
    return held


def without_empty(held: Records) -> Records:
    return {kind: records for kind, records in held.items() if records}


def test_every_kind_of_record_has_a_rule_on_who_sees_it() -> None:
    assert set(SEES) == set(KINDS)


def test_r12_a_kind_without_a_rule_is_shown_to_nobody() -> None:
    class Planet(Record, frozen=True, kw_only=True):
        KIND = "planet"

    day = Day()
    policy = sight.policy(day.room.info)
    assert sight.seen(Planet(id="p"), day.viewer(HOST), policy) is None


def test_r12_an_op_without_a_rule_is_refused_to_everybody() -> None:
    day = Day()
    kept = MAY.pop("card.write")
    try:
        assert day.refused(HOST, "card.write", card="c1", kind="appui", text="Un texte") == "access.denied"
    finally:
        MAY["card.write"] = kept


@given(histories())
def test_r7_who_is_told_of_every_op_holds_what_a_snapshot_would_give(history: list[Move]) -> None:
    day = furnished(Day())
    start = len(day.done)
    # People who change tables get what their new table sees besides; tests/live follows them.
    stay = [move for move in history if not _moves_people(move)]
    watching = everybody(day)
    held = [plain(day.sees(viewer)) for viewer in watching]
    for move in stay:
        play(day, move)
    for viewer, records in zip(watching, held, strict=True):
        now = day.viewer(viewer.person) if viewer.person else viewer
        assert without_empty(followed(records, day, viewer, start)) == plain(day.sees(now)), viewer


def _moves_people(move: Move) -> bool:
    return made(Room("K7MPQ2"), move, "fresh", ["none"])[0] in ("group.assign", "group.balance", "op.undo")


@given(histories())
def test_r7_a_class_and_what_is_personal_make_the_snapshot_of_a_person(history: list[Move]) -> None:
    day = furnished(Day())
    for move in history:
        play(day, move)
    for name in (HOST, *PEOPLE):
        viewer, policy = day.viewer(name), sight.policy(day.room.info)
        held = plain(day.sees(viewer.of_class))
        reduce(held, msgspec.to_builtins(viewing.personal(day.room, viewer, policy)))
        assert without_empty(held) == plain(day.sees(viewer))


@given(histories())
def test_only_those_who_are_concerned_are_told_otherwise_than_their_class(history: list[Move]) -> None:
    day = furnished(Day())
    for move in history:
        play(day, move)
        done = day.done[-1]
        viewers = {name: day.viewer(name) for name in (HOST, *PEOPLE)}
        apart = {
            name
            for name, viewer in viewers.items()
            if viewing.told(done, viewer) != viewing.told(done, viewer.of_class)
        }
        assert apart <= viewing.concerned(done)


@given(histories())
@settings(max_examples=60)
def test_r6_an_anonymous_room_never_says_who_wrote(history: list[Move]) -> None:
    day = furnished(Day())
    day.ask(HOST, "room.set", anonymous=True)
    start = len(day.done)
    for move in history:
        play(day, move)
    if any(not done.now.anonymous for done in day.done[start:]):
        return
    for viewer in (v for v in everybody(day) if v.person != HOST):
        for done in day.done[start:]:
            told = viewing.told(done, viewer)
            if told is None:
                continue
            assert told.by in (None, viewer.person)
            for change in msgspec.to_builtins(told.changes):
                fields = change[3] if len(change) > 3 else {}
                if change[1] not in ("board", "message"):
                    assert fields.get("author") in (None, viewer.person), change
                assert all(other["by"] is None for other in fields.get("alternatives", []))


def room_with_a_secret(reveal: str) -> Day:
    day = seated(Day())
    day.ask(HOST, "room.set", reveal=reveal)
    day.card("chloe", "secret", f"Le {SECRET} de la table deux")
    return day


def says(day: Day, viewer: Viewer, start: int) -> bool:
    """Whether anything that a viewer is told since `start`, or would get on entering, gives the secret away."""
    told = [viewing.told(done, viewer) for done in day.done[start:]]
    return SECRET.encode() in msgspec.json.encode([told, day.sees(viewer)])


@pytest.mark.parametrize("how", ["set", "undone"])
def test_r6_what_was_written_while_nobody_was_named_stays_so_once_the_room_names_people(how: str) -> None:
    day = seated(Day())
    day.card("amel", "before")
    on = day.ask(HOST, "room.set", anonymous=True)
    assert on is not None
    day.card("amel", "trusting")
    day.ask(
        "amel", "proposal.write", proposal="p1", kind=recipe().format.proposal_kinds[0].id, text="Une idée"
    )
    off = day.ask(HOST, "room.set", anonymous=False) if how == "set" else day.ask(HOST, "op.undo", op=on.op)
    assert off is not None
    day.card("amel", "after")
    for who, named in ((HOST, {"before", "after"}), ("amel", {"before", "trusting", "after", "p1"})):
        seen = day.sees(day.viewer(who))
        written = {**seen["card"], **seen["proposal"]}
        assert {id for id, one in written.items() if getattr(one, "author", None) == "amel"} == named
    day.ask(HOST, "room.set", anonymous=True)
    day.ask(HOST, "room.set", anonymous=False)
    assert len(day.room.info.unnamed) == 1, "nothing was written in between"


@pytest.mark.parametrize("kind", ["card", "statement", "proposal"])
def test_r6_a_version_written_while_nobody_was_named_says_of_nobody_whose_it_is_afterwards(kind: str) -> None:
    day = furnished(Day())
    id = {"card": "card-0", "statement": "line-3", "proposal": "idea"}[kind]
    seen, text = day.room.seq, MERGED_TEXTS[kind]
    day.ask(HOST, "room.set", anonymous=True)
    day.ask("amel", f"{kind}.edit", seen, **{kind: id, text: "Tout autre chose"})
    day.ask(
        "basile" if kind == "card" else "amel", f"{kind}.edit", seen, **{kind: id, text: "Encore autrement"}
    )
    day.ask(HOST, "room.set", anonymous=False)
    for viewer in everybody(day):
        shown = day.sees(viewer).get(kind, {}).get(id)
        versions = getattr(shown, "alternatives", [])
        assert [other.by for other in versions] == [None] * len(versions)
        assert versions or viewer.group != "g1"
    assert day.room.info.unnamed, "though nothing else was written"


@pytest.mark.parametrize("seat", ["amel", "screen", "reader"])
def test_r6_another_tables_card_stays_there_until_the_room_reveals_it(seat: str) -> None:
    day = room_with_a_secret("step")
    viewer = day.viewer(seat) if seat == "amel" else Viewer(seat)  # type: ignore[arg-type]
    day.ask("chloe", "card.edit", card="secret", text=f"Le {SECRET} encore")
    day.ask(HOST, "statement.write", statement="s1", text="Une ligne", cards=["secret"])
    assert not says(day, viewer, 0)
    assert says(day, day.viewer("chloe"), 0)
    assert says(day, day.viewer(HOST), 0)
    gallery = next(id for id, step in day.room.records["step"].items() if step.activity == "gallery")  # type: ignore[attr-defined]
    day.ask(HOST, "step.start", step=gallery)
    assert says(day, viewer, 0)


def test_r6_who_looks_for_cards_that_are_alike_reads_no_word_of_those_that_they_are_not_shown() -> None:
    day = room_with_a_secret("never")
    day.card("chloe", "again", f"Le {SECRET} de la table deux, encore")
    assert SECRET in str([pair.words for pair in suggestions(day.room, day.viewer(HOST))])
    assert suggestions(day.room, day.viewer("chloe"))
    assert suggestions(day.room, day.viewer("amel")) == []


def test_r6_who_splits_a_statement_reads_no_words_of_cards_that_they_are_not_shown() -> None:
    day = room_with_a_secret("never")
    day.ask(HOST, "room.set", synthesis_open=True)
    day.ask(HOST, "statement.write", statement="s1", text="Une ligne", cards=["secret"])
    day.ask("amel", "statement.split", statement="s1", cards=["secret"], into="s2")
    assert not says(day, day.viewer("amel"), 0)


def test_r6_what_a_reveal_showed_a_hiding_takes_away_again() -> None:
    day = room_with_a_secret("never")
    start = len(day.done)
    day.ask(HOST, "room.set", reveal="always")
    shown = viewing.told(day.done[-1], day.viewer("amel"))
    day.ask(HOST, "card.hide", card="secret", reason="Une personne y est nommée")
    gone = viewing.told(day.done[-1], day.viewer("amel"))
    assert shown is not None
    assert SECRET in str(shown)
    assert gone is not None
    assert gone.changes == [Drop("card", "secret")]
    assert not day.sees(day.viewer("amel")).get("card")
    author = day.sees(day.viewer("chloe"))["card"]["secret"]
    assert isinstance(author, Card)
    assert author.hidden == "Une personne y est nommée"
    assert len(day.done) == start + 2


def test_r6_a_hidden_card_leaves_no_copy_even_when_something_is_undone() -> None:
    day = room_with_a_secret("always")
    day.ask(HOST, "statement.write", statement="s1", text="Une ligne", cards=["secret"])
    released = day.ask(HOST, "statement.release", statement="s1", cards=["secret"])
    day.ask(HOST, "card.hide", card="secret", reason="Une personne y est nommée")
    start = len(day.done)
    assert released is not None
    day.ask(HOST, "op.undo", op=released.op)
    assert not says(day, Viewer("screen"), start)
    assert not says(day, day.viewer("amel"), start)


def test_r6_a_vote_is_seen_by_its_author_and_its_sum_by_all() -> None:
    day = seated(Day())
    day.ask(HOST, "statement.write", statement="s1", text="Une ligne")
    day.ask(HOST, "vote.open", on="statements", how="points")
    day.ask("amel", "vote.cast", on="statement/s1", weight=2)
    assert "vote" in day.sees(day.viewer("amel"))
    for viewer in (day.viewer("basile"), day.viewer(HOST), Viewer("screen"), Viewer("reader")):
        told = viewing.told(day.done[-1], viewer)
        assert told is not None
        assert told.by is None
        assert "amel" not in str(told)
        assert "vote" not in day.sees(viewer)
        assert day.sees(viewer)["tally"]


def test_r6_an_answer_to_a_prompt_is_signed_for_nobody_but_who_gave_it() -> None:
    day = seated(Day())
    step = next(
        s
        for s in day.room.records["step"].values()
        if s.activity == "checkin" and s.settings.get("prompts")  # type: ignore[attr-defined]
    )
    prompt = next(p for p in step.settings["prompts"] if p["type"] != "who")  # type: ignore[attr-defined]
    value = [prompt["choices"][0]["id"]] if prompt.get("choices") else []
    day.ask(
        "amel", "answer.give", step=step.id, prompt=prompt["id"], value=value, text="" if value else "mot"
    )
    for viewer in (day.viewer("basile"), day.viewer(HOST), Viewer("screen")):
        told = viewing.told(day.done[-1], viewer)
        assert "amel" not in str(told)
        assert "amel" not in str(day.sees(viewer).get("answer"))
    assert "amel" in str(day.sees(day.viewer("amel"))["answer"])


def test_r6_a_word_to_one_person_reaches_that_person_and_the_facilitators() -> None:
    day = seated(Day())
    day.ask(HOST, "message.send", message="m1", to="amel", text=SECRET)
    assert says(day, day.viewer("amel"), 0)
    assert says(day, day.viewer(HOST), 0)
    for viewer in (day.viewer("basile"), Viewer("screen"), Viewer("reader"), Viewer("participant", "g1")):
        assert not says(day, viewer, 0)


def test_r6_a_reader_reads_only_the_names_that_people_agreed_to() -> None:
    day = seated(Day())
    day.ask("basile", "participant.edit", participant="basile", naming="name")
    names = {id: record.name for id, record in day.sees(Viewer("reader"))["participant"].items()}  # type: ignore[attr-defined]
    assert (names["amel"], names["basile"]) == ("", "Basile")
    # So that a lineage names them as the publication does.
    said = {id: record.naming for id, record in day.sees(Viewer("reader"))["participant"].items()}  # type: ignore[attr-defined]
    assert (said["amel"], said["basile"]) == ("role", "name")
    day.ask(HOST, "room.set", anonymous=True)
    assert {record.name for record in day.sees(Viewer("reader"))["participant"].values()} == {""}  # type: ignore[attr-defined]


def test_who_changes_tables_sees_the_new_one_and_no_longer_the_old() -> None:
    day = room_with_a_secret("never")
    policy = sight.policy(day.room.info)
    was = day.viewer("amel")
    day.card("basile", "ours", "À la table une")
    day.ask(HOST, "group.assign", participant="amel", group="g2")
    changes = viewing.on_moving(day.room, was, day.viewer("amel"), policy, policy)
    assert {(type(change).__name__, change.id) for change in changes} == {("Put", "secret"), ("Drop", "ours")}


def test_what_is_newer_is_given_whole_and_only_where_it_may_be_seen() -> None:
    day = room_with_a_secret("never")
    since = day.room.seq
    day.card("amel", "ours", "À la table une")
    day.card("chloe", "theirs", "À la table deux")
    newer = viewing.newer(day.room, day.viewer("basile"), since, sight.policy(day.room.info))
    assert [change.id for change in newer] == ["ours"]


def test_r6_an_appraisal_of_the_day_is_for_facilitators_until_they_let_it_be_published() -> None:
    day = seated(Day())
    day.ask("amel", "answer.give", step="cloture", prompt="suite", text="Plus de temps")
    for viewer in (day.viewer("basile"), Viewer("screen"), Viewer("reader")):
        assert "answer" not in day.sees(viewer)
    read = next(iter(day.sees(day.viewer(HOST))["answer"].values()))
    assert (read.text, read.participant) == ("Plus de temps", None)  # type: ignore[attr-defined]
    assert day.sees(day.viewer("amel"))["answer"]
    day.ask(HOST, "room.set", appraisal=True)
    assert "amel" not in str(viewing.told(day.done[-1], Viewer("reader")))
    assert next(iter(day.sees(Viewer("reader"))["answer"].values())).text == "Plus de temps"  # type: ignore[attr-defined]


def test_r6_the_sum_of_an_appraisal_of_the_day_is_hidden_and_shown_with_what_it_adds_up() -> None:
    day = seated(Day())
    asked = next(
        (step.id, prompt["id"], prompt["choices"][0]["id"])
        for step in day.room.all(Step)
        for prompt in step.settings.get("prompts", [])  # type: ignore[attr-defined]
        if prompt.get("appraisal") and prompt.get("choices")
    )
    day.ask("amel", "answer.give", step=asked[0], prompt=asked[1], value=[asked[2]])
    others = (day.viewer("amel"), day.viewer("basile"), Viewer("screen"), Viewer("reader"))
    assert not any("tally" in day.sees(viewer) or says_of(day, viewer) for viewer in others)
    assert day.sees(day.viewer(HOST))["tally"]
    day.ask(HOST, "room.set", appraisal=True)
    assert all("tally" in day.sees(viewer) and says_of(day, viewer) for viewer in others)
    day.ask(HOST, "room.set", appraisal=False)
    assert not any("tally" in day.sees(viewer) for viewer in others)


def says_of(day: Day, viewer: Viewer) -> bool:
    """Whether the last frame tells a viewer of a sum."""
    told = viewing.told(day.done[-1], viewer)
    return told is not None and any(change.kind == "tally" for change in told.changes)
