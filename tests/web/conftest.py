"""A room on each running server, with a table of two and a facilitator's console."""

import itertools
import threading
from collections.abc import Callable, Iterator

import pytest

from server.demo.phone import Phone
from tests.house import OpenRoom, Server

numbers = itertools.count(1)


@pytest.fixture(scope="session")
def room(server: Server) -> OpenRoom:
    """One room on the running server; openings are limited, so that the tests share it."""
    return server.open_room()


@pytest.fixture(scope="session")
def console(room: OpenRoom) -> Iterator[Phone]:
    """The facilitator of the shared room."""
    phone = room.facilitator()
    yield phone
    phone.leave()


@pytest.fixture
def kind(console: Phone) -> str:
    """A kind of card that the format has."""
    return console.first_kind()


@pytest.fixture
def table(console: Phone) -> str:
    """A new group in the shared room."""
    group = f"t{next(numbers)}"
    console.ask("group.add", group=group, name=f"Table {group}")
    return group


Seat = Callable[..., Phone]


@pytest.fixture
def seat(room: OpenRoom, console: Phone, table: str) -> Iterator[Seat]:
    """Let people in, seat them at the table, and let them go when the test ends."""
    phones: list[Phone] = []

    def sit(name: str = "Amel", group: str | None = table, transports: list[str] | None = None) -> Phone:
        participant, token = room.join(name)
        if group is not None:
            console.ask("group.assign", participant=participant, group=group)
        phones.append(Phone(room.base, token, room.code).connect(transports))
        return phones[-1]

    yield sit
    for phone in phones:
        # In the threaded mode a closing handshake takes two seconds, which nobody need wait for.
        threading.Thread(target=phone.leave, daemon=True).start()
