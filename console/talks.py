"""Finds conversations by what happened in them, page by page, without counting them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import conversations, outbox, transcripts
from console.tables import tags
from console.talk_filters import Filters, conditions
from learning.sentences import intents

PER_PAGE = 25
READ = 400
"""Messages read for one page: those of one conversation follow each other closely."""
TOLD = 5_000
"""Turns read to tell the conversations of a page apart."""
UNTOLD = ("smalltalk", intents.OUT_TOPIC)
CALLS = ("/humain",)
ENDS = ("failed", "fallback", "refused", "distress", "verdict")


@dataclass(frozen=True)
class Talk:
    """A conversation as the list shows it: how it began, what it was about, the message found, how it went.

    `asked` is the first message that is no command, `found` the latest that matches where it is another; `topics` are
    its topics in order, `ends` what an agent looks for first: what failed, a verdict, a person called.
    """

    id: str
    channel: str
    at: datetime
    asked: str
    found: str
    count: int
    topics: Sequence[str]
    ends: Sequence[str]
    thumb: int | None
    held_by: str | None


@dataclass(frozen=True)
class Page:
    """One page of conversations; `following` is where the next begins, None at the end."""

    talks: Sequence[Talk]
    following: int | None


async def listed(connection: AsyncConnection, wanted: Filters, *, before: int | None = None) -> Page:
    """Return a page of conversations, the latest first."""
    table = transcripts
    columns = (table.c.id, table.c.conversation_id, table.c.channel, table.c.at, table.c.text)
    query = select(*columns, table.c.intent, table.c.outcome, table.c.thumb).where(*conditions(wanted))
    if before is not None:
        query = query.where(table.c.id < before)
    rows = (await connection.execute(query.order_by(table.c.id.desc()).limit(READ))).all()
    found: dict[str, Any] = {}
    last = None
    for row in rows:
        if row.conversation_id not in found and len(found) == PER_PAGE:
            break
        found.setdefault(row.conversation_id, row)
        last = row.id
    held = await _held(connection, list(found))
    told = await _told(connection, list(found))
    talks = [_talk(row, told[row.conversation_id], held.get(row.conversation_id)) for row in found.values()]
    more = bool(rows) and (last != rows[-1].id or len(rows) == READ)
    return Page(talks, last if more else None)


def _talk(row: Any, told: Sequence[Any], held_by: str | None) -> Talk:
    """Return a conversation as the list shows it, from its turns in order and the one that was found."""
    asked = next((each.text for each in told if each.text and not _is_command(each)), told[0].text)
    topics = [topic for each in told if (topic := intents.topic(each.intent)) not in (None, *UNTOLD)]
    ends = [end for end in ENDS if any(each.outcome == end for each in told)]
    called = any(each.intent == "ask_human" or each.text in CALLS for each in told)
    return Talk(
        row.conversation_id, row.channel, row.at, asked, row.text if row.text != asked and not _is_command(row) else "",
        len(told), tuple(dict.fromkeys(topics)), (*ends, *(("person",) if called else ())),
        min((each.thumb for each in told if each.thumb), default=None), held_by,
    )  # fmt: skip


def _is_command(turn: Any) -> bool:
    return turn.outcome == "command" or turn.text.startswith("/")


async def _told(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, list[Any]]:
    """Return the turns of some conversations, in order, by conversation."""
    table = transcripts
    columns = (table.c.conversation_id, table.c.text, table.c.intent, table.c.outcome, table.c.thumb)
    query = select(*columns).where(table.c.conversation_id.in_(ids), table.c.outcome != "operator")
    told: dict[str, list[Any]] = {}
    for row in await connection.execute(query.order_by(table.c.id).limit(TOLD)):
        told.setdefault(row.conversation_id, []).append(row)
    return told


async def _held(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, str | None]:
    query = select(conversations.c.id, conversations.c.held_by).where(conversations.c.id.in_(ids))
    return {row.id: row.held_by for row in await connection.execute(query)}


async def turns(connection: AsyncConnection, conversation_id: str, *, most: int = 200) -> list[Any]:
    """Return the turns of a conversation, the last `most`, oldest first."""
    table = transcripts
    query = select(table).where(table.c.conversation_id == conversation_id).order_by(table.c.id.desc()).limit(most)
    return list((await connection.execute(query)).all())[::-1]


async def undelivered(connection: AsyncConnection, conversation_id: str) -> dict[str, str]:
    """Return `{message id of the channel: status}` of the answers that did not surely arrive: uncertain or refused."""
    query = select(outbox.c.external_id, outbox.c.status).where(
        outbox.c.conversation_id == conversation_id, outbox.c.status.in_(("uncertain", "refused"))
    )
    return {row.external_id: row.status for row in await connection.execute(query)}


async def thread(connection: AsyncConnection, conversation_id: str) -> dict[str, Any]:
    """Return what thread.html shows: `{"row": None once erased, "turns", "lost"}`."""
    return {
        "row": await find(connection, conversation_id),
        "turns": await turns(connection, conversation_id),
        "lost": await undelivered(connection, conversation_id),
    }


async def find(connection: AsyncConnection, conversation_id: str) -> Any:
    """Return the row of a conversation, None when there is none."""
    return (await connection.execute(select(conversations).where(conversations.c.id == conversation_id))).first()


async def tags_of(connection: AsyncConnection, conversation_id: str) -> list[str]:
    """Return the tags of a conversation."""
    query = select(tags.c.tag).where(tags.c.conversation_id == conversation_id).order_by(tags.c.tag)
    return [row.tag for row in await connection.execute(query)]


async def known_tags(connection: AsyncConnection) -> list[str]:
    """Return the tags used, fifty at most."""
    rows = await connection.execute(select(tags.c.tag).distinct().order_by(tags.c.tag).limit(50))
    return [row.tag for row in rows]
