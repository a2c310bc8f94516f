"""Writes a message worth a label in its group, with what it is worth, and raises one that turns out worth more."""

import asyncio

from sqlalchemy import and_, func, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outcome import FAILURES, Outcome
from bot.store.tables import transcripts
from learning.inbox.afterwards import COMPLAINT
from learning.inbox.candidates import WAITING
from learning.inbox.groups import RECENT, Grouping
from learning.inbox.ranking import Reason, Usage, value
from learning.sentences.texts import key
from learning.tables import candidates, groups

USUAL = 2_000
UNDERSTOOD = (Outcome.ANSWERED, Outcome.VERDICT, *FAILURES)
SHORTEST = 2
TERMINAL = "cli"  # questions of who runs the service, forgotten once answered: not a person's


async def raise_lower(connection: AsyncConnection, transcript: int, why: Reason) -> None:
    """Give a message already kept for less the reason its person gave since."""
    told = [Reason.THUMBS_DOWN, Reason.TAKEOVER, Reason.COMPLAINT, Reason.CONTROL, why]
    lower = and_(candidates.c.transcript_id == transcript, candidates.c.reason.notin_(told))
    waiting_one = select(candidates.c.id).where(lower, candidates.c.state == WAITING)
    number = (await connection.execute(waiting_one)).scalar()
    if number is not None:
        await raise_to(connection, number, why)


async def raise_to(connection: AsyncConnection, number: int, why: Reason) -> None:
    """Give a candidate a reason that is worth more, and what it is worth then."""
    row = (await connection.execute(select(candidates).where(candidates.c.id == number))).one()
    worth = value(why, row.ranking, size=1, number=row.transcript_id)
    await connection.execute(update(candidates).where(candidates.c.id == number).values(reason=why.value, value=worth))


async def keep(
    connection: AsyncConnection, row: Row, why: Reason, grouping: Grouping, usage: Usage, *, disagrees: bool = False
) -> int:
    """Write one candidate in its group; 0 when it is already there."""
    known = select(candidates.c.id).where(candidates.c.transcript_id == row.id)
    if (await connection.execute(known)).first():
        return 0
    folded = key(row.text)
    group = grouping.place(row.intent, folded)
    if group is None:
        group = int((await connection.execute(groups.insert().values(size=0))).inserted_primary_key[0])
        grouping.add(row.intent, folded, group)
    await connection.execute(update(groups).where(groups.c.id == group).values(size=groups.c.size + 1))
    size = (await connection.execute(select(groups.c.size).where(groups.c.id == group))).scalar()
    values = {
        "transcript_id": row.id, "conversation_id": row.conversation_id, "channel": row.channel, "at": row.at,
        "text": row.text, "key": folded, "intent": row.intent, "confidence": row.confidence or 0.0,
        "ranking": row.ranking, "reason": why.value, "group_id": group, "state": WAITING,
        "value": value(why, row.ranking, size=size, number=row.id, usual=usage.share(row.text), disagrees=disagrees),
    }  # fmt: skip
    await connection.execute(candidates.insert().values(**values))
    return 1


async def read_grouping(connection: AsyncConnection) -> Grouping:
    """Read the representatives of the latest groups."""
    first = select(func.min(candidates.c.id)).group_by(candidates.c.group_id)
    query = (
        select(candidates.c.intent, candidates.c.key, candidates.c.group_id)
        .where(candidates.c.id.in_(first.order_by(candidates.c.group_id.desc()).limit(RECENT * 4)))
        .order_by(candidates.c.id)
    )
    rows = [(row.intent, row.key, row.group_id) for row in await connection.execute(query)]
    return await asyncio.to_thread(Grouping, rows)


async def read_usage(connection: AsyncConnection) -> Usage:
    """Read what people wrote last, to know which words are usual."""
    table = transcripts
    query = select(table.c.text).where(table.c.pressed.is_(False)).order_by(table.c.id.desc()).limit(USUAL)
    return await asyncio.to_thread(Usage, [row.text for row in await connection.execute(query)])


def allowed(row: Row, telegram: bool) -> bool:
    """Tell whether a message may be kept: understood, written, of a person, on a channel that teaches."""
    readable = row.outcome in UNDERSTOOD and not row.pressed and row.intent not in (None, COMPLAINT)
    left_out = {TERMINAL} if telegram else {TERMINAL, "telegram"}
    return readable and row.channel not in left_out and len(key(row.text)) >= SHORTEST
