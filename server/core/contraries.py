"""Whether one sentence may say the contrary of another: one denies and the other does not, or has the contrary word.

Nothing more than a hint: it keeps a claim and its contrary from being offered as the same thing.
"""

import re

_NOT = re.compile(
    r"\b(?:pas|jamais|aucune?|rien|ni|personne n|sans|manqu\w*|faute de|absen\w*|insuffisan\w*|refus\w*"
    r"|(?:ne|n) \w+ plus|n est plus"
    r"|not|no|never|nobody|none|without|lack\w*|cannot|don t|doesn t|didn t)\b"
)
"""What denies, in texts of small letters without accents and apostrophes."""

_CONTRARIES: tuple[tuple[str, str], ...] = (
    ("facil", "difficil"), ("gagn", "perd"), ("augment", "baiss"), ("plus", "moins"), ("debut", "fin"),
    ("continu", "arret"), ("souvent", "jamais"), ("trop", "assez"), ("valoris", "jug"), ("positif", "negatif"),
    ("court", "long"), ("ouver", "ferm"), ("accept", "refus"), ("avant", "apres"), ("gratuit", "cher"),
    ("petit", "grand"), ("premier", "dernier"), ("fort", "faibl"), ("reuss", "echou"), ("monde", "personne"),
    ("more", "less"), ("easy", "hard"), ("early", "late"), ("open", "clos"), ("always", "never"),
    ("accept", "reject"), ("grow", "shrink"), ("free", "expensiv"), ("strong", "weak"), ("before", "after"),
)  # fmt: skip
"""Beginnings of words of which one says the contrary of the other."""


class Claim:
    """A sentence as it is looked at for its contrary; `plain` in small letters without accents."""

    def __init__(self, plain: str) -> None:
        self._words = f" {re.sub(r'[^a-z0-9]+', ' ', plain)} "
        self.denies = _NOT.search(self._words) is not None

    def opposes(self, other: "Claim") -> bool:
        """Whether the other may say the contrary."""
        return self.denies != other.denies or any(
            self._has(one) and other._has(two) and not self._has(two) and not other._has(one)
            for pair in _CONTRARIES
            for one, two in (pair, pair[::-1])
        )

    def _has(self, beginning: str) -> bool:
        return f" {beginning}" in self._words
