"""A question behind a greeting is the question."""

import pytest

from nlu.ellipsis import elsewhere
from nlu.entities import Entity
from nlu.greeting import question


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Bonjour, qui peut candidater à l'AMI ?", "qui peut candidater à l'AMI ?"),
        ("bonjour à tous, c'est quoi Proch'IA", "c'est quoi Proch'IA"),
        ("Bonsoir ! Quelles aides pour nous ?", "Quelles aides pour nous ?"),
        ("bonjour", None),
        ("bonjour à vous", None),
        ("bonjour madame", None),
        ("quelles aides pour nous ?", None),
        ("rechercher un atelier à Lens", None),
    ],
)
def test_what_follows_a_greeting_is_found(text: str, asked: str | None) -> None:
    assert question(text) == asked


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
