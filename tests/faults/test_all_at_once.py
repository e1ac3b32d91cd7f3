"""Everybody at once, on a server that has just started: as after a kill, or when a day begins."""

from pathlib import Path

import pytest

from bench import hall
from bench.crowd import Crowd
from server.demo.served import Served

pytestmark = pytest.mark.faults


def test_r19_all_who_come_in_the_first_instant_of_a_server_are_let_in(tmp_path: Path) -> None:
    seated = hall.build(tmp_path, 60)
    # By chance one start in two did well when this was wrong.
    for _ in range(3):
        with Served(tmp_path, environ={"ROOM_PASSWORD": "", "DATABASE_URL": ""}) as served:
            crowd = Crowd(served.port)
            crowd.connect([person.token for person in seated.people], at_once=60, patience=8)
            crowd.close()
