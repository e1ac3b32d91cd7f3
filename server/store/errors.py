"""What a log may answer besides the truth."""


class Behind(Exception):
    """Somebody else wrote this sequence number, or this op, first: read what was missed, decide again."""


class Unavailable(Exception):
    """The disk or the database cannot just now; nothing was written."""


class Newer(Exception):
    """The tables are of a newer Récolte than this one."""
