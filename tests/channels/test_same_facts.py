"""The same dialogue gives the same facts on the web, the page without JavaScript, REST and Telegram."""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import yaml
from aiohttp import ClientSession

from bot.house import House
from bot.running.limits import Limiter
from bot.turn.guard import Fact, facts_in
from tests.botapi import BotApi
from tests.channels.conftest import MovingClock
from tests.channels.places import Page, Phone, Place, Rest, Seen, Web, plain
from tests.channels.serving import Tab, served
from tests.channels.telegram.phone import Line, line_to

TOKEN = "a token of these tests"
DIALOGUES = yaml.safe_load(Path(__file__).with_name("same_facts.yml").read_text(encoding="utf-8"))
CARD = "Préparer mon dossier, contester"
"""The button of Telegram for what the other places have on the card of a verdict, or do with the verdict object."""
STATES = {"met": "Remplie", "not_met": "Non remplie", "unknown": "À préciser"}


@pytest_asyncio.fixture
async def two(real_house: House, clock: MovingClock) -> AsyncIterator[tuple[str, Line, ClientSession]]:
    """One house on the web and on Telegram: the address of the one, the line to the other."""
    real_house.clock, real_house.limiter = clock, Limiter(1_000)
    real_house.settings = replace(real_house.settings, rest_token=TOKEN)  # without it, a person is not reached by REST
    async with BotApi.serving() as api, ClientSession() as client:
        settings = replace(real_house.settings, telegram_token=api.token, telegram_api_url=api.url)
        phones = replace(real_house, settings=settings)
        async with served(real_house) as url, line_to(phones, api, pace=0.0) as line:
            yield url, line, client


def test_there_are_twenty_dialogues() -> None:
    assert len(DIALOGUES) == 20


async def test_a_dialogue_gives_the_same_facts_everywhere(
    two: tuple[str, Line, ClientSession], clock: MovingClock
) -> None:
    url, line, client = two
    verdicts = 0
    for number, moves in enumerate(DIALOGUES):
        web, phone = Web(await Tab.open(client, url)), Phone(line, 100 + number)
        others = {
            "page": Page(client, url),
            "rest": Rest(client, url, f"person {number}", token=TOKEN),
            "telegram": phone,
        }
        await phone.start()
        for move in moves:
            await moved(web, move)
            verdicts += sum("verdict" in message for message in web.last)
            for name, place in others.items():
                same(web.last, await moved(place, move), where=f"{name}, dialogue {number + 1}, {move}")
        clock.move(minutes=2)
    assert verdicts >= 4


async def moved(place: Place, move: Mapping[str, str]) -> Seen:
    return await (place.write(move["text"]) if "text" in move else place.press(move["press"]))


def same(said: list[dict[str, Any]], seen: Seen, *, where: str) -> None:
    """Check that one place shows every sentence, source, condition and button, and no fact that was not said."""
    missing = [sentence for sentence in sentences(said) if sentence not in seen.text]
    assert not missing, f"{where}: not shown {missing} in {seen.text}"
    assert seen.buttons - {CARD} == {plain(each["title"]) for message in said for each in message["buttons"]}, where
    for message in said:
        for condition in message.get("verdict", {}).get("conditions", []):
            assert stands(condition, seen.text), f"{where}: {condition['label']} in {seen.text}"
    added = facts(seen.text) - facts(" ".join([*sentences(said), *dates(said)]))
    assert not added, f"{where}: said only there {added}"


def sentences(said: list[dict[str, Any]]) -> Iterator[str]:
    """Every sentence, source and condition that a person must be able to read; a verdict may be shown as a card."""
    for message in said:
        yield from _verdict(message["verdict"]) if "verdict" in message else _lines(message["text"])
        yield from (plain(str(source[key])) for source in message["sources"] for key in ("title", "date_label", "kind"))
        yield from (plain(source["url"]) for source in message["sources"] if source["url"])


def _lines(text: str) -> Iterator[str]:
    return filter(None, map(plain, text.splitlines()))


def _verdict(verdict: Mapping[str, Any]) -> Iterator[str]:
    yield plain(verdict["opening"])
    yield "titre indicatif"
    yield "eule l'instruction d'un dossier vaut décision"
    for condition in verdict["conditions"]:
        told = (condition["label"], condition["stated"], condition["rule"], condition.get("next_step"))
        yield from (plain(each) for each in told if each)


def dates(said: list[dict[str, Any]]) -> Iterator[str]:
    """The dates of a verdict, and of its conditions' sources: written in full or not, according to the place."""
    for verdict in (message["verdict"] for message in said if "verdict" in message):
        yield from (verdict[key] for key in ("rules_version", "checked_on", "date"))
        for source in (each["source"] for each in verdict["conditions"] if each["source"]):
            yield from (str(source[key]) for key in ("date_label", "url", "date"))
        yield verdict.get("opening", "")


def stands(condition: Mapping[str, Any], text: str) -> bool:
    """Whether a place says how a condition stands: in words, or as the verdict object where a program reads."""
    label, state = re.escape(plain(condition["label"])), condition["status"]
    return bool(re.search(rf"{STATES[state]} :? ?{label}", text) or re.search(rf"{label} {state}\b", text))


def facts(text: str) -> set[Fact]:
    """What a person could act on, but for links, which the places of our own site add."""
    return {fact for fact in facts_in(text) if fact.kind != "url"}


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_found_only_where_it_is_said(state: str) -> None:
    condition = {"label": "Siège dans la région", "status": state}
    assert stands(condition, f"{STATES[state]} : Siège dans la région")
    others = set(STATES.values()) - {STATES[state]}
    assert not any(stands(condition, f"✓ {other} — Siège dans la région") for other in others)
