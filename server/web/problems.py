"""Refusals over HTTP: one shape (RFC 9457), a status for each code, a sentence in two languages."""

import msgspec
import structlog
from flask import Flask, Response
from werkzeug.exceptions import ClientDisconnected, HTTPException

from server.core.refusals import Refused
from server.store.errors import Unavailable
from server.web.wire import Problem

logger = structlog.get_logger()

STATUS = {
    "room.unknown": 404,
    "record.unknown": 404,
    "file.unknown": 404,
    "format.unknown": 404,
    "publication.form": 404,
    "publication.busy": 503,
    "publication.failed": 500,
    "publication.stopped": 409,
    "share.unknown": 410,
    "access.token": 401,
    "access.password": 403,
    "access.denied": 403,
    "access.too-many": 429,
    "op.early": 409,
    "op.too-many": 429,
    "room.closed": 409,
    "room.expired": 410,
    "record.exists": 409,
    "participant.claimed": 409,
    "archive.not-empty": 409,
    "file.too-large": 413,
    "file.pixels": 413,
    "op.too-large": 413,
    "files.full": 507,
    "files.many": 507,
    "file.type": 415,
    "file.document": 415,
    "list.type": 415,
    "list.encoding": 415,
    "list.too-long": 413,
    "format.archive": 415,
    "format.heavy": 413,
    "storage.unavailable": 503,
    "server.stopping": 503,
    "server.fault": 500,
}
"""The HTTP status of each code that is not simply a bad request (400)."""


def problem(
    code: str, facts: dict[str, str | int | None], detail: str = "", status: int | None = None
) -> Response:
    """Give a refusal as a problem document; the client words it from `code` and `facts`."""
    status = status or STATUS.get(code, 400)
    body = Problem(
        type=f"urn:recolte:{code}",
        title=code,
        status=status,
        detail=detail or ", ".join(f"{name}: {value}" for name, value in facts.items()),
        code=code,
        facts=facts,
    )
    return Response(msgspec.json.encode(body), status, content_type="application/problem+json")


def answer_problems(app: Flask) -> None:
    """Turn everything that can go wrong in a call into a problem document."""

    @app.errorhandler(Refused)
    def refused(refusal: Refused) -> Response:
        return problem(refusal.code, refusal.facts)

    @app.errorhandler(msgspec.MsgspecError)
    def malformed(error: msgspec.MsgspecError) -> Response:
        return problem("op.malformed", {"why": str(error)[:200]})

    @app.errorhandler(Unavailable)
    def unavailable(error: Unavailable) -> Response:
        return problem("storage.unavailable", {})

    @app.errorhandler(HTTPException)
    def of_flask(error: HTTPException) -> Response:
        codes = {404: "record.unknown", 405: "op.unknown", 413: "file.too-large"}
        code = codes.get(error.code or 400, "op.malformed")
        # What broke off on its way may be sent again as it is.
        status = 408 if isinstance(error, ClientDisconnected) else error.code
        return problem(code, {}, error.description or "", status)

    @app.errorhandler(Exception)
    def fault(error: Exception) -> Response:
        logger.exception("http.fault")
        return problem("server.fault", {})
