"""Documents that people attach to a dossier: PDF alone, looked at by their content and kept as they came.

They are never opened here and never shown inside a page of ours: a device saves them and opens them itself.
"""

from server.core.refusals import Refused
from server.store.pictures import LARGEST_FILE

TYPE = "application/pdf"
TAIL = 2_048
"""Bytes at the end in which a whole PDF says that it ends."""


def look_at_document(raw: bytes) -> bytes:
    """Give the document as it will be kept; Refused where it is no PDF, or was cut short."""
    if len(raw) > LARGEST_FILE:
        raise Refused("file.too-large", limit=LARGEST_FILE // 1_048_576)
    if not raw.startswith(b"%PDF-") or b"%%EOF" not in raw[-TAIL:]:
        raise Refused("file.document")
    return raw
