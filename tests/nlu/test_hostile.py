"""Hostile messages are answered sensibly, without exception, in bounded time."""

from datetime import date

import pytest

from bot.engine.engine import Engine
from tests.cost import least_awaited
from tests.regions import THE_REGION

TODAY = date(2026, 11, 25)
SECONDS = 0.5
HOSTILE = {
    "empty": "",
    "blank": " \u00a0\u2003\n",
    "emoji": "😀" * 500,
    "zero width": "\u200b\u200d\ufeff" * 300,
    "one letter": "a" * 5000,
    "one word": "anticonstitutionnellement" * 200,
    "long": "bonjour je voudrais savoir si ma commune peut avoir une aide ; " * 80,
    "digits": "7 3 2 8 2 9 3 2 0 " * 280,
    "mixed scripts": "Воnjоur 你好 مرحبا 🙂 l'AMI c quoi",
    "combining": "e" + "\u0301" * 2000,
    "right to left": "\u202e" + "olleh" * 100,
    "payload": '/ask_ami{"org_type":"commune"}',
    "sql": "'; DROP TABLE conversations; --",
    "markup": "<script>alert(1)</script>" * 100,
    "brackets": "[Lens](commune)" * 200,
    "numbers": "quatre-vingt " * 400,
    "surrogate": "\ud800",
    "null": "\x00" * 100,
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_message_is_understood_as_something_in_bounded_time(engine: Engine, name: str) -> None:
    text = HOSTILE[name]
    understood = await engine.parse(text.lstrip("/ "), THE_REGION)
    assert understood["intent"]["name"]
    assert all(0 <= found["start"] < found["end"] <= len(text) for found in understood["entities"])
    assert await least_awaited(lambda attempt: engine.parse(f"{text.lstrip('/ ')} {attempt}", THE_REGION)) < SECONDS


@pytest.mark.parametrize("name", ["empty", "blank", "emoji", "zero width", "null"])
async def test_a_message_that_says_nothing_is_out_of_scope(engine: Engine, name: str) -> None:
    assert (await engine.parse(HOSTILE[name], THE_REGION))["intent"]["name"] == "out_of_scope"
