"""Forgets with time: each kind of data leaves when its period, a setting, is over."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, text
from sqlalchemy.sql.elements import TextClause

from bot.clock import PARIS
from bot.house import House
from bot.running.following import follow
from bot.settings import Retention
from bot.store.types import UtcDateTime

log = logging.getLogger(__name__)
EVERY_SECONDS = 3600.0
NIGHT_HOUR = 3
"""In Paris: the hour when large tables are rewritten without what was erased."""


@dataclass(frozen=True)
class Period:
    """Rows of `table` leave `days` days after `column`, if `condition` holds."""

    table: str
    column: str
    days: int
    condition: str = "1 = 1"

    def overdue(self, verb: str, now: datetime) -> TextClause:
        """Return « DELETE » or « SELECT count(*) » of the rows whose period is over at `now`."""
        past = f'{verb} FROM "{self.table}" WHERE "{self.column}" < :before AND {self.condition}'
        return text(past).bindparams(bindparam("before", now - timedelta(days=self.days), type_=UtcDateTime()))


def periods(kept: Retention) -> Sequence[Period]:
    """Return what is purged, in an order that leaves no orphan."""
    return (
        Period("inbox", "received_at", kept.inbox, "status = 'done'"),
        Period("outbox", "created_at", kept.outbox, "status NOT IN ('pending', 'sending')"),
        Period("transcript", "at", kept.dialogue),
        Period("candidate", "at", kept.candidate),
        Period("label", "at", kept.candidate, "conversation_id IS NOT NULL"),
        Period("content_task", "at", kept.candidate, "conversation_id IS NOT NULL"),
        Period("task_question", "at", kept.candidate, "conversation_id IS NOT NULL"),
        Period("conversation_tag", "at", kept.dialogue),
        Period("desk_note", "at", kept.dialogue),
        Period("desk_assignment", "at", kept.dialogue),
        Period("desk_exchange", "at", kept.dialogue),
        Period("inbox", "received_at", kept.dialogue),
        Period("outbox", "created_at", kept.dialogue),
        Period("conversation", "last_at", kept.dialogue),
        Period("contact_request", "answered_at", kept.contact, "answered_at IS NOT NULL"),
        Period("exam_question", "decided_at", kept.candidate, "state = 'aside'"),
        Period("exam_question", "created_at", kept.contact, "state <> 'accepted'"),
        Period("case_file", "created_at", kept.case_file),
        Period("alert", "confirmed_at", kept.alert, "confirmed_at IS NOT NULL"),
        Period("aid_outcome", "at", kept.aggregate),
        Period("operator_login", "at", kept.security),
        Period("operator_session", "created_at", 1),
        Period("data_import", "at", 1, "state = 'waiting'"),
        Period("data_import", "at", 7),
        Period("audit", "at", kept.audit),
        Period("aggregate", "day", kept.aggregate),
        Period("erasure", "at", kept.erasure),
    )


async def in_use(house: House) -> list[Period]:
    """Return the periods of the tables that this database has."""
    columns = await house.database.tables()
    return [each for each in periods(house.settings.retention) if each.column in columns.get(each.table, ())]


async def purge(house: House, *, now: datetime | None = None) -> dict[str, int]:
    """Delete what is past its period; returns how many rows left, by table (nothing of their content)."""
    now, held = now or house.clock(), await in_use(house)
    counts: dict[str, int] = {}
    async with house.database.write() as connection:
        for period in held:
            deleted = await connection.execute(period.overdue("DELETE", now))
            if deleted.rowcount:
                counts[period.table] = counts.get(period.table, 0) + deleted.rowcount
    night = now.astimezone(PARIS).hour == NIGHT_HOUR
    if counts or night:
        await house.database.forget_pages(thorough=night)
    return counts


async def purge_regularly(house: House, stop: asyncio.Event) -> None:
    """Purge now and every hour, until `stop`."""

    async def purged() -> None:
        log.info("purge: %s", await purge(house))

    await follow(house.signals, [], purged, stop, every=EVERY_SECONDS)
