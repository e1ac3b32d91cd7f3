"""Two people wrote over the same text: keep the words of both, or say that they overlap.

A three-way merge (Smith 1988, diff3) on words instead of lines.
"""

import re
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
Edit = tuple[int, int, list[str]]


def merge_words(base: str, theirs: str, mine: str) -> str | None:
    """Merge two versions of `base` word by word; None where both rewrote the same words."""
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    words = words_of(base)
    edits = _woven(_edits(words, theirs), _edits(words, mine))
    if edits is None:
        return None
    merged: list[str] = []
    at = 0
    for start, end, new in edits:
        merged += words[at:start] + new
        at = end
    return "".join(merged + words[at:])


def words_of(text: str) -> list[str]:
    """Give a text as words, marks and blanks, with nothing left out."""
    return _WORDS.findall(text)


def _edits(words: list[str], text: str) -> list[Edit]:
    new = words_of(text)
    matcher = SequenceMatcher(None, words, new, autojunk=False)
    return [(i1, i2, new[j1:j2]) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]


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
