"""The questions of a message, told apart with what they share."""

import pytest

from nlu import french


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("Deux questions : qui pilote ce plan, et quand finit-il ?", ["qui pilote ce plan", "quand finit-il ?"]),
        ("Roye : quel budget et quelle date ?", ["Roye : quel budget", "Roye : quelle date ?"]),
        ("salut, qui paie, où ça se passe et quand ça ferme", ["qui paie", "où ça se passe", "quand ça ferme"]),
        ("cb coûte le plan et ki le finance", ["cb coûte le plan", "ki le finance"]),
        ("l'adresse de la mairie et celle du musée", ["l'adresse de la mairie", "celle du musée"]),
        ("Je suis secrétaire à Roye : où est le bus et qui le conduit ?", ["où est le bus", "qui le conduit ?"]),
    ],
)
def test_several_questions_are_told_apart(message: str, parts: list[str]) -> None:
    assert french.questions(message) == parts


@pytest.mark.parametrize(
    "message",
    [
        "Si je suis élu, qui peut m'aider ?",
        "Le plan : c'est quoi ?",
        "une mairie et une association",
        "je suis maire : où aller ?",
    ],
)
def test_one_question_stays_one(message: str) -> None:
    assert french.questions(message) == [message]
