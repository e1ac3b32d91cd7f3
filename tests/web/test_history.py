"""A statement's history over the real server: from the log, for who may see it, also after a restart."""

from pathlib import Path

import pytest

from server.demo.phone import Phone, RefusedByServer, call
from tests.house import OpenRoom, Server


def past(room: OpenRoom, statement: str, token: str) -> list[dict[str, object]]:
    path = f"/api/rooms/{room.code}/history/statement/{statement}"
    return list(call(room.base, path, token=token))  # type: ignore[arg-type]


def test_a_step_is_found_and_undone_after_the_server_was_started_anew(data: Path) -> None:
    with Server(data) as server:
        room = server.open_room()
        host = room.facilitator()
        host.ask("statement.write", statement="s1", text="Une ligne")
        host.ask("statement.edit", statement="s1", text="Une ligne de plus")
        host.ask("statement.edit", statement="s1", stance="question")
        host.leave()
        server.stop()
        server.start()
        steps = past(room, "s1", room.tokens["facilitator"])
        assert [step["name"] for step in steps] == ["statement.write", "statement.edit", "statement.edit"]
        assert [step["by"] for step in steps] == [room.host] * 3
        assert steps[1]["refused"] is None
        host = room.facilitator()
        host.await_seq(host.undo(str(steps[1]["op"])))
        record = host.of("statement")["s1"]
        assert (record["text"], record["stance"]) == ("Une ligne", "question")
        host.leave()


def test_the_history_is_read_with_a_token_of_the_room_and_with_no_other(
    room: OpenRoom, console: Phone, server: Server
) -> None:
    console.ask("statement.write", statement="seen", text="Une ligne")
    for token in (room.tokens["reader"], room.tokens["screen"], room.join()[1]):
        steps = past(room, "seen", token)
        assert [step["refused"] for step in steps] == ["access.denied"]
    for token in ("", "wrong"):
        with pytest.raises(RefusedByServer, match=r"access\.token"):
            past(room, "seen", token)
    with pytest.raises(RefusedByServer, match=r"record\.unknown"):
        past(room, "unseen", room.tokens["facilitator"])
