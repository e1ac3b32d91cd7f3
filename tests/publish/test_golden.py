"""Archives made by earlier versions keep working: each golden file is one, as it was written then.

A file is added whenever the shape of what rooms keep has changed, and none is ever changed or removed.
"""

import gzip
import json
from functools import cache
from pathlib import Path

import pytest

from server.core.records import Card, File
from server.publish import FORMS, document, published
from server.publish.archive import Archive, read_archive, write_archive
from server.publish.document import Cards
from server.publish.views import blocks

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(GOLDEN.glob("*.json.gz"))

golden = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.split(".")[0])


@cache
def archive_of(file: Path) -> Archive:
    return read_archive(gzip.decompress(file.read_bytes()))


@golden
def test_every_record_of_an_old_archive_is_there(file: Path) -> None:
    archive = archive_of(file)
    expected = json.loads(file.with_name(file.name.replace(".json.gz", ".kinds.json")).read_text("utf-8"))
    assert {kind: len(records) for kind, records in archive.room.records.items() if records} == expected
    assert archive.files.keys() == {file.id for file in archive.room.all(File)}


@golden
def test_an_old_archive_written_again_is_a_room_of_today(file: Path) -> None:
    archive = archive_of(file)
    today = write_archive(archive.code, archive.entries, archive.files)
    again = read_archive(today)
    assert again.room.records == archive.room.records
    assert write_archive(again.code, again.entries, again.files) == today


@golden
@pytest.mark.parametrize("form", [form for form in FORMS if form != "pdf"])
def test_an_old_archive_can_be_published_in_every_form(file: Path, form: str) -> None:
    archive = archive_of(file)
    assert published(form, archive.room, archive.files, "fr").body


@golden
def test_every_card_that_an_old_archive_shows_is_in_the_annex(file: Path) -> None:
    room = archive_of(file).room
    printed = {card.text for b in blocks(document(room, "fr"), Cards) if b.full for card in b.cards}
    assert printed == {c.text for c in room.all(Card) if not c.withdrawn and c.hidden is None}


def test_there_is_a_golden_archive() -> None:
    assert FILES
