"""What a person does right after an answer tells that it was wrong, however sure the assistant was."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import and_, select
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outcome import Outcome
from bot.store.tables import transcripts
from learning.inbox.ranking import Reason
from learning.sentences.texts import key
from nlu import intents

COMPLAINT, PERSON = "complain_answer", "ask_human"
SAME_AGAIN, WITHIN = 60, timedelta(minutes=5)
SHORT = intents.of_kind("courtesy", "chat", "answer", "command") - {COMPLAINT}
"""What asks nothing of its own."""


async def told(connection: AsyncConnection, rows: Sequence[Row]) -> Mapping[int, tuple[Row, Reason]]:
    """Return, by id, the messages before a complaint, a call for a person or the same question in other words."""
    found: dict[int, tuple[Row, Reason]] = {}
    table = transcripts
    for row in rows:
        if row.pressed or row.intent is None or row.intent in SHORT:
            continue
        before = and_(table.c.conversation_id == row.conversation_id, table.c.id < row.id, table.c.intent.isnot(None))
        earlier = (await connection.execute(select(table).where(before).order_by(table.c.id.desc()).limit(1))).first()
        why = reason(earlier, row) if earlier is not None else None
        if earlier is not None and why is not None:
            found[earlier.id] = earlier, why
    return found


def reason(earlier: Any, row: Any) -> Reason | None:
    """Return what the next message says of the answer to the one before it."""
    if row.intent == COMPLAINT:
        return Reason.COMPLAINT
    if earlier.outcome != Outcome.ANSWERED or earlier.intent in SHORT | {PERSON} or row.at - earlier.at > WITHIN:
        return None
    if row.intent == PERSON:
        return Reason.PERSON
    return Reason.REPHRASED if rephrased(earlier.text, row.text) else None


def rephrased(first: str, second: str) -> bool:
    """Tell whether a message is the one before it said again, in other words or the same."""
    return bool(fuzz.token_sort_ratio(key(first), key(second)) >= SAME_AGAIN)
