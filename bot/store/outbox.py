"""The replies that wait to be carried to a person by a channel that pushes them, and what became of each.

A row of the outbox is `pending`, then `sending` (committed before the call that may send it), then one of `sent`,
`uncertain` (nobody knows whether it arrived: never sent again), `refused` (the channel wants none of it) or `closed`
(the person no longer takes messages). A row still `sending` at start was cut by a crash: it becomes `uncertain`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, and_, bindparam, delete, select, text, update
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.replies import Message
from bot.store.statement import Statement
from bot.store.tables import conversations, outbox
from bot.store.types import UtcDateTime

PUSHED = frozenset({"telegram"})
"""Channels that are carried their replies; the others read them from the finished turn."""


_QUEUE = Statement(
    text(
        "INSERT INTO outbox (conversation_id, position, channel, sender, external_id, author, body, status, attempts,"
        " not_before, created_at, delivered_at) VALUES (:conversation_id, :position, :channel, :sender, :external_id,"
        " :author, :body, :status, :attempts, :not_before, :created_at, :delivered_at)"
        " ON CONFLICT (conversation_id, position) DO UPDATE SET status = 'pending' WHERE outbox.status = 'uncertain'"
    ).bindparams(
        bindparam("body", type_=JSON),
        *(bindparam(name, type_=UtcDateTime) for name in ("not_before", "created_at", "delivered_at")),
    )
)


@dataclass(frozen=True)
class To:
    """Whom a message goes to, and what it answers: the channel's own id of it."""

    conversation: str
    channel: str
    sender: str
    external_id: str


def letter(
    to: To,
    body: Mapping[str, Any],
    *,
    position: int,
    at: datetime,
    author: str | None = None,
    status: str | None = None,
) -> dict[str, Any]:
    """Return the row of one message; without a `status`, it waits on a channel that is pushed its replies, else is sent."""
    status = status or ("pending" if to.channel in PUSHED else "sent")
    return {
        "conversation_id": to.conversation, "position": position, "channel": to.channel, "sender": to.sender,
        "external_id": to.external_id, "author": author, "body": dict(body), "status": status, "attempts": 0,
        "not_before": at, "created_at": at, "delivered_at": at if status == "sent" else None,
    }  # fmt: skip


def queue(connection: Connection, *letters: Mapping[str, Any]) -> None:
    """Write messages to be carried; one that waits already is left alone, one that a crash left uncertain waits again."""
    _QUEUE.run(connection, *letters)


@dataclass(frozen=True)
class Parcel:
    """A reply to carry. `part` is how many pieces of it were sent; a `note` is forgotten once carried (bot/turn/notes.py)."""

    conversation: str
    position: int
    channel: str
    sender: str
    author: str | None
    body: Mapping[str, Any]
    not_before: datetime

    @property
    def message(self) -> Message:
        return Message.from_dict(self.body)

    @property
    def part(self) -> int:
        return int(self.body.get("part", 0))

    @property
    def note(self) -> bool:
        return bool(self.body.get("note"))

    @property
    def leave(self) -> bool:
        """Whether the assistant leaves the chat afterwards."""
        return bool(self.body.get("leave"))


async def own_up(connection: AsyncConnection, channel: str) -> int:
    """Mark as uncertain what a crash cut while it was being sent; returns how many."""
    cut = and_(outbox.c.channel == channel, outbox.c.status == "sending")
    return (await connection.execute(update(outbox).where(cut).values(status="uncertain"))).rowcount


async def awaited(connection: AsyncConnection, channel: str) -> list[str]:
    """Return who has a reply waiting on this channel."""
    rows = await connection.execute(select(outbox.c.sender).where(_pending(channel)).distinct())
    return [row.sender for row in rows]


async def first(connection: AsyncConnection, channel: str, sender: str) -> Parcel | None:
    """Return the oldest reply that waits for this person: nothing overtakes it."""
    query = select(outbox).where(_pending(channel), outbox.c.sender == sender)
    row = (await connection.execute(query.order_by(outbox.c.created_at, outbox.c.position).limit(1))).first()
    if row is None:
        return None
    return Parcel(
        row.conversation_id, row.position, row.channel, row.sender, row.author, row.body, row.not_before
    )  # fmt: skip


async def start(connection: AsyncConnection, parcel: Parcel) -> bool:
    """Mark a reply as being sent; False when it is no longer there to be sent (erased, or taken by another)."""
    changed = await connection.execute(
        update(outbox).where(_same(parcel), outbox.c.status == "pending")
        .values(status="sending", attempts=outbox.c.attempts + 1)
    )  # fmt: skip
    return bool(changed.rowcount)


async def postpone(connection: AsyncConnection, parcel: Parcel, *, part: int, until: datetime) -> None:
    """Let a reply wait again, with `part` of its pieces sent."""
    body = {**parcel.body, "part": part}
    await connection.execute(
        update(outbox).where(_same(parcel)).values(status="pending", body=body, not_before=until)
    )  # fmt: skip


async def settle(connection: AsyncConnection, parcel: Parcel, status: str, *, at: datetime) -> None:
    """Write what became of a reply; a note whose fate is known is forgotten."""
    if parcel.note and (status != "uncertain" or parcel.leave):
        await connection.execute(delete(outbox).where(_same(parcel)))
        return
    delivered = at if status == "sent" else None
    await connection.execute(update(outbox).where(_same(parcel)).values(status=status, delivered_at=delivered))


async def close_chat(connection: AsyncConnection, channel: str, sender: str, *, at: datetime) -> None:
    """Stop writing to a person who no longer takes messages; a message from them opens another conversation."""
    await connection.execute(
        update(outbox).where(_pending(channel), outbox.c.sender == sender).values(status="closed")
    )  # fmt: skip
    theirs = and_(
        conversations.c.channel == channel, conversations.c.sender == sender, conversations.c.closed_at.is_(None)
    )
    await connection.execute(update(conversations).where(theirs).values(closed_at=at))


def _pending(channel: str) -> Any:
    return and_(outbox.c.channel == channel, outbox.c.status == "pending")


def _same(parcel: Parcel) -> Any:
    return and_(outbox.c.conversation_id == parcel.conversation, outbox.c.position == parcel.position)
