"""Looks for a text in all that a database and a folder hold: tables, pages, indexes, files."""

import asyncio
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database

RELATIONS = """
SELECT c.oid::regclass::text AS name, pg_relation_filepath(c.oid) AS file FROM pg_class c
WHERE c.relkind IN ('r', 'i', 't', 'S') AND (
    c.relnamespace = current_schema()::regnamespace
    OR c.oid IN (SELECT reltoastrelid FROM pg_class WHERE relnamespace = current_schema()::regnamespace)
    OR c.oid IN (SELECT i.indexrelid FROM pg_index i JOIN pg_class t ON t.reltoastrelid = i.indrelid
                 WHERE t.relnamespace = current_schema()::regnamespace))
"""


async def in_tables(store: Database, wanted: str) -> set[str]:
    """Return the tables where a row holds `wanted`, whatever the column."""
    found = set()
    for table, columns in (await store.tables()).items():
        looked = " OR ".join(f'CAST("{column}" AS TEXT) LIKE :wanted' for column in columns)
        async with store.read() as connection:
            query = text(f'SELECT count(*) FROM "{table}" WHERE {looked}')
            if (await connection.execute(query, {"wanted": f"%{wanted}%"})).scalar():
                found.add(table)
    return found


async def in_pages(store: Database, wanted: str) -> set[str]:
    """Return the tables and indexes of PostgreSQL whose pages hold `wanted`, rows that are no more included."""
    if store.is_sqlite:
        return set()
    async with store.engine.connect() as connection:
        await connection.exec_driver_sql("COMMIT")
        await connection.exec_driver_sql("CHECKPOINT")
        return {
            name for name, file in await connection.execute(text(RELATIONS)) if await _holds(connection, file, wanted)
        }


async def gone_from_pages(store: Database, wanted: str, *, tries: int = 40) -> bool:
    """Whether the pages forget `wanted`: PostgreSQL keeps deleted rows while another transaction may look at them,
    and other runs of the suite share the server; each try rewrites the tables again.
    """
    for _ in range(tries):
        if not await in_pages(store, wanted):
            return True
        await asyncio.sleep(0.5)
        await store.forget_pages(thorough=True)
    return False


async def page_file(store: Database, table: str) -> str:
    """Return the file that holds a table's pages; it is another one once the table was rewritten."""
    async with store.read() as connection:
        return str((await connection.execute(text("SELECT pg_relation_filepath(:table)"), {"table": table})).scalar())


async def _holds(connection: AsyncConnection, file: str, wanted: str) -> bool:
    query = text(
        "SELECT position(convert_to(:wanted, 'UTF8') IN coalesce(pg_read_binary_file(:file, 0, 100000000, true), ''))"
    )
    return bool((await connection.execute(query, {"wanted": wanted, "file": file})).scalar())


def in_files(folder: Path, wanted: str) -> set[str]:
    """Return the files under a folder that hold `wanted`: SQLite's and its write-ahead log among them."""
    files = (each for each in folder.rglob("*") if each.is_file())
    return {each.name for each in files if wanted.encode() in each.read_bytes()}
