"""Links to the publication: what each shows, until when, and that an ended one stays ended."""

from server.core.records import Share
from server.core.sharing import holds
from server.core.sight import Viewer
from tests.core.world import HOST, Day

WEEK = 7 * 86_400_000


def made(day: Day, id: str = "l1", **more: object) -> Share:
    day.ask(HOST, "share.make", share=id, name="Les financeurs", language="fr", **more)
    return day.room.need(Share, id)


def test_a_link_shows_the_version_of_the_instant_it_was_made_until_it_is_published_anew() -> None:
    day = Day()
    seq = day.room.seq
    assert made(day).version == seq
    day.join("amel")
    assert day.room.need(Share, "l1").version == seq
    day.ask(HOST, "share.publish", share="l1")
    assert day.room.need(Share, "l1").version == day.room.seq - 1


def test_a_link_that_follows_the_room_has_no_version_and_can_be_frozen() -> None:
    day = Day()
    assert made(day, follow=True).version is None
    assert day.refused(HOST, "share.publish", share="l1") == "op.malformed"
    day.ask(HOST, "share.edit", share="l1", follow=False)
    assert day.room.need(Share, "l1").version is not None


def test_a_link_ends_by_itself_or_at_a_tap_and_an_undo_does_not_bring_it_back() -> None:
    day = Day()
    share = made(day, until=day.now + WEEK)
    assert holds(share, day.now)
    assert not holds(share, day.now + 2 * WEEK)
    day.ask(HOST, "share.edit", share="l1", until=0)
    assert holds(day.room.need(Share, "l1"), day.now + 2 * WEEK)
    day.ask(HOST, "share.end", share="l1")
    assert not holds(day.room.need(Share, "l1"), day.now)
    assert day.refused(HOST, "op.undo", op=day.entries[-1].op) == "op.cannot-undo"
    assert day.refused(HOST, "share.edit", share="l1", name="Encore") == "share.ended"


def test_an_end_in_the_past_or_too_far_away_is_refused() -> None:
    day = Day()
    for until in (day.now - 1, day.now + 10 * 366 * 86_400_000):
        code = day.refused(HOST, "share.make", share="l1", name="Trop", language="fr", until=until)
        assert code == "share.end"


def test_whether_a_link_names_people_is_chosen_once() -> None:
    day = Day()
    assert made(day).names
    assert not made(day, "l2", names=False).names
    assert day.refused(HOST, "share.edit", share="l2", names=True) == "op.malformed"


def test_only_facilitators_make_and_see_links_also_once_the_room_is_closed() -> None:
    day = Day()
    day.join("amel")
    assert day.refused("amel", "share.make", share="l1", name="Moi", language="fr") == "access.denied"
    day.ask(HOST, "room.close")
    made(day)
    day.ask(HOST, "share.end", share="l1")
    for viewer in (Viewer("reader"), Viewer("screen"), day.viewer("amel")):
        assert not day.sees(viewer).get("share")
    assert day.sees(day.viewer(HOST))["share"]
