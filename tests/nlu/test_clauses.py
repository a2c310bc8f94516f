"""The questions of a message, told apart with what they share."""

import pytest

from nlu import french
from nlu.french import clauses


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("Deux questions : qui pilote ce plan, et quand finit-il ?", ["qui pilote ce plan", "quand finit-il ?"]),
        ("Roye : quel budget et quelle date ?", ["Roye : quel budget", "Roye : quelle date ?"]),
        ("salut, qui paie, où ça se passe et quand ça ferme", ["qui paie", "où ça se passe", "quand ça ferme"]),
        ("cb coûte le plan et ki le finance", ["cb coûte le plan", "ki le finance"]),
        ("l'adresse de la mairie et celle du musée", ["l'adresse de la mairie", "l'adresse du musee"]),
        ("les freins des patrons et la part qui forme", ["les freins des patrons", "la part qui forme"]),
        ("date pour les écoles et amende max", ["date pour les écoles", "amende max"]),
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


@pytest.mark.parametrize(
    ("clause", "name"), [("et EuraTechnologies ?", "EuraTechnologies"), ("et combien ?", None), ("Roye et Lens", None)]
)
def test_a_clause_that_only_names_another_thing_is_told(clause: str, name: str | None) -> None:
    assert (clauses.bare_name(clause) if clauses.only_names(clause) else None) == name
