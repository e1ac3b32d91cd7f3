"""Figures that only grow, for those who watch an instance; seconds are of wall time."""


class Count:
    """What has happened in this process since it started."""

    def __init__(self) -> None:
        self.turns = 0
        self.done = 0
        self.refused = 0
        self.waited = 0
        self.snapshots = 0
        self.resumes = 0
        self.turn_seconds = 0.0
        self.commit_seconds = 0.0
        self.fan_out_seconds = 0.0
