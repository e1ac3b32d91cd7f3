"""Cards that say nearly the same thing, or the contrary: found by the words of meaning that they share.

Two cards are compared by the share of their roots that they have in common (Jaccard 1912). Where one may
say the contrary of the other, they are given as opposed and never as the same. Nothing is learned and
nothing is fetched: it works on a laptop without internet.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from server.core.contraries import Claim

THRESHOLD = 0.22
"""Below this, a pair is not worth a facilitator's glance; chosen on tests/core/pairs/tuning.yaml alone."""

COMMON = 0.2
"""A root that more than this share of the cards have brings no pair together by itself."""

SHOWN_WORDS = 4

_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_STOP = frozenset(
    """
    a ai ainsi alors apres au aucun aussi autre autres aux avant avec avoir beaucoup bien car ce
    cela celle celles celui ces cet cette ceux chaque chez chose ci comme comment contre d dans de
    deja depuis des donc dont du elle elles en encore entre es est et etaient etait etc etre eu eux
    fait faire faut fois font ici il ils j jamais je jusqu l la le les leur leurs lors lui m ma mais
    mal me meme memes mes mieux moins mon n ne ni nos notre nous on ont ou par parce pas peu peut
    peuvent plus plutot pour pourquoi pu puis qu quand que quel quelle quelles quels qui quoi rien s
    sa sans se sera ses seul seule si sinon soit son sont sous sur t ta te tes toi ton toujours tous
    tout toute toutes tres trop tu un une va vers voir vos votre vous y about after all also an and
    any are as at be because been but by can could did do does each for from had has have he her his
    how if in into is it its just like many may me more most much must my no not of off on one only
    or other our out over she should so some such than that the their them then there these they
    this those through to too under up us very was we were what when where which while who why will
    with would you your
    """.split()  # noqa: SIM905 - a page of words is read more easily than a list of strings
)
_ENDINGS = """
    issements issement atrices atrice ateurs ateur ations ation ements ement ances ance ences ence
    ites ite iques ique istes iste ables able ives ive ifs if euses euse eurs eur antes ante ants
    ant ees ee es er ez ing ed ly s x e
    """.split()  # noqa: SIM905
_SHORTEST = 4
_FIGURES = {
    word: figure
    for row in (
        "2 deux two", "3 trois three", "4 quatre four", "5 cinq five", "6 six", "7 sept seven", "8 huit eight",
        "9 neuf nine", "10 dix ten", "12 douze twelve", "15 quinze", "20 vingt twenty", "30 trente thirty",
        "40 quarante forty", "50 cinquante fifty", "60 soixante sixty", "100 cent hundred",
    )
    for figure, *words in [row.split()]
    for word in words
}  # fmt: skip
"""Numbers in words, as the figures that others write."""


class Phrase(msgspec.Struct, frozen=True):
    """A card to compare."""

    id: str
    text: str


class Likeness(msgspec.Struct, frozen=True):
    """Two cards, how much they share (0 to 1) and which words; `opposed` where one may say the contrary."""

    first: str
    second: str
    score: float
    words: list[str]
    opposed: bool = False


def stem(word: str) -> str:
    """Cut a French or English word to what its family shares; light, and never under four letters."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


def plain(text: str) -> str:
    """Give a text in small letters without accents."""
    folded = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in folded if not unicodedata.combining(c))


def likenesses(
    phrases: Sequence[Phrase],
    declined: Iterable[frozenset[str]] = (),
    threshold: float = THRESHOLD,
) -> list[Likeness]:
    """Give the pairs that say nearly the same thing or the contrary, the likest first, less those declined."""
    spoken = [_Spoken(phrase) for phrase in phrases]
    counts = Counter(root for phrase in spoken for root in phrase.words)
    refused = set(declined)
    found = []
    for i, j in _candidates(spoken, counts):
        a, b = spoken[i], spoken[j]
        shared = a.words.keys() & b.words.keys()
        score = len(shared) / (len(a.words) + len(b.words) - len(shared))
        if score < threshold or frozenset((a.id, b.id)) in refused:
            continue
        rarest = sorted(shared, key=lambda root: (counts[root], root))[:SHOWN_WORDS]
        said = [a.words[root] for root in rarest]
        found.append(Likeness(a.id, b.id, round(score, 3), said, a.claim.opposes(b.claim)))
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))


class _Spoken:
    """A phrase as it is compared: its roots with the words that they stand for, and what it claims."""

    def __init__(self, phrase: Phrase) -> None:
        self.id = phrase.id
        self.words: dict[str, str] = {}
        for said in _WORD.findall(phrase.text.lower()):
            word = plain(said)
            if word not in _STOP:
                self.words.setdefault(_FIGURES.get(word) or stem(word), said)
        self.claim = Claim(plain(phrase.text))


def _candidates(spoken: Sequence[_Spoken], counts: Counter[str]) -> set[tuple[int, int]]:
    """Give the pairs that share at least one root that is not common."""
    having: dict[str, list[int]] = defaultdict(list)
    common = max(3.0, COMMON * len(spoken))
    for index, phrase in enumerate(spoken):
        for root in phrase.words:
            if counts[root] <= common:
                having[root].append(index)
    return {(i, j) for holders in having.values() for at, i in enumerate(holders) for j in holders[at + 1 :]}
