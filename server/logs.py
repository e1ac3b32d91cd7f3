"""Logs: one JSON object a line on standard error, with no token and no word of what people write."""

import json
import logging
import sys
from collections.abc import MutableMapping
from datetime import UTC, datetime

import structlog

PRIVATE = frozenset({"token", "text", "args", "auth", "name", "reason", "answer", "password"})
"""Keys whose values are never logged, whoever passes them."""


LIBRARIES = logging.getLogger("recolte.libraries")
"""Where the libraries of the wire log to: that something went wrong, and not what was sent."""


def set_up_logs() -> None:
    """Send everything that is logged, ours and the libraries', one way."""
    # werkzeug writes the path of each request down below that, and in one of a shared publication stands its secret.
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
    said = logging.StreamHandler(sys.stderr)
    said.setFormatter(AsJson())
    logging.basicConfig(level=logging.WARNING, handlers=[said])


class AsJson(logging.Formatter):
    """What a library logs, as one JSON object a line like all else."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "event": "library",
            "library": record.name,
            "said": super().format(record),
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat().replace("+00:00", "Z"),
        }
        return json.dumps(said, ensure_ascii=False)


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
