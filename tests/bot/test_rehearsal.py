"""What a first message would wait for is worked out before it comes, and nothing of it is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from beffroi import upkeep
from bot import turn
from bot.clock import paris_day
from bot.house import House
from bot.store.conversations import Incoming
from bot.store.tables import conversations, inbox, outbox, transcripts
from bot.turn import outgoing
from bot.turn.rehearsal import ready, rehearse
from learning.answers import in_force
from nlu.components.cards import built


def worked_out() -> tuple[int, int]:
    return built.cache_info().misses, outgoing.known.cache_info().misses


async def said(house: House, text: str, sender: str = "ada") -> None:
    assert (await turn.take(house, Incoming("cli", sender, text))).outcome == "answered"


async def test_a_rehearsal_keeps_nothing_and_asks_nobody(real_house: House) -> None:
    real_house.region = replace(real_house.in_force(), register=Nobody(), aids=Nobody())  # type: ignore[arg-type]
    await rehearse(real_house)
    async with real_house.database.read() as connection:
        for table in (conversations, inbox, outbox, transcripts):
            assert (await connection.execute(select(func.count()).select_from(table))).scalar() == 0
    assert real_house.memories.get("rehearsal", 0) is None


class Nobody:
    """An outside service that must not be asked."""

    def __getattr__(self, name: str) -> object:
        pytest.fail(f"asked for {name}")


async def test_the_first_question_works_nothing_out(real_house: House) -> None:
    await rehearse(real_house)
    before = worked_out()
    await said(real_house, "c'est quoi Proch'IA ?")
    assert worked_out() == before


async def test_the_first_question_after_a_change_works_nothing_out(
    real_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = real_house.in_force().catalogue
    changed = replace(changed, revision="another")
    monkeypatch.setattr(in_force, "changed", lambda *_: changed)
    await in_force.apply(real_house)
    assert real_house.in_force().revision == "another"
    before = worked_out()
    await said(real_house, "c'est quoi Proch'IA ?")
    assert worked_out() == before


async def test_tomorrow_is_worked_out_just_before_midnight(real_house: House) -> None:
    late = real_house.clock().replace(hour=22, minute=56)
    real_house.clock = lambda: late
    await upkeep._read_again(real_house)
    await ready(real_house, real_house.in_force())
    before = worked_out()
    real_house.clock = lambda: late + timedelta(minutes=5)
    assert real_house.in_force().today == paris_day(late + timedelta(minutes=5))
    await said(real_house, "c'est quoi Proch'IA ?")
    assert worked_out() == before
