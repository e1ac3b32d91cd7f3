"""Cards that say nearly the same thing are found with the words that they share, and contraries are told apart."""

import pytest

from server.core.similarity import Likeness, Phrase, likenesses


def compared(first: str, second: str, *others: str) -> Likeness | None:
    """Compare two cards that lie among others."""
    phrases = [Phrase("a", first), Phrase("b", second)]
    phrases += [Phrase(f"o{number}", text) for number, text in enumerate(others)]
    return next((pair for pair in likenesses(phrases) if {pair.first, pair.second} == {"a", "b"}), None)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (
            "Les partenaires et les financeurs suivent les indicateurs.",
            "Indicateurs suivis par financeurs et partenaires.",
            {"partenaires", "financeurs", "indicateurs", "suivent"},
        ),
        ("Deux emplois créés.", "Création de 2 emplois.", {"deux", "emplois"}),
        ("Residents wrote the survey.", "The survey was written by residents.", {"residents", "survey"}),
    ],
)
def test_a_pair_is_given_with_the_words_that_both_have(first: str, second: str, words: set[str]) -> None:
    found = compared(first, second)
    assert found is not None
    assert set(found.words) <= words
    assert len(found.words) >= 2
    assert not found.opposed


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Les élus soutiennent la démarche.", "Les élus ne soutiennent pas la démarche."),
        ("Le questionnaire est facile à remplir.", "Le questionnaire est difficile à remplir."),
        ("Les habitants ont choisi les indicateurs.", "Les indicateurs ont été choisis sans les habitants."),
        ("La mairie a augmenté sa subvention.", "La mairie a baissé sa subvention."),
        ("The council backs the project.", "The council does not back the project."),
    ],
)
def test_a_claim_and_its_contrary_are_given_as_opposed(first: str, second: str) -> None:
    for one, other in ((first, second), (second, first)):
        found = compared(one, other)
        assert found is not None
        assert found.opposed


def test_the_likest_come_first_and_what_is_declined_is_not_given_again() -> None:
    texts = {
        "a": "Les élus soutiennent la démarche.",
        "b": "Les élus ne soutiennent pas la démarche.",
        "c": "La démarche est soutenue par les élus du territoire.",
    }
    phrases = [Phrase(id, text) for id, text in texts.items()]
    found = likenesses(phrases)
    assert [pair.score for pair in found] == sorted((pair.score for pair in found), reverse=True)
    left = likenesses(phrases, [frozenset(("a", "b"))])
    assert {frozenset((pair.first, pair.second)) for pair in left} == {
        frozenset((pair.first, pair.second)) for pair in found
    } - {frozenset(("a", "b"))}


def test_empty_and_strange_texts_are_compared_without_harm() -> None:
    texts = ["", "🌱🌱", "!!!", "زمن طويل", "זמן ארוך", "a" * 20_000, "mot " * 5_000, "les des du"]
    assert likenesses([Phrase(str(number), text) for number, text in enumerate(texts)]) == []
