"""Suggestions are held to what they found when they were measured, on pairs that no threshold was chosen on."""

from bench.similarity import by_recolte, labelled, measured, tuned
from server.core.similarity import THRESHOLD

LEAST_PAIRS = 320
LEAST_PRECISION, LEAST_RECALL = 0.75, 0.69
"""What the held-out part gave when it was first measured, rounded down."""


def test_there_are_enough_labelled_pairs_and_no_text_is_in_both_parts() -> None:
    tuning, held_out = labelled("tuning"), labelled("held_out")
    assert len(tuning) + len(held_out) >= LEAST_PAIRS
    for part in (tuning, held_out):
        assert {pair.label for pair in part} == {"same", "related", "different"}
    texts = [{text for pair in part for text in (pair.first, pair.second)} for part in (tuning, held_out)]
    assert not texts[0] & texts[1]


def test_the_threshold_is_the_one_that_the_tuning_part_asks_for() -> None:
    assert tuned(by_recolte).threshold == THRESHOLD


def test_suggestions_find_no_less_among_pairs_held_out_than_when_they_were_measured() -> None:
    found = measured(by_recolte, labelled("held_out"), THRESHOLD)
    assert found.precision >= LEAST_PRECISION
    assert found.recall >= LEAST_RECALL
    assert found.different == 0
