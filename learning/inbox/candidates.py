"""Finds, in what people wrote, the messages worth labelling, and puts them in order of value."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from learning.tables import candidates, groups

WAITING, LABELLED, LATER, REJECTED, MISSING = "waiting", "labelled", "later", "rejected", "missing"


@dataclass(frozen=True)
class Candidate:
    """A message an operator should label, and why."""

    id: int
    transcript_id: int
    conversation_id: str
    channel: str
    at: datetime
    text: str
    intent: str | None
    confidence: float
    ranking: Sequence[Sequence[Any]]
    reason: str
    group_id: int
    proposed: str | None
    state: str
    size: int = 1


async def next_ones(connection: AsyncConnection, *, count: int = 1, skip: Sequence[int] = ()) -> list[Candidate]:
    """Return the candidates most worth a label."""
    wanted = candidates.c.state == WAITING
    if skip:
        wanted = and_(wanted, candidates.c.id.notin_(skip))
    order = (candidates.c.value.desc(), candidates.c.id.desc())
    return await _read(connection, _query().where(wanted).order_by(*order).limit(count))


async def find(connection: AsyncConnection, number: int) -> Candidate | None:
    """Return a message, None when it is gone."""
    return next(iter(await these(connection, [number])), None)


async def these(connection: AsyncConnection, numbers: Sequence[int]) -> list[Candidate]:
    """Return these messages, in the order asked; one that is gone is left out."""
    kept = {each.id: each for each in await _read(connection, _query().where(candidates.c.id.in_(numbers)))}
    return [kept[number] for number in dict.fromkeys(numbers) if number in kept]


async def in_group(connection: AsyncConnection, group_id: int, *, limit: int = 100) -> list[Candidate]:
    """Return the messages of a group that still wait, the oldest first."""
    wanted = and_(candidates.c.group_id == group_id, candidates.c.state.in_([WAITING, LATER]))
    return await _read(connection, _query().where(wanted).order_by(candidates.c.id).limit(limit))


async def biggest_groups(connection: AsyncConnection, *, count: int = 20) -> list[Candidate]:
    """Return one message of each of the groups most worth a decision: what their messages that wait are worth together."""
    columns = select(candidates.c.group_id, candidates.c.value)
    recent = columns.where(candidates.c.state == WAITING).order_by(candidates.c.value.desc())
    among = recent.limit(2_000).subquery()
    worth = select(among.c.group_id, func.sum(among.c.value)).group_by(among.c.group_id).having(func.count() > 1)
    wanted = worth.order_by(func.sum(among.c.value).desc(), among.c.group_id).limit(count)
    shown = []
    for row in (await connection.execute(wanted)).all():
        shown += (await in_group(connection, row.group_id, limit=1))[:1]
    return shown


async def set_state(connection: AsyncConnection, numbers: Sequence[int], state: str) -> None:
    """Say of messages that they wait, are labelled, put off, put aside or miss an answer."""
    await connection.execute(update(candidates).where(candidates.c.id.in_(numbers)).values(state=state))


async def take_up_again(connection: AsyncConnection) -> None:
    """Put the messages left for later back in the inbox."""
    await connection.execute(update(candidates).where(candidates.c.state == LATER).values(state=WAITING))


async def lower(connection: AsyncConnection, group_ids: Collection[int]) -> None:
    """Let the rest of a group wait behind the others once one of its messages is labelled."""
    rest = and_(candidates.c.group_id.in_(group_ids), candidates.c.state == WAITING)
    await connection.execute(update(candidates).where(rest).values(value=candidates.c.value * 0.2))


async def waiting(connection: AsyncConnection, *, most: int = 1_000) -> int:
    """Return how many messages wait, at most `most` (nothing is counted beyond)."""
    some = select(candidates.c.id).where(candidates.c.state == WAITING).limit(most).subquery()
    return int((await connection.execute(select(func.count()).select_from(some))).scalar() or 0)


def _query() -> Any:
    return select(candidates, groups.c.size).outerjoin(groups, groups.c.id == candidates.c.group_id)


async def _read(connection: AsyncConnection, query: Any) -> list[Candidate]:
    names = Candidate.__dataclass_fields__
    rows = await connection.execute(query)
    return [Candidate(**{name: each for name, each in row._mapping.items() if name in names}) for row in rows]
