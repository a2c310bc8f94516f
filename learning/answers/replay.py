"""Tells what a record being written would have answered last month, beside what is in force, before it is published."""

from collections import Counter
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
    """A message of last month, masked, with what was understood of it, and the records it was told then, by their ids."""

    text: str
    intent: str
    ranking: Sequence[tuple[str, float]]
    ambiguous: bool
    entities: Sequence[Mapping[str, Any]]
    records: Sequence[str] | None = None


@dataclass(frozen=True)
class Difference:
    """A message answered otherwise: by which record, in which words, before and after; None where none answers.

    `told` is the record its person was really told, where the conversation had led to another than `before`.
    """

    text: str
    before: Record | None
    after: Record | None
    told: Record | None = None


async def last_month(connection: AsyncConnection, *, now: datetime) -> list[Said]:
    """Return what people wrote, each sentence once, the latest first."""
    table = transcripts
    wanted = (table.c.at > now - timedelta(days=DAYS), table.c.pressed.is_(False), table.c.intent.isnot(None))
    columns = (table.c.text, table.c.intent, table.c.ranking, table.c.ambiguous, table.c.entities, table.c.records)
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
        difference = _of(each, _answered(each, before, held), _answered(each, after, candidate), record, held)
        if difference:
            found.append(difference)
    return found


def by_record(found: Sequence[Difference]) -> list[tuple[Record | None, Record | None, int]]:
    """Return (record before, record after, messages) where another record would answer, the most frequent first."""
    ids = Counter((_id(each.before), _id(each.after)) for each in found)
    records = {_id(one): one for each in found for one in (each.before, each.after)}
    return [(records[old], records[new], count) for (old, new), count in ids.most_common() if old != new]


def _of(said: Said, old: Record | None, new: Record | None, record: Record, held: Catalogue) -> Difference | None:
    """Return what the record changes for a message, None for nothing; one it answered in its conversation gets its new words."""
    told = held.record(said.records[0]) if said.records else None
    led = told if told and told.id != _id(old) else None
    if old != new and record.id in (_id(old), _id(new)):
        return Difference(said.text, old, new, led)
    known = held.record(record.id)
    if led and record.id in (said.records or ()) and known and known != record:
        return Difference(said.text, known, record)
    return None


def _id(record: Record | None) -> str | None:
    return record.id if record else None


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
