"""What is named in passing is no case: where a resident lives, a body denied."""

import pytest

from nlu.acts.aside import denies_body, dwellings


@pytest.mark.parametrize(
    ("text", "dwells"),
    [
        ("j'habite un petit village vers Hirson", True),
        ("je vis dans une commune de l'Aisne", True),
        ("je suis maire d'un petit village", False),
        ("notre commune voudrait un chatbot", False),
    ],
)
def test_where_a_resident_lives_is_told_from_a_body(text: str, dwells: bool) -> None:
    assert bool(dwellings(text)) is dwells


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("je suis pas une commune", True),
        ("mais on n'est pas une mairie", True),
        ("non, je ne suis pas une association", True),
        ("je ne suis pas à la mairie", False),
        ("je suis une commune", False),
        ("je ne suis pas une commune mais une asso", False),
    ],
)
def test_a_body_is_denied(text: str, denied: bool) -> None:
    assert denies_body(text) is denied
