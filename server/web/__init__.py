"""The ways in: the socket, HTTP, and the pages."""
