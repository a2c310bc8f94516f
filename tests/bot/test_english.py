"""An English question of fact gets the record that answers it, and one line in English."""

import pytest

from bot.engine.engine import Engine, Heard
from bot.engine.memory import Memory
from tests.regions import THE_REGION


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is the maximum cost of a project under the AMI?", "250 000"),
        ("how much money is in the AMI for AI?", "5 millions"),
        ("who developed Anaouder?", "Gweltaz"),
    ],
)
async def test_the_fact_is_told_in_french_and_said_to_be_in_french(engine: Engine, question: str, told: str) -> None:
    reply = (await engine.respond("english", Memory(), Heard(question), THE_REGION)).reply
    said = " ".join(each.text for each in reply.messages).replace("\u202f", " ").replace("\xa0", " ")
    assert told in said
    assert "in French" in said


@pytest.mark.parametrize(
    "question", ["what's the weather in Lille", "how do I cook rice", "what is the capital of Japan"]
)
async def test_another_subject_stays_another_subject(engine: Engine, question: str) -> None:
    assert (await engine.respond("english", Memory(), Heard(question), THE_REGION)).reply.record is None
