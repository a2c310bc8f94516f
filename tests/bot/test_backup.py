"""A backup put back: everything returns, but what people had erased."""

from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from bot import turn
from bot.house import House
from bot.keeping import rights
from bot.keeping.backup import BackupUnreadable, backup
from bot.keeping.restoring import restore
from bot.store.conversations import Incoming
from bot.store.tables import conversations, erasures


async def say(house: House, sender: str, text: str = "bonjour") -> None:
    await turn.take(house, Incoming("web", sender, text))


async def senders(house: House) -> set[str]:
    async with house.database.read() as connection:
        return {row.sender for row in await connection.execute(select(conversations.c.sender))}


async def logged(house: House) -> int:
    async with house.database.read() as connection:
        return int((await connection.execute(select(func.count()).select_from(erasures))).scalar() or 0)


async def test_what_was_said_before_returns(house: House, tmp_path: Path) -> None:
    await say(house, "ada")
    file = await backup(house, tmp_path)
    await say(house, "bob")
    counts = await restore(house, file)
    assert await senders(house) == {"ada"}
    assert counts["transcript"] == 1


async def test_what_was_erased_since_is_erased_again(house: House, tmp_path: Path) -> None:
    await say(house, "ada")
    await say(house, "bob")
    file = await backup(house, tmp_path)
    await rights.erase(house, "web", "ada")
    await restore(house, file)
    assert await senders(house) == {"bob"}


async def test_the_log_of_erasures_returns_with_a_lost_database(house: House, tmp_path: Path) -> None:
    await say(house, "ada")
    await rights.erase(house, "web", "ada")
    file = await backup(house, tmp_path)
    async with house.database.write() as connection:
        await connection.execute(delete(erasures))
    await restore(house, file)
    assert await logged(house) == 1


async def test_who_came_back_after_erasing_keeps_what_they_said_then(house: House, tmp_path: Path) -> None:
    await say(house, "ada")
    await rights.erase(house, "web", "ada")
    await say(house, "ada", "me revoilà")
    file = await backup(house, tmp_path)
    await restore(house, file)
    assert await senders(house) == {"ada"}
    assert await logged(house) == 1


async def test_a_restored_service_goes_on(house: House, tmp_path: Path) -> None:
    await say(house, "ada")
    await restore(house, await backup(house, tmp_path))
    await say(house, "ada", "et ensuite ?")
    await rights.erase(house, "web", "ada")
    assert await senders(house) == set()


async def test_another_file_changes_nothing(house: House, tmp_path: Path) -> None:
    await say(house, "ada")
    other = tmp_path / "other.zip"
    other.write_bytes(b"not a zip")
    with pytest.raises(BackupUnreadable, match="rien n'a été changé"):
        await restore(house, other)
    assert await senders(house) == {"ada"}
