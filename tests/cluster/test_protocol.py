"""The suite of the wire against a cluster: behind nginx, and with a room's people divided between two processes."""

import itertools
from collections.abc import Iterator

import pytest

from scripts.cluster.cluster import Cluster
from server.demo.phone import Phone
from tests.cluster.conftest import open_room
from tests.house import OpenRoom
from tests.web import test_wire
from tests.web.conftest import Seat, kind, table  # noqa: F401 - fixtures of the suite

pytestmark = [pytest.mark.services, pytest.mark.slow]

AT_HOME = {
    "test_r3_what_was_acknowledged_is_in_the_database",
    "test_r20_no_token_stands_in_the_database_nor_in_what_the_server_says",
}
"""They look into the folder of one server with SQLite."""

globals().update(
    {name: test for name, test in vars(test_wire).items() if name.startswith("test_") and name not in AT_HOME}
)


class Divided(OpenRoom):
    """A room whose people come in by one process and by the other in turn.

    A device asks for an address twice, to join and to connect: each address is given twice running, or
    every device would connect at the same process.
    """

    def __init__(self, cluster: Cluster) -> None:
        opened = open_room(cluster.base)
        self._bases = itertools.cycle([process.base for process in cluster.processes for _ in range(2)])
        self.code, self.host, self.links, self.tokens = (
            opened.code, opened.host, opened.links, opened.tokens,
        )  # fmt: skip

    @property
    def base(self) -> str:  # type: ignore[override]
        return next(self._bases)


@pytest.fixture(scope="module", params=["behind nginx", "divided"])
def room(request: pytest.FixtureRequest, cluster: Cluster) -> OpenRoom:
    """One room, as nginx serves it and as nothing but the log holds it together."""
    return Divided(cluster) if request.param == "divided" else open_room(cluster.base)


@pytest.fixture(scope="module")
def server(cluster: Cluster) -> Cluster:
    """What the suite takes for its server."""
    return cluster


@pytest.fixture(scope="module")
def console(room: OpenRoom) -> Iterator[Phone]:
    """The facilitator of the room."""
    phone = room.facilitator()
    yield phone
    phone.leave()


@pytest.fixture
def seat(room: OpenRoom, console: Phone, table: str) -> Iterator[Seat]:  # noqa: F811
    """Let people in and seat them; each holds where they sit, which another process may have written."""
    phones: list[Phone] = []

    def sit(name: str = "Amel", group: str | None = table, transports: list[str] | None = None) -> Phone:
        participant, token = room.join(name)
        phone = Phone(room.base, token, room.code).connect(transports)
        phones.append(phone)
        if group is not None:
            phone.await_seq(console.ask("group.assign", participant=participant, group=group))
        return phone

    yield sit
    for phone in phones:
        phone.leave()
