"""What a message does in its conversation is decided before what it says."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from nlu import acts
from nlu.ellipsis import elsewhere, only_elsewhere
from nlu.entities import Entity
from nlu.french.quantities import numbers

CASES = yaml.safe_load((Path(__file__).parent / "act_cases.yml").read_text(encoding="utf-8"))
TOWNS = {"croix": ["59163"], "bailleul": ["59043", "80052"], "lens": ["62498"], "arras": ["62041"], "us": ["95625"]}
KNOWN = acts.Known(towns=lambda name: TOWNS.get(name, []), postal=lambda code: {"62300": ["62498"]}.get(code, []))
NAMED = {
    "Lens": ("commune", "62498"), "Arras": ("commune", "62041"), "Béthune": ("commune", "62119"),
    "Lille": ("commune", "59350"), "Liévin": ("commune", "62510"),
    "mairie": ("org_type", "commune"), "village": ("org_type", "commune"), "commune": ("org_type", "commune"),
    "association": ("org_type", "association"),
    "matériel": ("expense", "equipment"), "personnel": ("expense", "staff"), "fonctionnement": ("expense", "operating"),
}  # fmt: skip


def found_in(text: str) -> list[Entity]:
    """Return what the finder would name in a sentence of these tests."""
    places = ((text.find(word), word) for word in NAMED if word in text)
    return [Entity(NAMED[word][0], start, start + len(word), NAMED[word][1]) for start, word in places]


def stated(text: str, asked: str | None, form: str | None = None) -> dict[str, object]:
    answer = acts.read(text, asked=asked, entities=found_in(text), known=KNOWN, form=form)
    return {} if answer is None else {each.entity: each.value for each in answer.stated}


@pytest.mark.parametrize("case", CASES["answers"], ids=lambda case: f"{case['asked']}: {case['said']}")
def test_an_answer_is_explained_by_the_value_it_gives(case: dict[str, Any]) -> None:
    assert stated(str(case["said"]), str(case["asked"]), case.get("form")) == case["stated"]


@pytest.mark.parametrize("case", CASES["remarks"], ids=lambda case: f"{case['asked']}: {case['said']}")
def test_a_remark_states_nothing(case: dict[str, str]) -> None:
    assert stated(case["said"], case["asked"]) == {}


@pytest.mark.parametrize(("text", "agreed"), CASES["consent"].items())
def test_yes_and_no_are_read_in_words(text: str, agreed: bool | None) -> None:
    assert acts.consent(text) is agreed


@pytest.mark.parametrize(("text", "agreed"), CASES["whole_consent"].items())
def test_what_cannot_be_undone_is_confirmed_by_nothing_but_a_yes(text: str, agreed: bool | None) -> None:
    assert acts.consent(text, wholly=True) is agreed


@pytest.mark.parametrize(("text", "rest"), CASES["openings"].items())
def test_what_only_opens_a_message_is_set_aside(text: str, rest: str) -> None:
    opened = acts.opening(text)
    assert text[opened.length : opened.end] == rest


@pytest.mark.parametrize(("text", "strictly"), CASES["supposing"].items())
def test_a_hypothesis_is_recognised(text: str, strictly: bool) -> None:
    assert acts.supposes_strictly(text) is strictly


@pytest.mark.parametrize(("text", "intent"), CASES["refused"].items())
def test_a_command_named_to_be_refused_is_none(text: str, intent: str) -> None:
    assert acts.refuses(text, intent)


@pytest.mark.parametrize(("text", "intent"), CASES["not_refused"].items())
def test_a_command_given_is_one(text: str, intent: str) -> None:
    assert not acts.refuses(text, intent)


@pytest.mark.parametrize(("text", "values"), CASES["numbers"].items())
def test_numbers_are_read_in_digits_and_in_words(text: str, values: list[float]) -> None:
    assert [number.value for number in numbers(text)] == values


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
    assert acts.asks_why(text) is why


@pytest.mark.parametrize(
    ("text", "complains"),
    [
        ("vous m'avez déjà dit ça, c'est nul", True),
        ("trois semaines sans réponse, c'est inadmissible", True),
        ("c'est inadmissible, qui est responsable ?", False),
        ("l'IA est-elle nulle en français ?", False),
    ],
)
def test_a_complaint_asks_nothing(text: str, complains: bool) -> None:
    assert acts.complains(text) is complains


@pytest.mark.parametrize(
    ("text", "entity", "last", "meant"),
    [
        (
            "la semaine prochaine ?",
            Entity("date", 0, 20, "2026-11-30/2026-12-06"),
            "ask_cafe_ia",
            "find_workshop",
        ),
        ("et à Arras ?", Entity("commune", 5, 10, "62041"), "ask_digital_help", "ask_digital_help"),
        ("qui dirige Arras ?", Entity("commune", 11, 16, "62041"), "find_workshop", None),
        (
            "y en a un à Douai ?",
            Entity("commune", 12, 17, "59178"),
            "ask_prochia_audience",
            "ask_prochia_join",
        ),
    ],
)
def test_another_place_or_date_asks_the_question_again(text: str, entity: Entity, last: str, meant: str | None) -> None:
    assert elsewhere(text, [entity], last_intent=last) == meant


@pytest.mark.parametrize(("text", "fact"), CASES["unknown_facts"].items())
def test_the_fact_named_as_unknown_is_the_one_left_unsaid(text: str, fact: str | None) -> None:
    assert acts.unknown_fact(text) == fact


@pytest.mark.parametrize(("text", "declined"), CASES["declined"].items())
def test_somebody_may_leave_a_fact_unsaid(text: str, declined: bool) -> None:
    assert acts.declines(text) is declined


@pytest.mark.parametrize(("text", "amends"), CASES["amending"].items())
def test_going_back_on_a_value_is_a_correction(text: str, amends: bool) -> None:
    assert acts.amends(text) is amends


@pytest.mark.parametrize(("text", "intent"), CASES["plainly"].items())
def test_a_few_messages_are_plain_whatever_they_resemble(text: str, intent: str | None) -> None:
    assert acts.plainly(text) == intent


@pytest.mark.parametrize(("text", "code"), CASES["lone_towns"].items())
def test_a_place_alone_is_known_from_a_place_spoken_of(text: str, code: str | None) -> None:
    found = acts.lone_town(text, entities=found_in(text), known=KNOWN)
    assert (found.value if found else None) == code


@pytest.mark.parametrize(("text", "asks"), CASES["entitlement"].items())
def test_who_asks_if_an_aid_is_for_them_is_recognised(text: str, asks: bool) -> None:
    assert acts.asks_entitlement(text) is asks


@pytest.mark.parametrize(("text", "own"), CASES["own_body"].items())
def test_ones_own_body_is_told_from_any_other(text: str, own: bool) -> None:
    assert acts.names_own_body(text) is own


@pytest.mark.parametrize(("text", "asks"), CASES["for_me"].items())
def test_what_there_is_for_a_person_is_asked(text: str, asks: bool) -> None:
    assert acts.asks_what_for_me(text) is asks


@pytest.mark.parametrize(("text", "spoken"), CASES["languages"].items())
def test_a_language_is_named_only_where_it_is_sure(text: str, spoken: str | None) -> None:
    assert acts.language(text) == spoken


@pytest.mark.parametrize(("text", "lacking"), CASES["lacking"].items())
def test_what_is_not_at_hand_is_left(text: str, lacking: bool) -> None:
    assert acts.lacks(text) is lacking


@pytest.mark.parametrize(("text", "only"), CASES["only_why"].items())
def test_why_a_question_is_asked_is_told_from_other_questions(text: str, only: bool) -> None:
    assert acts.asks_only_why(text) is only


@pytest.mark.parametrize(("text", "wrong"), CASES["wrong_siren"].items())
def test_a_bare_number_of_a_wrong_key_is_no_siren(text: str, wrong: bool) -> None:
    assert acts.is_wrong_siren(text) is wrong


@pytest.mark.parametrize(
    ("text", "alone"), [("bon. et à Lens y aura quelque chose ?", True), ("et à Lens, une soupe ?", False)]
)
def test_another_place_is_all_that_a_message_says_whatever_its_stops(text: str, alone: bool) -> None:
    place = Entity("commune", text.index("Lens"), text.index("Lens") + 4, "62498")
    assert only_elsewhere(text, [place]) is alone


@pytest.mark.parametrize("case", CASES["own_data"], ids=lambda case: case["said"])
def test_a_point_of_ones_own_messages_is_told_from_what_others_keep(case: dict[str, object]) -> None:
    assert acts.asks_of_own_data(case["said"], going_on=case["going_on"]) == case["asks"]
    assert acts.point_of_own_data(case["said"]) == case["point"]


@pytest.mark.parametrize(("text", "compares"), CASES["compared_aids"].items())
def test_two_aids_are_compared_by_few_words(text: str, compares: bool) -> None:
    assert acts.compares_aids(text) == compares
