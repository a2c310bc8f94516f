"""What is said between two courtesies is what a message means."""

import pytest

from nlu.courtesy import core
from nlu.ellipsis import elsewhere
from nlu.entities import Entity


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Bonjour, qui peut candidater à l'AMI ?", "qui peut candidater à l'AMI ?"),
        ("bonjour à tous, c'est quoi Proch'IA", "c'est quoi Proch'IA"),
        ("Bonsoir ! Quelles aides pour nous ?", "Quelles aides pour nous ?"),
        ("Madame, Monsieur, ma commune est-elle éligible ? Cordialement.", "ma commune est-elle éligible ?"),
        ("l'ami c quoi merci", "l'ami c quoi"),
        ("Bonjour madame, où sont les ateliers svp ? Merci d'avance et bonne journée !", "où sont les ateliers ?"),
        ("excusez-moi, où est l'atelier", "où est l'atelier"),
        ("bonjour", None),
        ("bonjour madame", None),
        ("merci beaucoup pour votre aide", None),
        ("au revoir et bonne journée", None),
        ("quelles aides pour nous ?", None),
        ("rechercher un atelier à Lens", None),
        ("merci de me dire quand ouvre l'appel", None),
    ],
)
def test_what_is_said_between_two_courtesies_is_found(text: str, said: str | None) -> None:
    assert core(text) == said


@pytest.mark.parametrize(
    ("text", "entity", "last", "meant"),
    [
        ("la semaine prochaine ?", Entity("date", 0, 20, "2026-11-30/2026-12-06"), "ask_cafe_ia", "find_workshop"),
        ("et à Arras ?", Entity("commune", 5, 10, "62041"), "ask_digital_help", "ask_digital_help"),
        ("qui dirige Arras ?", Entity("commune", 11, 16, "62041"), "find_workshop", None),
    ],
)
def test_another_place_or_date_makes_the_search_again(text: str, entity: Entity, last: str, meant: str | None) -> None:
    assert elsewhere(text, [entity], topic="workshops", last_intent=last) == meant
