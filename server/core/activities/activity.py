"""What an activity is to the rest of the house."""

from collections.abc import Mapping

import msgspec

from server.core.asking import Rule
from server.core.format import ActivityName


class NoSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For an activity that has nothing to set."""


class Activity(msgspec.Struct, frozen=True):
    """What people do in a step: how it is set up in a format, and the ops it adds to a room."""

    name: ActivityName
    settings: type[msgspec.Struct]
    ops: Mapping[str, Rule]
