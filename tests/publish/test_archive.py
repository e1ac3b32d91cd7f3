"""The archive holds the whole room, comes back as the same room, and is refused whole where it is broken."""

import base64
import json
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.records import Card, Vote
from server.core.refusals import Refused
from server.core.room import Patch
from server.publish import archived
from server.publish.archive import Archive, read_archive, write_archive
from tests.core.histories import Move, seated
from tests.core.world import HOST, Day, plain
from tests.publish.days import Held, demonstration
from tests.publish.random_days import days, lived, sampled

Sheet = dict[str, object]


@pytest.fixture(scope="module")
def held() -> Held:
    return demonstration()


@pytest.fixture(scope="module")
def raw(held: Held) -> bytes:
    return archived(held.room, held.entries, held.files).body


def again(archive: Archive) -> bytes:
    """Write what was read."""
    return write_archive(archive.code, archive.entries, archive.files)


def unsigned(day: Day, *, anonymous: bool) -> dict[str, dict[str, dict[str, object]]]:
    """Give the records of a day as an archive should bring them back."""
    records = plain(day.picture())
    records.pop("vote", None)
    for kind, of_kind in records.items():
        for record in of_kind.values():
            if kind == "answer" or (anonymous and kind not in ("message", "participant")):
                for field in ("participant", "author"):
                    if field in record:
                        record[field] = None
                for other in record.get("alternatives") or []:  # type: ignore[attr-defined]
                    other["by"] = None
    return records


def altered(raw: bytes, change: Callable[[Sheet], object]) -> bytes:
    """Give an archive after somebody tampered with it."""
    sheet = json.loads(raw)
    change(sheet)
    return json.dumps(sheet, ensure_ascii=False).encode()


