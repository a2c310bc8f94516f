"""French as people type it is brought back to ordinary French."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu import french


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Jpeu avoir koi com aide pr lami ?", "je peux avoir quoi com aide pour l'ami ?"),
        ("cest quoi l’AMI", "c'est quoi l'ami"),
        ("l' aide  d ' urgence", "l'aide d'urgence"),
        ("aujourd'hui", "aujourd'hui"),
        ("ouiiiiii", "ouii"),
        ("bonjour,c'est ouvert?ou pas", "bonjour, c'est ouvert? ou pas"),
        ("e\u0301cole\u200b", "école"),
    ],
)
def test_what_is_typed_is_read_as_ordinary_french(typed: str, read: str) -> None:
    assert french.normalise(typed) == read


def test_accents_case_and_ligatures_are_set_aside() -> None:
    assert french.fold("Cœur d’Élève") == "coeur d'eleve"


def test_an_elided_word_gives_two() -> None:
    assert french.tokens("qu'est-ce que l'AMI aujourd'hui") == ["qu", "est", "ce", "que", "l", "ami", "aujourdhui"]


def test_a_search_compares_stems_without_elided_articles() -> None:
    assert french.stems("les aides d'État") == french.stems("L'AIDE État") or "aid" in french.stems("les aides")
    assert "l" not in french.stems("l'aide")


@given(st.text(max_size=80))
def test_flat_text_keeps_every_position(text: str) -> None:
    assert len(french.flat(text)) == len(text)


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert french.tokens(text) == french.tokens(text)
    assert "".join(french.split(text)) or not text.strip(" ,")


@pytest.mark.parametrize(
    ("message", "clauses"),
    [
        ("c'est quoi l'AMI et qui peut m'aider ?", ["c'est quoi l'AMI", "qui peut m'aider ?"]),
        ("Quels ateliers à Lens ? Et combien ça coûte ?", ["Quels ateliers à Lens ?", "Et combien ça coûte ?"]),
        ("une mairie et une association", ["une mairie et une association"]),
        ("bonjour", ["bonjour"]),
    ],
)
def test_two_questions_are_told_apart(message: str, clauses: list[str]) -> None:
    assert french.split(message) == clauses
