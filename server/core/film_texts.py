"""What each text of the film said at each moment, as far as its viewer could read it then.

A text that was hidden, withdrawn or not yet shown to this viewer all the while it stood is told by none of
the film's moments: in its place stands the next one that they could read, at the latest that of today.
"""

from collections.abc import Iterable, Mapping

import msgspec

from server.core.asking import Entry
from server.core.records import Card, Record, RoomInfo
from server.core.room import Change, Drop, Patch, Put
from server.core.sight import Policy, Viewer, policy, seen

SPOKEN = frozenset({"card", "statement", "proposal"})
"""The kinds whose text is shown as it was."""

Key = tuple[str, str]


class Version(msgspec.Struct):
    """A text that stood for a while, and whether the viewer could read it in that while."""

    text: str
    read: bool = False


def texts(entries: Iterable[Entry], viewer: Viewer) -> dict[Key, list[str]]:
    """Give, for each record, what to show for each time its text was written, in the order of the log."""
    return {key: _told(versions) for key, versions in _Reading(viewer).read(entries).items()}


def speaks(change: Change) -> bool:
    """Whether a change writes a text that is shown as it was."""
    if change.kind not in SPOKEN:
        return False
    return isinstance(change, Put) or (isinstance(change, Patch) and "text" in change.fields)


def gone(record: Record) -> bool:
    """Whether a record is withdrawn, or a card that is hidden."""
    return bool(getattr(record, "withdrawn", False)) or (
        isinstance(record, Card) and record.hidden is not None
    )


class _Reading:
    """The records whose texts are shown, as they change; each is looked at before it does."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._info: RoomInfo | None = None
        self._standing: dict[Key, Record] = {}
        self._versions: dict[Key, list[Version]] = {}

    def read(self, entries: Iterable[Entry]) -> Mapping[Key, list[Version]]:
        for entry in entries:
            for change in entry.changes:
                if change.kind == "room":
                    self._room(change)
                elif change.kind in SPOKEN:
                    self._look((change.kind, change.id))
                    self._change(change)
        for key in self._standing:
            self._look(key)
        return self._versions

    def _room(self, change: Change) -> None:
        before = self._policy()
        after = _after(self._info, change)
        if before is not None and isinstance(after, RoomInfo) and policy(after) != before:
            for key in self._standing:
                self._look(key)
        self._info = after if isinstance(after, RoomInfo) else None

    def _change(self, change: Change) -> None:
        key = (change.kind, change.id)
        after = _after(self._standing.get(key), change)
        if after is None:
            self._standing.pop(key, None)
            return
        self._standing[key] = after
        if speaks(change):
            self._versions.setdefault(key, []).append(Version(str(getattr(after, "text", ""))))

    def _look(self, key: Key) -> None:
        """Note that the viewer could read the text that stands, where they could."""
        record, now = self._standing.get(key), self._policy()
        if record is None or now is None or self._versions[key][-1].read:
            return
        self._versions[key][-1].read = not gone(record) and seen(record, self._viewer, now) is not None

    def _policy(self) -> Policy | None:
        return policy(self._info) if self._info is not None else None


def _after(before: Record | None, change: Change) -> Record | None:
    match change:
        case Put(record=record):
            return record
        case Patch(fields=fields):
            return msgspec.structs.replace(before, **fields) if before is not None else None
        case Drop():
            return None


def _told(versions: list[Version]) -> list[str]:
    told: list[str] = []
    following = versions[-1].text
    for version in reversed(versions):
        # What was erased left a blank in the log: it is no text that anybody wrote.
        following = version.text if version.read and version.text else following
        told.append(following)
    return told[::-1]
