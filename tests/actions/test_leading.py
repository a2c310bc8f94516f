"""The sentence that answers, alone or first."""

import pytest

from actions import leading

SAID = "Le plan fixe six priorités. Il a été voté le 18 juin. Son budget n'est pas connu. Adressez-vous à la Région."


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (0, "Le plan fixe six priorités. Il a été voté le 18 juin. Son budget n'est pas connu."),
        (2, "Le plan fixe six priorités. Il a été voté le 18 juin. Son budget n'est pas connu."),
        (3, "Adressez-vous à la Région."),
        (None, "Le plan fixe six priorités. Il a été voté le 18 juin. Son budget n'est pas connu."),
    ],
)
def test_a_record_told_before_is_told_by_its_sentence_and_what_that_needs(first: int | None, told: str) -> None:
    assert leading.only(SAID, first=first) == told


def test_a_quotation_is_never_cut() -> None:
    said = "Il l'a dit dans la presse. « Il manquait des aides. Les villes hésitaient. » L'article date de 2025."
    assert leading.led(said, first=2) == said
