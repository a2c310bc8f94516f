"""Plays conversations written apart, by two people who had not read the program, and counts what goes as they expected.

A turn is `user` and `expect`: contains_any, contains_all and not_contains (accents and case set aside, buttons included),
asks (the fact asked for), intent, ends_form. The score is printed with each turn that falls short (`pytest -s`).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.clock import fixed_at
from bot.house import House
from bot.replies import Reply
from nlu.french import fold
from tests.conversations.talk import Talk, plain

FOLDER = Path(__file__).parent
TODAY = date(2026, 11, 26)
FEWEST = {"apart": 60, "apart2": 40}
LEAST = {"apart": (0.92, 0.80), "apart2": (0.93, 0.77)}
"""The shares of turns and of whole conversations that go as expected; README.md says what falls short."""


def written(name: str) -> list[Mapping[str, Any]]:
    files = sorted((FOLDER / name).glob("*.yml"))
    return [each for path in files for each in yaml.safe_load(path.read_text(encoding="utf-8"))]


def faults(expected: Mapping[str, Any], reply: Reply) -> Iterator[str]:
    said = fold(plain(" ".join(_said(reply))))
    for key, wanted in expected.items():
        if not _holds(key, wanted, said, reply):
            yield f"{key}: {wanted}"


def _said(reply: Reply) -> Iterator[str]:
    for message in reply.messages:
        yield message.text
        yield from (button.title for button in message.buttons)


def _holds(key: str, wanted: Any, said: str, reply: Reply) -> bool:
    if key in ("contains_any", "contains_all", "not_contains"):
        found = [fold(part) in said for part in wanted]
        return {"contains_any": any(found), "contains_all": all(found), "not_contains": not any(found)}[key]
    read = {"asks": reply.asked, "intent": reply.understanding.name, "ends_form": reply.active_form is None}
    return bool(read[key] == wanted)


@pytest.mark.parametrize("name", LEAST)
async def test_conversations_written_apart_go_as_expected(real_house: House, name: str) -> None:
    real_house.clock = fixed_at(TODAY)
    turns, whole = [], []
    for conversation in written(name):
        talk, short = Talk(real_house), []
        for turn in conversation["turns"]:
            found = list(faults(turn.get("expect", {}), await talk.write(turn["user"])))
            short += [f"{conversation['id']}, « {turn['user']} » : {'; '.join(found)[:150]}"] if found else []
            turns.append(not found)
        whole.append(not short)
        print(*short, sep="\n")
    score = sum(turns) / len(turns), sum(whole) / len(whole)
    print(f"{name} : tours {score[0]:.3f}, conversations {score[1]:.3f}")
    assert score[0] >= LEAST[name][0]
    assert score[1] >= LEAST[name][1]


@pytest.mark.parametrize("name", FEWEST)
def test_enough_conversations_were_written_apart(name: str) -> None:
    assert len({each["id"] for each in written(name)}) >= FEWEST[name]


@pytest.mark.parametrize("each", [each for name in FEWEST for each in written(name)], ids=lambda each: each["id"])
def test_each_turn_says_what_is_expected_of_it(each: Mapping[str, Any]) -> None:
    assert all(turn["expect"] for turn in each["turns"])
