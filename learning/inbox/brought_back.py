"""Brings back a message for what came after it: a thumb down, or a person who took over."""

from datetime import datetime, timedelta

from sqlalchemy import and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import outbox, transcripts
from learning.inbox.candidates import WAITING
from learning.inbox.kept import UNDERSTOOD, allowed, keep, raise_to, read_grouping, read_usage
from learning.inbox.ranking import Reason
from learning.tables import candidates


async def thumbs_down(connection: AsyncConnection, telegram: bool, now: datetime) -> int:
    """Keep the messages whose answer got a thumb down since they were read."""
    table, known = transcripts, candidates.c.transcript_id
    recent = and_(table.c.thumb == -1, table.c.at > now - timedelta(days=30))
    query = select(table).outerjoin(candidates, known == table.c.id).where(recent, known.is_(None)).limit(500)
    rows = [row for row in (await connection.execute(query)).all() if allowed(row, telegram)]
    raised = select(candidates.c.id).join(table, known == table.c.id).where(
        recent, candidates.c.reason.notin_([Reason.THUMBS_DOWN, Reason.TAKEOVER]), candidates.c.state == WAITING
    )  # fmt: skip
    for number in [row.id for row in await connection.execute(raised)]:
        await raise_to(connection, number, Reason.THUMBS_DOWN)
    if not rows:
        return 0
    grouping, usage = await read_grouping(connection), await read_usage(connection)
    return sum([await keep(connection, row, Reason.THUMBS_DOWN, grouping, usage) for row in rows])


async def after_takeover(connection: AsyncConnection, conversation_id: str, *, held_at: datetime) -> int | None:
    """Bring back the message that failed before a person took over, with what that person answered as a proposal."""
    table = transcripts
    before = and_(table.c.conversation_id == conversation_id, table.c.at <= held_at, table.c.outcome.in_(UNDERSTOOD))
    row = (await connection.execute(select(table).where(before).order_by(table.c.id.desc()).limit(1))).first()
    if row is None or row.intent is None:
        return None
    said = await connection.execute(
        select(outbox.c.body)
        .where(outbox.c.conversation_id == conversation_id, outbox.c.author.isnot(None), outbox.c.created_at >= held_at)
        .order_by(outbox.c.position)
    )
    proposed = "\n".join(body["text"] for (body,) in said) or None
    await keep(connection, row, Reason.TAKEOVER, await read_grouping(connection), await read_usage(connection))
    mine = candidates.c.transcript_id == row.id
    await connection.execute(update(candidates).where(mine).values(proposed=proposed, state=WAITING))
    number = (await connection.execute(select(candidates.c.id).where(mine))).scalar()
    if number is not None:
        await raise_to(connection, number, Reason.TAKEOVER)
    return number
