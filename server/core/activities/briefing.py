"""Briefing: pages to read together, with questions asked from the phones (cards of the step)."""

import msgspec

from server.core.activities.activity import Activity


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`pages` are shown in order; `questions` lets people ask from their phones."""

    pages: list[str] = []
    questions: bool = False


ACTIVITY = Activity(name="briefing", settings=Settings, ops={})
