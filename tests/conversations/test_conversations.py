"""Plays the conversations written beside this file, each turn with what a person would notice.

A turn is `person: "…"` (writes) or `press: "…"` (a button shown before), then any of:
intent, also, ambiguous, form, asked (null: nothing is asked), says and not_says (parts of sentences), verdict, failed,
missing, source (part of a title), kind, buttons (titles among those shown), first_button, lang.
`today: 2026-11-25` on a conversation changes the day.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.clock import fixed_at
from bot.house import House
from bot.replies import Reply
from tests.conversations.talk import Talk, plain

FOLDER = Path(__file__).parent
TODAY = date(2026, 11, 25)
FEWEST = 60


def written() -> list[tuple[str, Mapping[str, Any]]]:
    files = [(path.stem, yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.yml"))]
    return [(topic, each) for topic, conversations in files for each in conversations]


def _name(case: tuple[str, Mapping[str, Any]]) -> str:
    return f"{case[0]}: {case[1]['conversation']}"


@pytest.mark.parametrize("case", written(), ids=_name)
async def test_a_conversation_goes_as_written(case: tuple[str, Mapping[str, Any]], real_house: House) -> None:
    real_house.clock = fixed_at(case[1].get("today", TODAY))
    talk = Talk(real_house)
    for number, turn in enumerate(case[1]["turns"], start=1):
        reply = await (talk.press(turn["press"]) if "press" in turn else talk.write(turn["person"]))
        faults = [fault for key, wanted in turn.items() if (fault := _fault(key, wanted, reply))]
        assert not faults, f"tour {number}, « {turn.get('person') or turn.get('press')} » :\n" + "\n".join(
            [*faults, *_told(reply)]
        )


def test_there_are_conversations_enough() -> None:
    assert len(written()) >= FEWEST


def test_conversations_are_told_apart_by_their_names() -> None:
    names = [_name(case) for case in written()]
    assert len(names) == len(set(names))


def _fault(key: str, wanted: Any, reply: Reply) -> str | None:
    if key in ("person", "press"):
        return None
    found = _READ[key](reply)
    good = _holds(key, wanted, found)
    return None if good else f"{key} : attendu {wanted!r}, lu {found!r}"


def _holds(key: str, wanted: Any, found: Any) -> bool:
    if key in ("says", "not_says", "buttons", "failed", "missing") and isinstance(wanted, str):
        wanted = [wanted]
    if key == "says":
        return all(part.casefold() in found.casefold() for part in wanted)
    if key == "not_says":
        return not any(part.casefold() in found.casefold() for part in wanted)
    if key in ("buttons", "failed", "missing"):
        return set(wanted) <= set(found)
    if key in ("source", "kind", "lang"):
        return any(wanted in each for each in found)
    return bool(wanted == found)


def _verdict(reply: Reply) -> Mapping[str, Any]:
    return next((message.verdict for message in reply.messages if message.verdict), {})


def _buttons(reply: Reply) -> list[str]:
    return [plain(button.title) for message in reply.messages for button in message.buttons]


def _text(reply: Reply) -> str:
    return plain("\n".join(message.text for message in reply.messages))


def _told(reply: Reply) -> list[str]:
    understood = reply.understanding
    return [
        f"compris : {understood.name} ({understood.confidence:.2f})",
        f"dit : {_text(reply)}",
        f"boutons : {_buttons(reply)}",
    ]


_READ: Mapping[str, Callable[[Reply], Any]] = {
    "intent": lambda reply: reply.understanding.name,
    "also": lambda reply: reply.also,
    "ambiguous": lambda reply: reply.understanding.ambiguous,
    "form": lambda reply: reply.active_form,
    "asked": lambda reply: reply.asked,
    "says": _text,
    "not_says": _text,
    "verdict": lambda reply: _verdict(reply).get("verdict"),
    "failed": lambda reply: _verdict(reply).get("failed", []),
    "missing": lambda reply: _verdict(reply).get("missing", []),
    "source": lambda reply: [plain(source.title) for message in reply.messages for source in message.sources],
    "kind": lambda reply: [source.kind for message in reply.messages for source in message.sources],
    "buttons": _buttons,
    "first_button": lambda reply: next(iter(_buttons(reply)), None),
    "lang": lambda reply: [message.lang for message in reply.messages if message.lang],
}
