"""What a sentence says of a case in passing: each told by words that somebody uses, and by none that only resemble them."""

from typing import Any

import pytest

from region import statements


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("je monte une menuiserie à Hazebrouck", {"registered": False}),
        ("on va ouvrir notre petite boulangerie", {"registered": False}),
        ("entreprise en création à Lille", {"registered": False}),
        ("on a licencié quelqu'un pour motif économique en septembre", {"recent_dismissal": True}),
        ("il a fallu licencier deux personnes pour motif économique", {"recent_dismissal": True}),
    ],
)
def test_what_is_said_in_passing_is_read(said: str, facts: dict[str, Any]) -> None:
    assert facts.items() <= statements.of(said).items()


@pytest.mark.parametrize(
    "said",
    [
        "on lance un chatbot, menuiserie de 12",
        "je crée une application pour ma boulangerie",
        "on ouvre un compte",
        "il a été licencié l'an dernier",
        "le motif économique de l'appel",
    ],
)
def test_what_only_resembles_it_states_nothing(said: str) -> None:
    assert not {"registered", "recent_dismissal"} & statements.of(said).keys()
