"""What is written down: the log of every room, who may enter it, and its files."""
