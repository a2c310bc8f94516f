"""Finds, in what people wrote, the messages worth labelling, and puts them in order of value."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outcome import FAILURES, Outcome
from bot.store.database import Database
from bot.store.tables import outbox, transcripts
from learning.inbox import afterwards
from learning.inbox.afterwards import COMPLAINT
from learning.inbox.groups import RECENT, Grouping
from learning.inbox.ranking import Reason, Signals, Usage, reason, value
from learning.sentences.texts import key
from learning.tables import candidates, groups, marks

WAITING, LABELLED, LATER, REJECTED, MISSING = "waiting", "labelled", "later", "rejected", "missing"
READ_AT_ONCE = 500
USUAL = 2_000
MARK = "transcript"
UNDERSTOOD = (Outcome.ANSWERED, Outcome.VERDICT, *FAILURES)
SHORTEST = 2
TERMINAL = "cli"  # questions of who runs the service, forgotten once answered: not a person's


Disagreeing = Callable[[Sequence[Any]], Awaitable[Collection[int]]]
"""Which of some transcripts, by id, the nearest known sentences read otherwise."""


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


async def collect(
    database: Database, *, telegram: bool, now: datetime, known: Iterable[str] = (), batches: int = 1_000,
    disagreeing: Disagreeing | None = None,
) -> int:  # fmt: skip
    """Read the transcripts written since the last time; returns how many messages wait for a label in addition.

    `known` are the keys of training sentences: a message that is one of them teaches nothing. Telegram messages are
    left out unless `telegram`. At most `batches` × READ_AT_ONCE transcripts are read.
    """
    found, trained = 0, frozenset(known)
    for _ in range(batches):
        async with database.read() as connection:
            rows = await _unread(connection)
        otherwise = frozenset(await disagreeing(rows)) if disagreeing and rows else frozenset()
        async with database.write() as connection:
            added, more = await _collect_some(connection, telegram, trained, otherwise)
        found += added
        if not more:
            break
    async with database.write() as connection:
        return found + await _thumbs_down(connection, telegram, now)


async def _unread(connection: AsyncConnection) -> list[Row]:
    table, last = transcripts, await _mark(connection)
    query = select(table).where(table.c.id > last).order_by(table.c.id).limit(READ_AT_ONCE)
    return list((await connection.execute(query)).all())


async def _collect_some(
    connection: AsyncConnection, telegram: bool, trained: frozenset[str], otherwise: frozenset[int]
) -> tuple[int, bool]:
    last, rows = await _mark(connection), await _unread(connection)
    if not rows:
        return 0, False
    grouping, usage = await _grouping(connection), await _usage(connection)
    told = await afterwards.told(connection, rows)
    added = 0
    for row in rows:
        after = told[row.id][1] if row.id in told else None
        why = _why(row, telegram, after, row.id in otherwise)
        if why and (why is Reason.COMPLAINT or key(row.text) not in trained):
            added += await _keep(connection, row, why, grouping, usage, disagrees=row.id in otherwise)
    for earlier, why in told.values():
        if earlier.id <= last and _allowed(earlier, telegram):
            added += await _keep(connection, earlier, why, grouping, usage)
            await _raise_lower(connection, earlier.id, why)
    await _set_mark(connection, rows[-1].id, last)
    return added, len(rows) == READ_AT_ONCE


def _allowed(row: Row, telegram: bool) -> bool:
    readable = row.outcome in UNDERSTOOD and not row.pressed and row.intent not in (None, COMPLAINT)
    left_out = {TERMINAL} if telegram else {TERMINAL, "telegram"}
    return readable and row.channel not in left_out and len(key(row.text)) >= SHORTEST


def _why(row: Row, telegram: bool, after: Reason | None, disagrees: bool) -> Reason | None:
    if not _allowed(row, telegram):
        return None
    signals = Signals(row.id, row.ranking, row.ambiguous, row.thumb == -1, after is Reason.COMPLAINT, after, disagrees)
    return reason(signals)


async def _thumbs_down(connection: AsyncConnection, telegram: bool, now: datetime) -> int:
    """Keep the messages whose answer got a thumb down since they were read."""
    table, known = transcripts, candidates.c.transcript_id
    recent = and_(table.c.thumb == -1, table.c.at > now - timedelta(days=30))
    query = select(table).outerjoin(candidates, known == table.c.id).where(recent, known.is_(None)).limit(500)
    rows = [row for row in (await connection.execute(query)).all() if _allowed(row, telegram)]
    raised = select(candidates.c.id).join(table, known == table.c.id).where(
        recent, candidates.c.reason.notin_([Reason.THUMBS_DOWN, Reason.TAKEOVER]), candidates.c.state == WAITING
    )  # fmt: skip
    for number in [row.id for row in await connection.execute(raised)]:
        await _raise(connection, number, Reason.THUMBS_DOWN)
    if not rows:
        return 0
    grouping, usage = await _grouping(connection), await _usage(connection)
    return sum([await _keep(connection, row, Reason.THUMBS_DOWN, grouping, usage) for row in rows])


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
    await _keep(connection, row, Reason.TAKEOVER, await _grouping(connection), await _usage(connection))
    mine = candidates.c.transcript_id == row.id
    await connection.execute(update(candidates).where(mine).values(proposed=proposed, state=WAITING))
    number = (await connection.execute(select(candidates.c.id).where(mine))).scalar()
    if number is not None:
        await _raise(connection, number, Reason.TAKEOVER)
    return number


async def _raise_lower(connection: AsyncConnection, transcript: int, why: Reason) -> None:
    """Give a message already kept for less the reason its person gave since."""
    told = [Reason.THUMBS_DOWN, Reason.TAKEOVER, Reason.COMPLAINT, Reason.CONTROL, why]
    lower = and_(candidates.c.transcript_id == transcript, candidates.c.reason.notin_(told))
    waiting_one = select(candidates.c.id).where(lower, candidates.c.state == WAITING)
    number = (await connection.execute(waiting_one)).scalar()
    if number is not None:
        await _raise(connection, number, why)


async def _raise(connection: AsyncConnection, number: int, why: Reason) -> None:
    row = (await connection.execute(select(candidates).where(candidates.c.id == number))).one()
    worth = value(why, row.ranking, size=1, number=row.transcript_id)
    await connection.execute(update(candidates).where(candidates.c.id == number).values(reason=why.value, value=worth))


async def _keep(
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


async def _grouping(connection: AsyncConnection) -> Grouping:
    """Read the representatives of the latest groups."""
    first = select(func.min(candidates.c.id)).group_by(candidates.c.group_id)
    query = (
        select(candidates.c.intent, candidates.c.key, candidates.c.group_id)
        .where(candidates.c.id.in_(first.order_by(candidates.c.group_id.desc()).limit(RECENT * 4)))
        .order_by(candidates.c.id)
    )
    return Grouping((row.intent, row.key, row.group_id) for row in await connection.execute(query))


async def _usage(connection: AsyncConnection) -> Usage:
    """Read what people wrote last, to know which words are usual."""
    table = transcripts
    query = select(table.c.text).where(table.c.pressed.is_(False)).order_by(table.c.id.desc()).limit(USUAL)
    return Usage(row.text for row in await connection.execute(query))


async def _mark(connection: AsyncConnection) -> int:
    return (await connection.execute(select(marks.c.value).where(marks.c.name == MARK))).scalar() or 0


async def _set_mark(connection: AsyncConnection, last: int, before: int) -> None:
    moved = await connection.execute(update(marks).where(marks.c.name == MARK).values(value=last))
    if not moved.rowcount:
        await connection.execute(marks.insert().values(name=MARK, value=last))


async def next_ones(connection: AsyncConnection, *, count: int = 1, skip: Sequence[int] = ()) -> list[Candidate]:
    """Return the candidates most worth a label."""
    wanted = candidates.c.state == WAITING
    if skip:
        wanted = and_(wanted, candidates.c.id.notin_(skip))
    order = (candidates.c.value.desc(), candidates.c.id.desc())
    return await _read(connection, _query().where(wanted).order_by(*order).limit(count))


async def find(connection: AsyncConnection, number: int) -> Candidate | None:
    return next(iter(await _read(connection, _query().where(candidates.c.id == number))), None)


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
