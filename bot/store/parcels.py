"""Takes the replies that wait to their person, in order, and writes what became of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.replies import Message
from bot.store import topics
from bot.store.tables import conversations, outbox


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
        """The message to carry."""
        return Message.from_dict(self.body)

    @property
    def part(self) -> int:
        """How many parts of a long message were carried before this one."""
        return int(self.body.get("part", 0))

    @property
    def note(self) -> bool:
        """Whether it was said outside a turn."""
        return bool(self.body.get("note"))

    @property
    def topic(self) -> str | None:
        """The thread of the chat it goes to."""
        return self.body.get(topics.IN_A_BODY)

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
