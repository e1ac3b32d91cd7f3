"""From a room to what is sent afterwards."""
