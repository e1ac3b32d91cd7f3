"""Two people wrote over the same text: keep the words of both, or say that they overlap.

A three-way merge (Smith 1988, diff3) on words instead of lines.
"""

import re
from collections.abc import Callable
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
Edit = tuple[int, int, list[str]]

MOST_COMPARED = 1_000_000
"""Pairs of words that are compared: more would hold the room up for seconds, and count as one edit."""


def merge_words(base: str, theirs: str, mine: str) -> str | None:
    """Merge two versions of `base` word by word; None where both rewrote the same words."""
    return _merged(base, theirs, mine, words_of)


def merge_pages(base: str, theirs: str, mine: str) -> str:
    """Merge two versions of a page line by line; where both rewrote the same, my paragraphs follow theirs."""
    merged = _merged(base, theirs, mine, lambda text: text.splitlines(keepends=True))
    if merged is None:
        merged = merge_words(base, theirs, mine)
    if merged is not None:
        return merged
    known = {*_paragraphs(base), *_paragraphs(theirs)}
    return "\n\n".join([*_paragraphs(theirs), *(one for one in _paragraphs(mine) if one not in known)])


def _paragraphs(text: str) -> list[str]:
    return [one.strip("\n") for one in text.split("\n\n") if one.strip()]


def _merged(base: str, theirs: str, mine: str, parts_of: Callable[[str], list[str]]) -> str | None:
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    parts = parts_of(base)
    edits = _woven(_edits(parts, parts_of(theirs)), _edits(parts, parts_of(mine)))
    if edits is None:
        return None
    merged: list[str] = []
    at = 0
    for start, end, new in edits:
        merged += parts[at:start] + new
        at = end
    return "".join(merged + parts[at:])


def words_of(text: str) -> list[str]:
    """Give a text as words, marks and blanks, with nothing left out."""
    return _WORDS.findall(text)


def _edits(parts: list[str], new: list[str]) -> list[Edit]:
    shortest = min(len(parts), len(new))
    head = next((at for at in range(shortest) if parts[at] != new[at]), shortest)
    rest = shortest - head
    tail = next((at for at in range(rest) if parts[-1 - at] != new[-1 - at]), rest)
    old_end, new_end = len(parts) - tail, len(new) - tail
    if (old_end - head) * (new_end - head) > MOST_COMPARED:
        return [(head, old_end, new[head:new_end])]
    matcher = SequenceMatcher(None, parts[head:old_end], new[head:new_end], autojunk=False)
    changed = [codes for codes in matcher.get_opcodes() if codes[0] != "equal"]
    return [(head + i1, head + i2, new[head + j1 : head + j2]) for _, i1, i2, j1, j2 in changed]


def _woven(first: list[Edit], second: list[Edit]) -> list[Edit] | None:
    """Put two lists of edits in one order, or None where two of them touch the same place."""
    woven: list[Edit] = []
    for edit in sorted(first + second, key=lambda edit: (edit[0], edit[1])):
        if woven and edit == woven[-1]:
            continue
        if woven and _overlap(woven[-1], edit):
            return None
        woven.append(edit)
    return woven


def _overlap(before: Edit, after: Edit) -> bool:
    """Two insertions at one place overlap too: nobody can know which comes first."""
    return after[0] < before[1] or after[0] == before[0] or (after[0] == before[1] and after[1] == after[0])
