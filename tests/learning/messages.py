"""Recorded messages for the tests of learning, written as a turn would."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.store.audit import Act
from bot.store.database import Database
from bot.store.tables import transcripts
from learning.inbox import candidates, collecting
from learning.inbox.ranking import drawn

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ACT = Act("Camille", NOW, "essai")


async def written(database: Database, *texts: str, **values: Any) -> list[int]:
    """Write messages nobody understood; a message of the control sample is skipped, unless `control` is wanted."""
    numbers = []
    control = values.pop("control", False)
    async with database.write() as connection:
        following = await _next_id(connection)
        for text in texts:
            while drawn(following) != control:
                following += 1
            row = a_message(following, text) | values
            await connection.execute(transcripts.insert().values(**row))
            numbers.append(following)
            following += 1
    return numbers


async def _next_id(connection: Any) -> int:
    rows = (await connection.execute(transcripts.select().with_only_columns([transcripts.c.id]))).all()
    return max((row.id for row in rows), default=0) + 1


def a_message(number: int, text: str) -> dict[str, Any]:
    return {
        "id": number, "conversation_id": f"c{number}", "channel": "web", "external_id": str(number),
        "at": NOW - timedelta(minutes=5), "text": text, "pressed": False, "outcome": "fallback", "intent": "ask_ami",
        "confidence": 0.3, "ambiguous": True, "ranking": [["ask_ami", 0.3], ["greet", 0.2]], "entities": [], "reply": [],
    }  # fmt: skip


async def collected(database: Database, **options: Any) -> list[candidates.Candidate]:
    """Read what was written into the inbox, and return it, the most worth first."""
    await collecting.collect(database, telegram=options.pop("telegram", False), now=NOW, **options)
    async with database.read() as connection:
        return await candidates.next_ones(connection, count=100)
