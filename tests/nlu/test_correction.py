"""Typing errors are corrected towards taught words; known words, names and codes stay."""

import pytest

from nlu.correction import Corrector

TAUGHT = Corrector.fit(
    [["quelles", "subventions", "pour", "une", "association"], ["atelier", "a", "lens"]],
    how_common=lambda word: 4.0 if word == "attelle" else 0.0,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("assocation", "association"), ("subvnetions", "subventions"), ("ateleir", "atelier"), ("atelire", "atelier")],
)
def test_a_slip_is_corrected(typed: str, meant: str) -> None:
    assert TAUGHT.correct([typed]) == [meant]


@pytest.mark.parametrize("word", ["association", "attelle", "siv", "f2030", "732829320", "hortillonnage"])
def test_a_known_word_a_short_one_and_a_code_are_left_alone(word: str) -> None:
    assert TAUGHT.correct([word]) == [word]
