"""A break: a clock, and nothing to do."""

from server.core.activities.activity import Activity, NoSettings

ACTIVITY = Activity(name="break", settings=NoSettings, ops={})
