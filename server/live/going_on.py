"""How what is done now and then goes on where a part of it cannot be done."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from server.core.refusals import Refused
from server.store.errors import Behind, Unavailable

logger = structlog.get_logger()


@contextmanager
def going_on(step: str, **where: str) -> Iterator[None]:
    """Let one step that fails keep no other from being done; the next look comes to it again.

    That the disk cannot, that a room has just gone, or that another process was first is nothing to
    worry about; anything else is a fault of ours, and is told whole.
    """
    try:
        yield
    except (Unavailable, Behind, Refused, OSError) as error:
        logger.warning("house.not-now", step=step, error=type(error).__name__, **where)
    except Exception:
        logger.exception("house.fault", step=step, **where)
