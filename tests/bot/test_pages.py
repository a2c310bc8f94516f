"""What was deleted leaves PostgreSQL's pages, without making anybody wait long."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.store import pages
from bot.store.database import Database
from bot.store.tables import inbox
from tests.remains import gone_from_pages, in_pages, page_file

WORD = "motquipart9931"


async def write_and_delete(database: Database) -> None:
    if database.is_sqlite:
        pytest.skip("SQLite overwrites what it deletes (secure_delete)")
    row = {"channel": "web", "external_id": "1", "sender": "a", "conversation_id": "c", "text": WORD, "kinds": []}
    async with database.write() as connection:
        await connection.execute(inbox.insert().values(**row, status="done", received_at=datetime.now(UTC)))
    async with database.write() as connection:
        await connection.execute(inbox.delete())


async def test_a_deleted_row_leaves_the_pages_when_they_are_forgotten(database: Database) -> None:
    await write_and_delete(database)
    assert await in_pages(database, WORD) == {"inbox"}
    before = await page_file(database, "inbox")
    await database.forget_pages()
    assert await page_file(database, "inbox") != before
    assert await gone_from_pages(database, WORD)


async def test_a_busy_table_is_left_for_the_next_time(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    await write_and_delete(database)
    async with database.write() as connection:
        await connection.execute(text("LOCK TABLE inbox IN ACCESS SHARE MODE"))
        await database.forget_pages()
    assert "pages of inbox kept for the next time" in caplog.text
    assert await gone_from_pages(database, WORD)


async def test_a_large_table_is_rewritten_with_the_nights_purge_only(database: Database) -> None:
    await write_and_delete(database)
    before = await page_file(database, "inbox")
    await pages.rewrite(database.engine, ["inbox"], thorough=False, large=0)
    assert await page_file(database, "inbox") == before
    await pages.rewrite(database.engine, ["inbox"], thorough=True, large=0)
    assert await page_file(database, "inbox") != before
