"""Rooms that are awake: turns, fan-out, presence."""
