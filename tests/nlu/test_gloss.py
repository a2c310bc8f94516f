"""A question of fact in English, word by word in French."""

import pytest

from nlu.acts import gloss
from nlu.acts.foreign import other_script


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("When was the roadmap adopted?", "quand feuille de route votée?"),
        ("how many people attended the AI Summit?", "combien de personnes participants IA Summit?"),
        ("What is the deadline of the AMI?", "quel est le date limite AMI?"),
    ],
)
def test_the_words_known_are_put_in_french_and_names_kept(english: str, french: str) -> None:
    assert gloss(english) == french


@pytest.mark.parametrize("text", ["Qui paie ?", "what", "je cherche un workshop", "AI Summit 2025", "is"])
def test_what_does_not_begin_as_a_question_in_english_is_left(text: str) -> None:
    assert gloss(text) is None


@pytest.mark.parametrize(
    ("text", "script"),
    [("Что такое ИИ?", "CYRILLIC"), ("AMI ما هو الذكاء", "ARABIC"), ("Où est l’œuvre nº 1 ª µ ?", None), ("l'AMI да ?", None), ("да", None), ("", None)],
)  # fmt: skip
def test_most_letters_tell_the_script(text: str, script: str | None) -> None:
    assert other_script(text) == script
