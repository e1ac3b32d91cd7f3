"""Cards that say nearly the same thing: found by the words that they share, rare words weighing more.

The weight of a word falls with the number of cards that have it (Spärck Jones 1972), and two cards are
compared by the angle between their words and between their letters' runs, so that « évaluer » and
« évaluation » meet. Nothing is learned and nothing is fetched: it works on a laptop without internet.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

THRESHOLD = 0.34
"""Below this, a pair is not worth a facilitator's glance; chosen on tests/core/pairs/tuning.yaml alone."""

WORDS_SHARE = 0.62
"""How much the words count against the runs of letters."""

COMMON = 0.2
"""A word that more than this share of the cards have brings no pair together by itself."""

RUN = 4
SHOWN_WORDS = 4

_WORD = re.compile(r"[^\W\d_]{2,}|\d{2,}")
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


class Phrase(msgspec.Struct, frozen=True):
    """A card to compare."""

    id: str
    text: str


class Likeness(msgspec.Struct, frozen=True):
    """Two cards that say nearly the same thing, how much (0 to 1), and the words that they share."""

    first: str
    second: str
    score: float
    words: list[str]


def likenesses(
    phrases: Sequence[Phrase], declined: Iterable[frozenset[str]] = (), threshold: float = THRESHOLD
) -> list[Likeness]:
    """Give the pairs that say nearly the same thing, the likest first; declined pairs are left out."""
    spoken = [_Spoken(phrase) for phrase in phrases]
    counts = Counter(stem for phrase in spoken for stem in phrase.stems)
    weights = {stem: math.log((len(spoken) + 1) / (many + 0.5)) for stem, many in counts.items()}
    lengths = [_length(phrase.stems, weights) for phrase in spoken]
    refused = set(declined)
    found = []
    for (i, j), shared in _candidates(spoken, counts, weights).items():
        a, b = spoken[i], spoken[j]
        if frozenset((a.id, b.id)) in refused or not lengths[i] or not lengths[j]:
            continue
        words = shared / (lengths[i] * lengths[j])
        if words < threshold / 2:
            continue
        score = WORDS_SHARE * words + (1 - WORDS_SHARE) * _overlap(a.runs, b.runs)
        if score >= threshold:
            found.append(Likeness(a.id, b.id, round(score, 3), _shared_words(a, b, weights)))
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))


def score_of(first: str, second: str, among: Sequence[str]) -> float:
    """How alike two texts are (0 to 1), with words weighed as they are among the given texts."""
    phrases = [Phrase("a", first), Phrase("b", second)]
    phrases += [Phrase(str(number), text) for number, text in enumerate(among)]
    for pair in likenesses(phrases, threshold=0.0):
        if {pair.first, pair.second} == {"a", "b"}:
            return pair.score
    return 0.0


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


class _Spoken:
    """A phrase as it is compared: its stems with the words that they stand for, and its runs of letters."""

    def __init__(self, phrase: Phrase) -> None:
        self.id = phrase.id
        self.stems: Counter[str] = Counter()
        self.words: dict[str, str] = {}
        self.runs: set[str] = set()
        for said in _WORD.findall(phrase.text.lower()):
            word = plain(said)
            if word in _STOP:
                continue
            root = stem(word)
            self.stems[root] += 1
            self.words.setdefault(root, said)
            self.runs.update(word[i : i + RUN] for i in range(max(1, len(word) - RUN + 1)))


def _candidates(
    spoken: Sequence[_Spoken], counts: Counter[str], weights: dict[str, float]
) -> dict[tuple[int, int], float]:
    """Pairs that share at least one word that is not common, with the weight of all that they share."""
    having: dict[str, list[int]] = defaultdict(list)
    for index, phrase in enumerate(spoken):
        for root in phrase.stems:
            having[root].append(index)
    common = max(3.0, COMMON * len(spoken))
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for root, holders in having.items():
        if counts[root] > common:
            continue
        square = weights[root] ** 2
        for position, i in enumerate(holders):
            mine = 1 + math.log(spoken[i].stems[root])
            for j in holders[position + 1 :]:
                shared[i, j] += square * mine * (1 + math.log(spoken[j].stems[root]))
    return shared


def _length(stems: Counter[str], weights: dict[str, float]) -> float:
    return math.sqrt(sum((weights[root] * (1 + math.log(many))) ** 2 for root, many in stems.items()))


def _overlap(first: set[str], second: set[str]) -> float:
    """How much two sets share (Dice 1945)."""
    return 2 * len(first & second) / (len(first) + len(second)) if first or second else 0.0


def _shared_words(first: _Spoken, second: _Spoken, weights: dict[str, float]) -> list[str]:
    """The words that two phrases share, as the first says them, the rarest first."""
    shared = sorted(first.stems.keys() & second.stems.keys(), key=lambda root: (-weights[root], root))
    return [first.words[root] for root in shared[:SHOWN_WORDS]]
