"""Makes PostgreSQL give back the pages of deleted rows, where what people wrote would stay readable in its files.

Rewriting a table holds it for a moment: tables that are large are only vacuumed when a person waits, and rewritten
with the day's purge.
"""

import logging
from collections.abc import Iterable

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

log = logging.getLogger(__name__)
LARGE = 50 * 2**20
"""Bytes that are rewritten in less than a second."""
LOCK_SECONDS = 2


async def rewrite(engine: AsyncEngine, tables: Iterable[str], *, thorough: bool, large: int = LARGE) -> None:
    """Rewrite each table without its deleted rows; one that is busy is left for the next time, and logged."""
    async with engine.connect() as opened:
        connection = await opened.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text(f"SET lock_timeout = '{LOCK_SECONDS}s'"))
        try:
            for table in tables:
                size = (
                    await connection.execute(text("SELECT pg_total_relation_size(:table)"), {"table": table})
                ).scalar()
                full = "FULL" if thorough or (size or 0) < large else "SKIP_LOCKED"
                try:
                    await connection.execute(text(f'VACUUM ({full}) "{table}"'))
                except DBAPIError as error:
                    log.warning("pages of %s kept for the next time: %s", table, type(error.orig).__name__)
        finally:
            await connection.execute(text("RESET lock_timeout"))
