"""The small language in which the sentences of distress are written."""

import pytest

from bot.turn.phrases import Phrases


def _is_in(phrase: str, said: str) -> bool:
    phrases = Phrases.of([phrase])
    return phrases.may_be_in(said.split()) and phrases.are_in(f" {said} ")


@pytest.mark.parametrize(
    "said", ["je vais accoucher", "elle va accoucher maintenant dans le salon", "va accoucher aidez nous"]
)
def test_the_end_may_be_one_of_several_choices(said: str) -> None:
    assert _is_in("vais/va accoucher maintenant/aidez/$", said)


@pytest.mark.parametrize("said", ["je vais accoucher en juin", "va accoucher bientôt"])
def test_the_end_among_choices_is_the_end_of_the_message(said: str) -> None:
    assert not _is_in("vais/va accoucher maintenant/aidez/$", said)


def test_an_optional_end_changes_nothing() -> None:
    assert _is_in("au secours ?$", "au secours les amis")


def test_a_message_is_read_though_the_word_before_the_end_is_missing() -> None:
    assert _is_in("bout du/rouleau/$", "je suis à bout")
