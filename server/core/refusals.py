"""Why the room says no: a closed list of codes, whose sentences live in the language files."""

from typing import Literal, get_args

Code = Literal[
    # What was sent is not of the shape that was agreed.
    "op.unknown",
    "op.malformed",
    "op.too-large",
    "op.early",
    "op.too-many",
    "op.not-yours",
    "op.unknown-id",
    "op.cannot-undo",
    "op.changed-since",
    # Who asks may not.
    "access.denied",
    "access.token",
    "access.password",
    "access.too-many",
    "room.unknown",
    "room.closed",
    "room.expired",
    "room.full",
    # What is named is not there.
    "record.unknown",
    "record.exists",
    "record.withdrawn",
    "record.erased",
    # What is written cannot stand.
    "text.empty",
    "text.too-long",
    "group.foreign",
    "group.none",
    "group.not-empty",
    "group.too-many",
    "domain.unknown",
    "kind.unknown",
    "kind.limit",
    "level.unknown",
    "role.unknown",
    "participant.claimed",
    "participant.last",
    "prompt.unknown",
    "choice.unknown",
    "vote.range",
    "vote.spent",
    "vote.closed",
    "gather.count",
    "gather.link",
    "step.running",
    "step.not-running",
    "step.moved",
    "step.off",
    "step.started",
    "experience.used",
    "criterion.used",
    "domain.used",
    "rotation.too-few",
    "statement.same",
    "statement.no-source",
    "statement.merged",
    "date.malformed",
    # The machine cannot just now; what was asked may be asked again.
    "storage.unavailable",
    "server.stopping",
    "server.fault",
    # Files and archives.
    "file.unknown",
    "file.type",
    "file.too-large",
    "files.full",
    "files.many",
    "file.pixels",
    "file.document",
    "format.unknown",
    "format.broken",
    "format.archive",
    "format.rejected",
    "format.heavy",
    "list.type",
    "list.encoding",
    "list.header",
    "list.empty",
    "list.too-long",
    "list.broken",
    "archive.broken",
    "archive.newer",
    "archive.not-empty",
    "publication.form",
    "publication.busy",
    "publication.failed",
    "publication.stopped",
    "section.limit",
    "share.end",
    "share.ended",
    "share.limit",
    "share.unknown",
]

CODES: frozenset[str] = frozenset(get_args(Code))


class Refused(Exception):
    """The room says no to an op; `facts` are the values that its sentence names."""

    def __init__(self, code: Code, **facts: str | int | None) -> None:
        super().__init__(code)
        self.code: Code = code
        self.facts = facts
