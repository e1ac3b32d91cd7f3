"""Logs: one JSON object a line on standard error, with no token and no word of what people write."""

import logging
import sys
from collections.abc import MutableMapping

import structlog

PRIVATE = frozenset({"token", "text", "args", "auth", "name", "reason", "answer", "password"})
"""Keys whose values are never logged, whoever passes them."""


LIBRARIES = logging.getLogger("recolte.libraries")
"""Where the libraries of the wire log to: that something went wrong, and not what was sent."""


def set_up_logs() -> None:
    """Send everything that is logged, ours and the libraries', one way."""
    for library in (LIBRARIES, logging.getLogger("werkzeug")):
        library.setLevel(logging.ERROR)
        library.addFilter(without_words)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            without_private,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(name)s %(levelname)s %(message)s")
    # It writes the path of each request down, and in the path of a shared publication stands its secret.
    logging.getLogger("werkzeug").setLevel(logging.WARNING)


def without_words(record: logging.LogRecord) -> bool:
    """Keep of a library's error what kind it is: its text and its stack quote what people send."""
    kind = record.exc_info[0] if record.exc_info else None
    record.msg, record.args = f"something was not understood ({kind.__name__ if kind else 'error'})", ()
    record.exc_info = record.exc_text = None
    return True


def without_private(
    logger: object, method: str, event: MutableMapping[str, object]
) -> MutableMapping[str, object]:
    """Blank what must not be in a log, even where somebody passed it."""
    for key in PRIVATE & event.keys():
        event[key] = "…"
    return event
