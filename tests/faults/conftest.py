"""What the tests of faults share: the process that servers are forked from."""

from collections.abc import Iterator

import pytest

from tests.faults.servers import Nursery


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Servers that are back in a moment."""
    with Nursery() as started:
        yield started
