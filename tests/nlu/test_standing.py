"""A full question is answered by its own words, whatever was just talked about; what leans on it goes on from it."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.engine.engine import Engine
from nlu.components.cards import built
from nlu.components.following import heard_of
from nlu.components.selector import SELECTED
from nlu.selector.following import follows, talk_of
from region.files import read_yaml
from tests.regions import THE_REGION

CASES = read_yaml(Path(__file__).with_name("standing.yml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["asked"])
def test_a_question_stands_or_goes_on(engine: Engine, case: dict[str, Any]) -> None:
    records = built(THE_REGION.catalogue, THE_REGION.today)
    parsed = asyncio.run(engine.parse(case["asked"], THE_REGION))
    talked = talk_of(records, case["after"])
    assert talked
    found = follows(records, heard_of(parsed), talked)
    if case.get("goes_on"):
        assert found is not None
        return
    told = [found.card.id] if found else parsed[SELECTED]["records"]
    assert told[0] in case["told"]
