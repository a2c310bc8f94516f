"""What two models answer to the recent messages is compared as people read it, and counted by kind."""

from pathlib import Path

import pytest

from bot.house import House
from learning.models import answers
from tests.console.test_trying import in_service

SAID = {7: "c'est quoi Proch'IA ?", 8: "effacez mes messages", 9: "quel temps fait-il ?"}


def moved(before: str, after: str) -> dict[str, dict[str, str]]:
    return {"before": {"kind": before}, "after": {"kind": after}}


def test_what_becomes_a_gesture_for_the_person_is_told_first() -> None:
    found = [moved("lost", "record"), moved("lost", "record"), moved("record", "sensitive")]
    assert answers.moves(found) == [("record", "sensitive", 1), ("lost", "record", 2)]


def test_what_moves_is_counted_by_record_too_where_the_intent_stays() -> None:
    old, new, talk = (
        {"record": "ami-dates", "intent": "ask_ami"},
        {"record": "ami", "intent": "ask_ami"},
        {"record": None},
    )
    found = [{"before": old, "after": new}] * 2 + [{"before": talk | {"intent": "greet"}, "after": old}]
    assert answers.by_record(found) == [("ami-dates", "ami", 2), ("greet", "ami-dates", 1)]


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_model_answers_as_itself_and_keeps_no_word_of_anybody(
    house: House, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256, heard = await in_service(house, archive, tmp_path), []

    async def told(done: int, count: int) -> None:
        heard.append((done, count))

    before = await answers.given(house, sha256, list(SAID.values()), told=told, first=0)
    after = await answers.given(house, sha256, list(SAID.values()), told=told, first=3)
    assert answers.differences(list(SAID), before, after) == []
    assert heard[-1] == (6, 6)
    monkeypatch.setattr(answers, "_read", lambda said: object())  # as if each were answered otherwise
    found = answers.differences(list(SAID), before, after)
    assert [each["transcript"] for each in found] == [7, 8, 9]
    assert [each["after"]["kind"] for each in found] == ["record", "sensitive", "lost"]
    assert not any(text in str(found) for text in SAID.values())
