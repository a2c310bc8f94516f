"""The two commits of a turn: on SQLite two short transactions, on PostgreSQL one statement each, so one trip."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import asyncpg

from bot.replies import Message
from bot.store import conversations, recording
from bot.store.conversations import Conversation, Incoming, Overtaken, Receipt
from bot.store.database import Database
from bot.store.recording import Record

_RECEIVE = """
WITH mine AS (
    SELECT id, channel, sender, version, memory, buttons, failures, notice_given, held_by, started_at, last_at
    FROM conversation WHERE channel = $1 AND sender = $2 AND closed_at IS NULL AND last_at >= $3
), put AS (
    INSERT INTO inbox (channel, external_id, sender, conversation_id, text, button, kinds, status, received_at)
    SELECT $1, $4, $2, mine.id, $5, $6, $7, 'received', $8 FROM mine ON CONFLICT DO NOTHING
)
SELECT mine.*, known.status, older.sender AS older_sender, older.text AS older_text,
    older.external_id AS older_id, older.button AS older_button
FROM mine
LEFT JOIN inbox AS known ON known.channel = $1 AND known.external_id = $4
LEFT JOIN LATERAL (
    SELECT * FROM inbox WHERE conversation_id = mine.id AND status = 'received' ORDER BY received_at LIMIT 1
) AS older ON true
"""
_RECORD = """
WITH moved AS (
    UPDATE conversation SET version = $3, memory = $4, buttons = $5, failures = $6, notice_given = $7, last_at = $8
    WHERE id = $1 AND version = $2 RETURNING id
), said AS (
    INSERT INTO transcript (conversation_id, channel, external_id, at, text, pressed, outcome, intent, confidence,
        ambiguous, ranking, entities, reply, model_version, data_revision, records, chosen)
    SELECT id, $9, $10, $8, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $27, $28 FROM moved
), queued AS (
    INSERT INTO outbox (conversation_id, position, channel, sender, external_id, body, status, attempts, not_before,
        created_at, delivered_at)
    SELECT moved.id, each.position, $9, $22, $10, each.body, $23, 0, $8, $8, $24
    FROM moved, unnest($25::int[], $26::json[]) AS each(position, body)
), answered AS (
    UPDATE inbox SET status = 'done', text = '' WHERE channel = $9 AND external_id = $10 AND EXISTS (SELECT FROM moved)
)
SELECT count(*) FROM moved
"""


async def receive(
    database: Database, incoming: Incoming, text: str, kinds: Sequence[str], *, now: datetime, idle: timedelta
) -> Receipt:
    """Write the masked message in the inbox (bot.store.conversations.receive)."""
    if not database.is_sqlite:
        button = conversations.storable(incoming.button)
        values = (
            incoming.channel, incoming.sender, now - idle, incoming.external_id, text, button, json.dumps([*kinds]), now,
        )  # fmt: skip
        async with database.straight() as connection:
            row = await connection.fetchrow(_RECEIVE, *values)
        if row is not None:
            return _receipt(row, incoming)
    return await database.transact(conversations.receive, incoming, text, kinds, now=now, idle=idle)


async def record(database: Database, turn: Record) -> tuple[Message, ...]:
    """Commit a turn's effects and return its messages with their positions; raises Overtaken."""
    if database.is_sqlite:
        return await database.transact(recording.record, turn)
    messages = recording.numbered(turn)
    async with database.straight() as connection:
        moved = await connection.fetchval(_RECORD, *_values(turn, messages))
    if not moved:
        raise Overtaken(turn.conversation.id)
    return messages


def _receipt(row: asyncpg.Record, incoming: Incoming) -> Receipt:
    conversation = Conversation(
        row["id"], row["channel"], row["sender"], row["version"], json.loads(row["memory"]), json.loads(row["buttons"]),
        row["failures"], row["notice_given"], row["held_by"], row["started_at"], row["last_at"],
    )  # fmt: skip
    if row["status"] == "done":
        return Receipt(conversation, done=True)
    older = row["older_id"]
    left = None if older is None or older == incoming.external_id else _older(row, incoming)
    return Receipt(conversation, done=False, older=left)


def _older(row: asyncpg.Record, incoming: Incoming) -> Incoming:
    return Incoming(incoming.channel, row["older_sender"], row["older_text"], row["older_id"], row["older_button"])


def _values(turn: Record, messages: tuple[Message, ...]) -> tuple[Any, ...]:
    kept = recording.transcript(turn, messages)
    sent = recording.letters(turn, messages)
    status, delivered = (sent[0]["status"], sent[0]["delivered_at"]) if sent else ("sent", None)
    return (
        turn.conversation.id, turn.conversation.version, turn.conversation.version + 1, json.dumps(turn.memory),
        json.dumps(dict(turn.buttons)), turn.failures, turn.notice_given, turn.at, turn.incoming.channel,
        turn.incoming.external_id, kept["text"], kept["pressed"], str(kept["outcome"]), kept["intent"],
        kept["confidence"], kept["ambiguous"], json.dumps(kept["ranking"]), json.dumps(kept["entities"]),
        json.dumps(kept["reply"]), kept["model_version"], kept["data_revision"], turn.incoming.sender, status, delivered,
        [each["position"] for each in sent], [json.dumps(each["body"]) for each in sent], json.dumps(kept["records"]),
        kept["chosen"],
    )  # fmt: skip
