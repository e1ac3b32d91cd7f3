"""Texts that several people write at once: documents of the Yjs kind, merged by pycrdt.

A document is nothing but the updates it is made of, in whatever order and however often they come.
This is the one file that knows pycrdt; whoever calls it deals in bytes and in text.
"""

import hashlib
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from pycrdt import Doc, Text, merge_updates

from server.core.merging import words_of

NAME = "text"
"""Where in its document the text stands; the client's `together.ts` says the same."""


class Malformed(ValueError):
    """Bytes that are no update of a text."""


def text_of(updates: Sequence[bytes]) -> str:
    """Give the text that a document reads."""
    return str(_document(updates)[NAME])


class Applied(NamedTuple):
    """What one more update makes of a document, and the update as we write it: empty if it says nothing new."""

    text: str
    update: bytes


def applied(updates: Sequence[bytes], update: bytes) -> Applied:
    """Apply one more update to a document; Malformed where it is none, or puts in what is no text."""
    document = _document(updates)
    before = document.get_update()
    try:
        document.apply_update(update)
        text: Text = document[NAME]
        said = str(text)
        # Written anew, so that nobody is sent bytes that only this library would pass over.
        clean = merge_updates(update)
    except BaseException as error:
        # A fault inside the library comes as a BaseException of its own, and is the sender's all the same.
        if (
            isinstance(error, ValueError | TypeError | RuntimeError)
            or type(error).__name__ == "PanicException"
        ):
            raise Malformed(str(error)[:100]) from None
        raise
    if len(text) != len(said.encode()):
        raise Malformed("embedded")
    return Applied(said, b"" if document.get_update() == before else clean)


def begun(text: str, op: str) -> bytes:
    """Give the first update of a document that reads `text`; the same op makes the same document."""
    return rewritten([], text, op) or _document([]).get_update()


def rewritten(updates: Sequence[bytes], text: str, op: str) -> bytes | None:
    """Give the update that makes a document read `text`, word by word; None where it reads so already.

    What it puts in is signed with the op's id, so that no two ops ever sign alike.
    """
    document = _document(updates, _hand(op))
    before = document.get_state()
    written: Text = document[NAME]
    now = str(written)
    if now == text:
        return None
    old, new = words_of(now), words_of(text)
    at = _places(old)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    with document.transaction():
        for tag, i1, i2, j1, j2 in reversed(matcher.get_opcodes()):
            if tag in ("replace", "delete"):
                del written[at[i1] : at[i2]]
            if tag in ("replace", "insert"):
                written.insert(at[i1], "".join(new[j1:j2]))
    return document.get_update(before)


def packed(updates: Sequence[bytes]) -> bytes:
    """Give one update that says what many said, less the words that were deleted."""
    return _document(updates).get_update()


def _document(updates: Sequence[bytes], hand: int | None = None) -> Doc:  # type: ignore[type-arg]
    document: Doc = Doc(client_id=hand)  # type: ignore[type-arg]
    document[NAME] = Text()
    for update in updates:
        document.apply_update(update)
    return document


def _hand(op: str) -> int:
    """Give whose hand writes, as a document counts them: a number that Yjs can read (under 2**53)."""
    return int.from_bytes(hashlib.sha256(op.encode()).digest()[:6])


def _places(words: Sequence[str]) -> list[int]:
    """Give where each word begins, and where the last ends, in the bytes that pycrdt counts."""
    places = [0]
    for word in words:
        places.append(places[-1] + len(word.encode()))
    return places
