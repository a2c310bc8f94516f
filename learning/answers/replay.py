"""Tells what a record being written would have answered last month, beside what is in force, before it is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import transcripts
from learning.sentences.texts import key
from nlu.components.cards import built
from nlu.components.selector import CALLED_BACK, OPEN, TOWNS
from nlu.scope import OUT
from nlu.selector import Choice, Selector, decide
from nlu.selector.decision import NONE
from nlu.selector.learnt import learnt
from nlu.selector.recalling import called_back
from nlu.selector.weighed import Asked
from region.catalogue import Catalogue
from region.records import Record

DAYS, MOST = 30, 400


@dataclass(frozen=True)
class Said:
    """A message of last month, masked, with what was understood of it."""

    text: str
    intent: str
    ranking: Sequence[tuple[str, float]]
    ambiguous: bool
    entities: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Difference:
    """A message answered otherwise: by which record, in which words, before and after; None where none answers."""

    text: str
    before: Record | None
    after: Record | None


async def last_month(connection: AsyncConnection, *, now: datetime) -> list[Said]:
    """Return what people wrote, each sentence once, the latest first."""
    table = transcripts
    wanted = (table.c.at > now - timedelta(days=DAYS), table.c.pressed.is_(False), table.c.intent.isnot(None))
    columns = (table.c.text, table.c.intent, table.c.ranking, table.c.ambiguous, table.c.entities)
    rows = await connection.execute(select(*columns).where(*wanted).order_by(table.c.id.desc()).limit(MOST * 3))
    kept: dict[str, Said] = {}
    for row in rows:
        kept.setdefault(key(row.text), Said(*row))
    return list(kept.values())[:MOST]


def differences(messages: Sequence[Said], record: Record, held: Catalogue, *, today: date) -> list[Difference]:
    """Return the messages the record would answer otherwise than `held`, in force; seconds: call it in a thread."""
    candidate = held.with_records([record])
    before, after = built(held, today), built(candidate, today)
    found = []
    for each in messages:
        old, new = _answered(each, before, held), _answered(each, after, candidate)
        if old != new and record.id in {one.id for one in (old, new) if one is not None}:
            found.append(Difference(each.text, old, new))
    return found


def _answered(said: Said, selector: Selector, held: Catalogue) -> Record | None:
    choice = _choice(said, selector)
    return held.record(choice.records[0]) if choice.records else None


def _choice(said: Said, selector: Selector) -> Choice:
    """Choose as a turn does once the message is understood; a conversation's memory is not played again."""
    unclear = said.ambiguous or said.intent in CALLED_BACK
    if said.intent not in OPEN | CALLED_BACK:
        return Choice(NONE)
    chances = {name: chance for name, chance in said.ranking if name != OUT}
    total = sum(chances.values()) or 1.0
    facts = {each["entity"]: each["value"] for each in said.entities if each.get("value") is not None}
    asked = Asked(said.text, {name: chance / total for name, chance in chances.items()}, facts)
    weighed = selector.weigh(asked)
    if unclear:
        claimed = said.intent in CALLED_BACK - {OUT}
        elsewhere, placed = dict(said.ranking).get(OUT, 0.0), bool(TOWNS & set(facts))
        ours = said.intent in OPEN
        return called_back(weighed, learnt(), ours=ours, claimed=claimed, elsewhere=elsewhere, placed=placed)
    return decide(weighed, intent=said.intent, general=weighed.general(said.intent, facts), known=learnt())
