"""Whatever the network and the machine do to a room, all devices come to hold the same, and nothing typed is lost.

`make fuzz` plays a thousand seeds; here are a few. A seed that fails is played again by `make fuzz SEED=n`.
"""

from collections.abc import Iterator

import pytest

from tests.faults.servers import Nursery
from tests.fuzz.pages import Pages
from tests.fuzz.trial import Trial

pytestmark = pytest.mark.faults
SAMPLE = (2, 3, 8, 14)
"""Seeds that once found something."""


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as started:
        yield started


@pytest.fixture(scope="module")
def pages() -> Iterator[Pages]:
    with Pages() as started:
        yield started


@pytest.mark.parametrize("seed", SAMPLE)
def test_r7_r19_after_a_storm_all_devices_hold_the_same_and_nothing_typed_is_lost(
    seed: int, nursery: Nursery, pages: Pages
) -> None:
    trial = Trial(seed, nursery, pages)
    assert trial.play() == [], f"play it again by: make fuzz SEED={seed}"
    assert trial.figures["ops"] > 0
