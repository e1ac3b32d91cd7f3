"""The demonstration: a whole day held by simulated people who go through the real wire."""
