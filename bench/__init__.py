"""The bench: what the room engine costs beside a bare broadcast, on one machine and in one run."""
