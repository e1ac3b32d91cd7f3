"""The registry of activities: an activity that is not listed here does not exist."""

from server.core.activities import (
    briefing,
    checkin,
    gallery,
    grid,
    pause,
    projection,
    synthesis,
    tables,
    vote,
)
from server.core.activities.activity import Activity
from server.core.format import ActivityName

ACTIVITIES: dict[ActivityName, Activity] = {
    activity.name: activity
    for activity in (
        briefing.ACTIVITY,
        checkin.ACTIVITY,
        pause.ACTIVITY,
        tables.ACTIVITY,
        grid.ACTIVITY,
        gallery.ACTIVITY,
        synthesis.ACTIVITY,
        projection.ACTIVITY,
        vote.ACTIVITY,
    )
}
"""Every activity by its name in a format."""

__all__ = ["ACTIVITIES", "Activity"]
