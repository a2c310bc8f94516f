"""A bare answer and a short follow-up are read in their conversation."""

import pytest

from nlu import answers
from nlu.ellipsis import elsewhere, follow_up
from nlu.entities import Entity

TOWNS = {"croix": ["59163"], "bailleul": ["59043", "80052"]}


def read(text: str, asked: str, *entities: Entity) -> list[tuple[str, object]] | None:
    found = answers.read(text, asked=asked, entities=entities, towns=lambda name: TOWNS.get(name, []))
    return None if found is None else [(entity.entity, entity.value) for entity in found]


@pytest.mark.parametrize(
    ("text", "asked", "stated"),
    [
        ("80 000", "amount", [("amount", 80000)]),
        ("environ 100 k", "amount", [("amount", 100000)]),
        ("cent mille", "amount", [("amount", 100000)]),
        ("12", "headcount", [("headcount", 12)]),
        ("croix", "commune", [("commune", "59163")]),
        ("à Bailleul", "commune", [("commune", None)]),
        ("combien de temps ça prend ?", "amount", None),
        ("je ne sais pas", "commune", None),
        ("12", "public_interest", None),
        ("12", "amount", []),
        ("12 000", "amount", [("amount", 12_000)]),
    ],
)
def test_a_bare_answer_is_read_from_the_question(
    text: str, asked: str, stated: list[tuple[str, object]] | None
) -> None:
    assert read(text, asked) == stated


def test_an_answer_that_already_states_what_was_asked_is_kept() -> None:
    assert read("mairie", "org_type", Entity("org_type", 0, 6, "commune")) == [("org_type", "commune")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Pourquoi ?", True),
        ("à quoi ça vous sert", True),
        ("mais pourquoi vous voulez savoir ça ?", True),
        ("pourquoi la Région a-t-elle voté une feuille de route sur l'IA ?", False),
        ("une licence", False),
    ],
)
def test_a_person_may_ask_why_one_asks(text: str, why: bool) -> None:
    assert answers.asks_why(text) is why


def test_a_question_in_the_middle_is_not_an_answer() -> None:
    assert read("c'est quoi un EPCI ?", "org_type", Entity("org_type", 14, 18, "epci")) is None


@pytest.mark.parametrize(
    ("text", "topic", "last", "meant"),
    [
        ("et pour une association ?", "ami", "ask_ami", "ask_ami_eligibility"),
        ("et combien ?", "ami", "ask_ami_eligibility", "ask_ami_amount"),
        ("jusqu'à quand ?", "ami", "ask_ami", "ask_ami_deadline"),
        ("c'est où ?", "prochia", "ask_prochia", "ask_prochia_join"),
        ("et combien ?", "workshops", "find_workshop", "register_workshop"),
        ("quelle est la capitale de la France et combien d'habitants a-t-elle ?", "ami", "ask_ami", None),
        ("et combien ?", "ethics", "ask_ai_act", None),
    ],
)
def test_a_short_follow_up_takes_the_topic_of_the_last_turn(
    text: str, topic: str, last: str, meant: str | None
) -> None:
    assert follow_up(text, topic=topic, last_intent=last) == meant


@pytest.mark.parametrize(
    ("text", "entity", "topic", "last", "meant"),
    [
        (
            "la semaine prochaine ?",
            Entity("date", 0, 20, "2026-11-30/2026-12-06"),
            "workshops",
            "ask_cafe_ia",
            "find_workshop",
        ),
        ("et à Arras ?", Entity("commune", 5, 10, "62041"), "workshops", "ask_digital_help", "ask_digital_help"),
        ("qui dirige Arras ?", Entity("commune", 11, 16, "62041"), "workshops", "find_workshop", None),
        (
            "y en a un à Douai ?",
            Entity("commune", 12, 17, "59178"),
            "prochia",
            "ask_prochia_audience",
            "ask_prochia_join",
        ),
    ],
)
def test_another_place_or_date_asks_the_question_again(
    text: str, entity: Entity, topic: str, last: str, meant: str | None
) -> None:
    assert elsewhere(text, [entity], topic=topic, last_intent=last) == meant
