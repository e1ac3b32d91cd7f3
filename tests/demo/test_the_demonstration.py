"""The demonstration day, held fast by its own command against a real server, and what it leaves."""

import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from server.core import journal
from server.core.records import (
    Answer,
    Assignment,
    Board,
    Card,
    Commitment,
    Group,
    Participant,
    Proposal,
    Ready,
    Statement,
    Step,
    Tally,
)
from server.core.room import Room
from server.demo.hold import FORMAT
from server.demo.texts import Texts, read_texts
from server.publish.archive import read_archive
from server.settings import ROOT

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Held:
    """What the command said, and the room as its archive gives it."""

    status: int
    said: str
    folder: Path
    room: Room


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    data = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [sys.executable, "-m", "server", "demo", "--seconds", "5", "--once"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(data), "ROOM_PASSWORD": ""},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    folder = data / "demo"
    archive = read_archive((folder / "salle.json").read_bytes())
    return Held(
        done.returncode, done.stdout + done.stderr, folder, journal.replay(archive.code, archive.entries)
    )


@pytest.fixture(scope="module")
def texts() -> Texts:
    return read_texts(ROOT / "workshop_formats" / FORMAT / "demonstration.yaml")


def test_the_day_ends_with_all_devices_alike_and_nothing_missing(held: Held) -> None:
    assert held.status == 0, held.said
    assert "All devices hold the same room" in held.said


def test_its_links_are_told_at_once(held: Held) -> None:
    for page in ("/console#t=", "/screen#t=", "/publication#t="):
        assert page in held.said


def test_the_room_is_marked_as_fictitious(held: Held, texts: Texts) -> None:
    assert held.room.info.notice == texts.notice


def test_everybody_came_and_sits_at_a_table(held: Held, texts: Texts) -> None:
    people = [person for person in held.room.all(Participant) if person.seat == "participant"]
    assert Counter(person.name for person in people) == Counter(person.name for person in texts.people)
    assert all(person.group in held.room.records["group"] for person in people)


def test_pilots_sit_where_their_experience_is_taken_apart(held: Held) -> None:
    taken = {given.group: given.experience for given in held.room.all(Assignment)}
    carriers = [person for person in held.room.all(Participant) if person.carries]
    assert carriers
    assert all(taken[person.group or ""] == person.carries for person in carriers)


def test_every_step_was_held(held: Held) -> None:
    assert {step.status for step in held.room.all(Step)} == {"done"}
    assert not held.room.info.closed


def test_every_card_of_the_texts_stands_once(held: Held, texts: Texts) -> None:
    standing = [card for card in held.room.all(Card) if not card.withdrawn]
    written = (texts.cards, texts.readings, texts.comments, texts.lessons, texts.questions)
    assert len(standing) == sum(map(len, written))
    assert any(card.withdrawn for card in held.room.all(Card))
    assert all(card.group for card in standing if card.criterion and not card.on)


def test_cards_touch_the_domains_that_were_written_for_them(held: Held, texts: Texts) -> None:
    tags = {card.text: card.domains for card in held.room.all(Card) if not card.withdrawn}
    for note in texts.cards:
        if note.text in tags:
            assert tags[note.text] == note.domains


def test_what_two_people_wrote_in_one_card_is_all_there(held: Held, texts: Texts) -> None:
    merged, torn = texts.edits[:2]
    versions = [
        version
        for card in held.room.all(Card)
        for version in (card.text, *(other.text for other in card.alternatives))
    ]
    assert any(merged.to in version for version in versions)
    assert any("À relire à deux." in version for version in versions)
    assert any(torn.to in version for version in versions)
    assert torn.of.split(". ", maxsplit=1)[0] + "." in versions


def test_the_synthesis_rests_on_cards_and_keeps_dissent(held: Held, texts: Texts) -> None:
    standing = [line for line in held.room.all(Statement) if not line.withdrawn and line.merged_into is None]
    assert {line.text for line in standing} == {near.statement for near in texts.near}
    by_text = {line.text: line for line in standing}
    for near in texts.near:
        sources = by_text[near.statement].sources
        assert len(sources) == len(near.cards) + len(near.against)
        assert sum(source.how == "contradicts" for source in sources) == len(near.against)
    assert any(line.merged for line in standing)


def test_answers_proposals_votes_and_commitments_are_all_there(held: Held, texts: Texts) -> None:
    room = held.room
    assert len(list(room.all(Answer))) >= len(texts.hopes) + len(texts.ideas) + len(texts.closings)
    assert len(list(room.all(Proposal))) == len(texts.proposals)
    assert len(list(room.all(Commitment))) == len(texts.commitments)
    assert sum(tally.count for tally in room.all(Tally) if tally.id.endswith("#impact")) >= 4 * len(
        texts.people
    )
    assert len(list(room.all(Ready))) >= 4 * len(list(room.all(Group)))


def test_the_boards_hang_with_words_for_those_who_cannot_see_them(held: Held, texts: Texts) -> None:
    hung = {board.caption: board for board in held.room.all(Board)}
    assert {board.caption: board.alt for board in texts.boards} == {c: board.alt for c, board in hung.items()}
    assert all(board.file in held.room.records["file"] for board in hung.values())


def test_the_publication_is_left_in_files(held: Held, texts: Texts) -> None:
    markdown = (held.folder / "synthese.md").read_text(encoding="utf-8")
    page = (held.folder / "synthese.html").read_text(encoding="utf-8")
    assert texts.proposals[0].text[:40] in markdown
    assert "<html" in page
