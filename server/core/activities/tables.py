"""Grouping: people learn their table and their experience. The ops on groups belong to every day."""

import msgspec

from server.core.activities.activity import Activity
from server.core.grouping import Trait, every_trait


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`size` is the number of people aimed at for a table."""

    size: int = 5
    by: list[Trait] = msgspec.field(default_factory=every_trait)


ACTIVITY = Activity(name="grouping", settings=Settings, ops={})
