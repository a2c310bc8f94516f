"""Asks the accepted questions of the open exam, and tells which lose the answer they must get before anything is published."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.house import House
from bot.turn.rehearsal import ready
from learning.models import proposed
from learning.models.answers import LOST_KIND, RECORD_KIND, UNKNOWN_KIND, given, kind
from learning.models.proposed import UNKNOWN, Wanted
from learning.models.trying import converse
from nlu.scope import OUT
from region.in_force import InForce
from region.records import Record

AMBIGUOUS = "ambiguous"


@dataclass(frozen=True)
class Outcome:
    """A question, what must answer it, and what answers before and after a change (`got`)."""

    text: str
    expected: str
    before: str
    after: str

    @property
    def lost(self) -> bool:
        """Whether the change takes the expected answer away."""
        return self.before == self.expected != self.after


def got(answered: Mapping[str, Any]) -> str:
    """Return what a model answered: the id of a record, `unknown`, `out_of_scope`, `ambiguous`, or an intent."""
    reply = answered["reply"]
    name, record = reply["intent"]["name"], (reply.get("record") or {}).get("id")
    found = kind(name, record, answered["chosen"])
    if found == RECORD_KIND:
        return str(record)
    if found == UNKNOWN_KIND:
        return UNKNOWN
    return AMBIGUOUS if found == LOST_KIND and name != OUT else str(name)


def outcomes(
    wanted: Sequence[Wanted], before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> list[Outcome]:
    """Return each question with what it got before and after, as `converse` tells it."""
    return [
        Outcome(each.text, each.expected, got(old), got(new))
        for each, old, new in zip(wanted, before, after, strict=True)
    ]


async def now(house: House, text: str) -> str | None:
    """Return what the assistant answers to a question today; None without a model in memory."""
    engine = house.engines.current
    return got((await converse(engine, [text], house.in_force()))[0]) if engine else None


async def with_record(house: House, record: Record) -> list[Outcome]:
    """Ask the accepted questions of what serves, then with a record over it; nothing without a model in memory."""
    held = house.in_force()
    return await beside(house, replace(held, catalogue=held.catalogue.with_records([record])))


async def beside(house: House, tried: InForce) -> list[Outcome]:
    """Ask the accepted questions of what is in force, then of what would be; nothing without a model in memory."""
    engine = house.engines.current
    async with house.database.read() as connection:
        wanted = await proposed.accepted(connection)
    if engine is None or not wanted:
        return []
    await ready(house, tried)
    before, after = [], []
    for each in wanted:
        before += await converse(engine, [each.text], house.in_force())
        after += await converse(engine, [each.text], tried)
        await asyncio.sleep(0)  # others are answered between two questions
    return outcomes(wanted, before, after)


async def with_model(house: House, sha256: str, written: str) -> list[Outcome]:
    """Ask them of what serves, then of a model over what operators wrote (`trying.written_in`); raises TrialFailed."""
    engine = house.engines.current
    async with house.database.read() as connection:
        wanted = await proposed.accepted(connection)
    if engine is None or not wanted:
        return []
    after = await given(house, sha256, [each.text for each in wanted], written=written)
    before = []
    for each in wanted:
        before += await converse(engine, [each.text], house.in_force())
        await asyncio.sleep(0)
    return outcomes(wanted, before, after)
