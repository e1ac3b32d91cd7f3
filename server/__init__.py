"""Récolte: a realtime room that runs a workshop and turns it into a publication."""

__version__ = "0.1.0"
