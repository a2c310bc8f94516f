"""A person in danger is given the official numbers; nobody else is."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.turn.distress import asks_for_someone, distress, help_for, wording
from bot.wordings import WORDINGS
from tests.cost import least
from tests.regions import THE_REGION

CASES = yaml.safe_load(Path(__file__).with_name("distress_cases.yml").read_text(encoding="utf-8"))
KINDS = ("suicide", "violence", "child", "medical", "danger", "cyber", "sadness")
ALARMING = [(kind, text) for kind in KINDS for text in CASES[kind]]


def test_there_are_many_cases() -> None:
    assert len(ALARMING) >= 60
    assert len(CASES["none"]) >= 80


@pytest.mark.parametrize(("kind", "text"), ALARMING)
def test_distress_is_recognised(kind: str, text: str) -> None:
    assert distress(text) == kind


@pytest.mark.parametrize("text", CASES["none"])
def test_nobody_else_is_alarmed(text: str) -> None:
    assert distress(text) is None


@pytest.mark.parametrize("text", [*CASES["beside"], *CASES["alone"]])
def test_the_victim_of_a_scam_is_given_17cyber_and_is_understood_too(text: str) -> None:
    assert distress(text) == "cyber"
    first, where = help_for("cyber", WORDINGS, THE_REGION.catalogue)
    assert "Ne payez rien" in first.text
    assert "opposition" in first.text
    assert "17Cyber" in where.text


@pytest.mark.parametrize(("text", "number"), [("je veux mourir", "3114"), ("mon mari me frappe", "3919"),
                                              ("un enfant est battu", "119"), ("je suis en danger", "112"),
                                              ("mon père fait un avc", "15")])  # fmt: skip
def test_the_reply_gives_the_official_number_its_source_and_a_person(text: str, number: str) -> None:
    messages = help_for(str(distress(text)), WORDINGS, THE_REGION.catalogue)
    assert number in messages[0].text
    assert messages[0].sources
    assert messages[-1].buttons[0].payload == "!human"


def test_who_is_lonely_is_met_with_care_before_the_numbers() -> None:
    messages = help_for("sadness", WORDINGS, THE_REGION.catalogue)
    assert "difficile" in messages[0].text
    assert "3114" in messages[1].text
    assert messages[-1].buttons[0].payload == "!human"


@pytest.mark.parametrize("text", CASES["again"])
def test_whoever_calls_for_help_again_gets_the_numbers_again(text: str) -> None:
    assert asks_for_someone(text)


@pytest.mark.parametrize("text", CASES["elsewhere"])
def test_another_question_after_distress_is_no_call_for_help(text: str) -> None:
    assert not asks_for_someone(text)


def test_every_record_said_exists() -> None:
    assert set(wording()) == set(KINDS)
    assert all(THE_REGION.catalogue.record(each) for ids in wording().values() for each in ids)


def test_an_ordinary_message_goes_on() -> None:
    assert distress("c'est quoi Proch'IA ?") is None


@given(st.text(max_size=100))
def test_any_text_can_be_read(text: str) -> None:
    assert distress(text) in {None, *KINDS}


@pytest.mark.parametrize(
    "seed",
    ["je veux ", "enfant ", "mon mari ", "si mon ", "a l aide ", "x ", "elle a ", "fait un ", "pere ne ", "avc "],
)
def test_a_hostile_message_is_read_in_linear_time(seed: str) -> None:
    assert least(lambda attempt: distress((seed * 1000)[:5000])) < 1.0
