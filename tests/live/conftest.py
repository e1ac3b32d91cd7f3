"""Turns without their pause, so that a thousand of them take a moment."""

from collections.abc import Iterator

import pytest

from server.live import pace


@pytest.fixture(autouse=True, scope="module")
def without_pause() -> Iterator[None]:
    """Let a turn begin as soon as the one before has ended."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pace, "PACE", 0.0)
        yield