def refusal(raw: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read_archive(raw)
    return caught.value.code


def test_r6_what_was_written_while_nobody_was_named_is_signed_in_no_archive_either() -> None:
    day = seated(Day())
    day.card("amel", "before", "un deux trois")
    seen = day.room.seq
    day.ask(HOST, "room.set", anonymous=True)
    day.card("amel", "trusting")
    for text in ("un quatre trois", "un cinq trois"):
        day.ask("basile", "card.edit", seen, card="before", text=text)
    day.ask(HOST, "room.set", anonymous=False)
    day.card("amel", "after")
    day.ask("amel", "card.edit", seen, card="before", text="un six trois")
    archive = read_archive(write_archive(day.room.code, day.entries, {}))
    signed = {id for id, one in archive.room.records["card"].items() if getattr(one, "author", None)}
    assert signed == {"before", "after"}
    assert [e.actor for e in archive.entries if e.args.get("card") == "trusting"] == [None]
    before = archive.room.need(Card, "before")
    assert {other.text for other in before.alternatives} == {"un cinq trois", "un six trois"}
    said = [
        c for e in archive.entries for c in e.changes if isinstance(c, Patch) and "alternatives" in c.fields
    ]
    assert len(said) == 2
    assert '"by":"' not in msgspec.json.encode([said, before]).decode()


def test_the_whole_demonstration_comes_back_with_its_files(held: Held, raw: bytes) -> None:
    archive = read_archive(raw)
    assert archive.files == held.files
    brought = plain(archive.room.records)
    brought.pop("vote")
    assert brought == unsigned(held, anonymous=False)
    assert again(archive) == raw


@sampled(40)
@given(days())
def test_a_room_survives_export_import_and_export(moves: list[Move]) -> None:
    day = lived(moves)
    raw = write_archive(day.room.code, day.entries, {})
    archive = read_archive(raw)
    brought = plain(archive.room.records)
    brought.pop("vote", None)
    assert brought == unsigned(day, anonymous=day.room.info.anonymous)
    assert archive.room.seq == day.room.seq
    assert again(archive) == raw


@sampled(40)
@given(days())
def test_votes_come_back_with_their_weights_and_without_their_voters(moves: list[Move]) -> None:
    day = lived(moves)
    archive = read_archive(write_archive(day.room.code, day.entries, {}))
    before = sorted((vote.on, vote.weight) for vote in day.room.all(Vote))
    assert sorted((vote.on, vote.weight) for vote in archive.room.all(Vote)) == before
    assert all(vote.participant is None for vote in archive.room.all(Vote))


def test_the_archive_never_tells_who_voted_or_answered(held: Held, raw: bytes) -> None:
    people = {id for id in held.room.records["participant"] if id != HOST}
    for row in json.loads(raw)["entries"]:
        if row["name"] in ("vote.cast", "answer.give"):
            assert row["actor"] is None
            assert not people & {part for text in _texts(row) for part in text.split(":")}


def test_the_archive_of_an_anonymous_room_tells_of_nothing_who_wrote_it() -> None:
    day = Day()
    for person in ("amel", "basile"):
        day.join(person)
    day.table("g1", "amel", "basile")
    day.card("amel", "c1", "un deux trois")
    seen = day.room.seq
    day.ask("amel", "card.edit", seen, card="c1", text="un quatre trois")
    day.ask("basile", "card.edit", seen, card="c1", text="un cinq trois")
    day.ask(HOST, "statement.write", statement="s1", text="Un énoncé", cards=["c1"])
    day.ask("basile", "proposal.write", proposal="r1", kind="politique", text="Une proposition")
    day.ask("basile", "op.undo", op=day.entries[-1].op)
    day.ask(HOST, "room.set", anonymous=True)
    card = day.room.need(Card, "c1")
    assert card.author == "amel"
    assert card.alternatives[0].by == "basile"
    raw = write_archive(day.room.code, day.entries, {})
    for row in json.loads(raw)["entries"]:
        if row["name"].split(".")[0] in ("card", "statement", "proposal", "op"):
            assert row["actor"] is None
            assert not {"amel", "basile", HOST} & set(_texts(row))
    kept = read_archive(raw).room.need(Card, "c1")
    assert kept == msgspec.structs.replace(
        card, author=None, alternatives=[msgspec.structs.replace(card.alternatives[0], by=None)]
    )


def test_r6_what_was_asked_again_and_changed_nothing_tells_nobody_who_asked_it() -> None:
    day = seated(Day())
    day.card("amel", "c1", "un deux trois")
    day.ask(HOST, "statement.write", statement="s1", text="Un énoncé", cards=["c1"])
    day.ask(HOST, "vote.open", on="statements", how="agreement")
    for _ in range(2):
        # As from two devices of one person.
        day.ask("amel", "vote.cast", on="statement/s1#agreement", weight=1)
        day.ask("amel", "card.edit", card="c1", text="un deux trois quatre")
    raw = write_archive(day.room.code, day.entries, {})
    rows = json.loads(raw)["entries"]
    assert [bool(row["changes"]) for row in rows[-4:]] == [True, True, False, False]
    assert [row["actor"] for row in rows[-4:]] == [None, "amel", None, None]
    assert not any(row["args"] for row in rows[-2:]), "nor what they voted"
    assert again(read_archive(raw)) == raw


def test_a_file_that_was_lost_is_named_and_the_rest_is_kept(held: Held) -> None:
    archive = read_archive(archived(held.room, held.entries, {}).body)
    assert archive.files == {}
    assert json.loads(again(archive))["lost"] == sorted(held.files)


def test_an_archive_cut_short_anywhere_is_refused(raw: bytes) -> None:
    for end in [0, 1, 2, 20, len(raw) // 2, *range(len(raw) - 400, len(raw) - 2, 7)]:
        assert refusal(raw[:end]) == "archive.broken"


def test_an_archive_from_a_later_version_says_so(raw: bytes) -> None:
    assert refusal(altered(raw, lambda sheet: sheet.update(recolte=2))) == "archive.newer"
    assert refusal(b'{"recolte": 7, "all": "different"}') == "archive.newer"


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for key, item in value.items() for text in (key, *_texts(item))]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    return []


def _rows(sheet: Sheet) -> list[dict[str, object]]:
    rows = sheet["entries"]
    assert isinstance(rows, list)
    return rows


def _files(sheet: Sheet) -> dict[str, str]:
    files = sheet["files"]
    assert isinstance(files, dict)
    return files


TAMPERED: dict[str, Callable[[Sheet], object]] = {
    "no version": lambda sheet: sheet.pop("recolte"),
    "version zero": lambda sheet: sheet.update(recolte=0),
    "version as text": lambda sheet: sheet.update(recolte="1"),
    "no entries": lambda sheet: sheet.update(entries=[]),
    "entries of another type": lambda sheet: sheet.update(entries={"a": 1}),
    "a row missing": lambda sheet: _rows(sheet).pop(5),
    "two rows exchanged": lambda sheet: _rows(sheet).insert(3, _rows(sheet).pop(4)),
    "a row twice": lambda sheet: _rows(sheet).append(_rows(sheet)[-1]),
    "an op twice": lambda sheet: _rows(sheet)[-1].update(op=_rows(sheet)[-2]["op"]),
    "the first row missing": lambda sheet: _rows(sheet).pop(0),
    "a negative time": lambda sheet: _rows(sheet)[2].update(at=-1),
    "an unknown field": lambda sheet: _rows(sheet)[2].update(token="secret"),
    "an unknown seat": lambda sheet: _rows(sheet)[2].update(seat="root"),
    "an unknown change": lambda sheet: _rows(sheet)[-1].update(changes=[["grow", "card", "c1"]]),
    "an unknown kind": lambda sheet: _rows(sheet)[-1].update(changes=[["drop", "house", "c1"]]),
    "a drop of nothing": lambda sheet: _rows(sheet)[-1].update(changes=[["drop", "card", "nobody"]]),
    "a patch of nothing": lambda sheet: _rows(sheet)[-1].update(changes=[["patch", "card", "nobody", {}]]),
    "a text that is a number": lambda sheet: _rows(sheet)[-1].update(
        changes=[["patch", "card", "q0", {"text": 5}]]
    ),
    "a list that is a text": lambda sheet: _rows(sheet)[-1].update(
        changes=[["patch", "card", "q0", {"domains": "tout"}]]
    ),
    "a record with another id": lambda sheet: _rows(sheet)[-1].update(
        changes=[["put", "group", "g1", {"id": "g2", "order": 1, "name": "Table"}]]
    ),
    "a record that changes its id": lambda sheet: _rows(sheet)[-1].update(
        changes=[["patch", "card", "q0", {"id": "q1"}]]
    ),
    "the room dropped": lambda sheet: _rows(sheet)[-1].update(changes=[["drop", "room", "room"]]),
    "another code": lambda sheet: sheet.update(code="AAAAAA"),
    "files of another type": lambda sheet: sheet.update(files=[]),
    "a file missing": lambda sheet: _files(sheet).popitem(),
    "a file that nobody knows": lambda sheet: _files(sheet).update({"../../etc/passwd": "AAAA"}),
    "a file with another content": lambda sheet: _files(sheet).update(
        {next(iter(_files(sheet))): base64.b64encode(b"autre").decode()}
    ),
    "a file that is no base64": lambda sheet: _files(sheet).update({next(iter(_files(sheet))): "à la main"}),
    "deep nonsense": lambda sheet: _rows(sheet)[-1].update(args=json.loads("[" * 400 + "]" * 400)),
}


@pytest.mark.parametrize("tampering", TAMPERED)
def test_an_archive_that_was_tampered_with_is_refused_whole(tampering: str, raw: bytes) -> None:
    assert refusal(altered(raw, TAMPERED[tampering])) == "archive.broken"


@pytest.mark.parametrize(
    "text", [b"", b"null", b"[]", b"1", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"recolte": 1}']
)
def test_what_is_no_archive_at_all_is_refused(text: bytes) -> None:
    assert refusal(text) == "archive.broken"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_whatever_stands_in_the_place_of_anything_it_is_read_whole_or_refused(data: st.DataObject) -> None:
    day = Day()
    day.join("amel")
    day.table("g1", "amel")
    day.card("amel", "c1")
    sheet: object = json.loads(write_archive(day.room.code, day.entries, {}))
    root, place = sheet, sheet
    for _ in range(data.draw(st.integers(1, 6))):
        keys = (
            list(place)
            if isinstance(place, dict)
            else list(range(len(place)))
            if isinstance(place, list)
            else []
        )
        if not keys:
            break
        holder, key = place, data.draw(st.sampled_from(keys))
        place = holder[key]  # type: ignore[index]
    holder[key] = data.draw(JSON)  # type: ignore[index]
    raw = json.dumps(root).encode()
    code, archive = "", None
    try:
        archive = read_archive(raw)
    except Refused as refused:
        code = refused.code
    if archive is None:
        assert code in ("archive.broken", "archive.newer")
    else:
        assert again(read_archive(again(archive))) == again(archive)


def test_a_page_in_an_archive_cannot_bring_a_script_along() -> None:
    day = Day()
    html = {"fr": "<p onclick=x>Bonjour<script>alert(1)</script></p>", "en": ""}
    raw = write_archive(day.room.code, day.entries, {})

    def tamper(sheet: Sheet) -> None:
        for change in _rows(sheet)[0]["changes"]:  # type: ignore[attr-defined]
            if change[1] == "page":
                change[3]["html"] = html

    room = read_archive(altered(raw, tamper)).room
    assert {page.html.fr for page in room.records["page"].values()} == {"<p>Bonjour</p>"}  # type: ignore[attr-defined]


def test_who_opens_the_file_by_hand_reads_first_what_it_is_and_of_which_day() -> None:
    raw = write_archive("K7MPQ2", Day().entries, {}).decode()
    assert raw.startswith('{"about":["Archive d’une salle de Récolte')
    assert '"title":"Essai"' in raw[:1000]
