"""A sentence of the house carried outside any turn: a message it cannot read, a refusal, the receipt of an erasure.

A note is said once per message of the channel, belongs to no conversation, and is forgotten once carried: the inbox
keeps the channel's id only, so that the same message sent again is not answered twice.
"""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.house import House
from bot.replies import Message
from bot.store import conversations, topics
from bot.store.outbox import PUSHED, To, letter, queue
from bot.store.tables import conversations as conversation_table
from bot.store.tables import inbox
from bot.turn.outgoing import first_notice
from bot.turn.passing import Answered, Stopped, Turn


async def say_apart(house: House, turn: Turn) -> bool:
    """Carry the sentence of a turn that recorded nothing (a refusal, an erasure) on a channel that is pushed its
    replies; returns whether there was one. Raises DatabaseUnavailable.
    """
    forgotten = isinstance(turn, Answered) and turn.forgotten
    if turn.incoming.channel not in PUSHED or not (forgotten or isinstance(turn, Stopped)):
        return False
    incoming, messages = turn.incoming, turn.reply.messages
    return await leave_note(
        house,
        incoming.channel,
        incoming.sender,
        messages,
        external_id=incoming.external_id,
        introduced=forgotten,
        topic=incoming.topic,
    )


async def leave_note(
    house: House,
    channel: str,
    sender: str,
    messages: Sequence[Message],
    *,
    external_id: str,
    once: str = "",
    introduced: bool = True,
    leave: bool = False,
    topic: str | None = None,
) -> bool:
    """Queue `messages` for a person, once per `external_id`; returns whether it was new.

    While notes with the same `once` wait to be carried, another is not added. `introduced=False` says the law's first
    message before them if this conversation has not had it yet; `leave` makes the assistant leave the chat afterwards; `topic` is the thread of the chat it goes to. Raises DatabaseUnavailable.
    """
    async with house.database.write() as connection:
        if not await _marked(connection, house, channel, external_id):
            return False
        notice = () if introduced else await _notice(connection, house, channel, sender)
        to = To(_apart(channel, once or external_id), channel, sender, external_id)
        bodies = [topics.addressed(message.to_dict(), topic) | {"note": True} for message in (*notice, *messages)]
        bodies[-1] |= {"leave": True} if leave else {}
        letters = [letter(to, body, position=rank, at=house.clock()) for rank, body in enumerate(bodies)]
        await connection.run_sync(queue, *letters)
    await house.signals.publish("outbox", channel=channel)
    return True


async def _marked(connection: AsyncConnection, house: House, channel: str, external_id: str) -> bool:
    insert = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    mark = {
        "channel": channel, "external_id": external_id, "sender": "", "conversation_id": "", "text": "",
        "kinds": [], "status": "done", "received_at": house.clock(),
    }  # fmt: skip
    return bool((await connection.execute(insert(inbox).values(**mark).on_conflict_do_nothing())).rowcount)


async def _notice(connection: AsyncConnection, house: House, channel: str, sender: str) -> tuple[Message, ...]:
    """Return the first message of the law if the person has not had it, and remember that they have now."""
    now, idle = house.clock(), timedelta(hours=house.settings.retention.session_hours)
    conversation = await connection.run_sync(conversations.find_or_open, channel, sender, now=now, idle=idle)
    if conversation.notice_given:
        return ()
    row = conversation_table.c.id == conversation.id
    await connection.execute(update(conversation_table).where(row).values(notice_given=True))
    return (Message(first_notice(house, house.in_force())),)


def _apart(channel: str, key: str) -> str:
    """Return what stands for a conversation in the row of a note, which belongs to none."""
    return hashlib.blake2b(f"note\n{channel}\n{key}".encode(), digest_size=16).hexdigest()
