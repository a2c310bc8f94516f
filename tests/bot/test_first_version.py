"""A data folder of the first version: the program of today starts on it, and nothing is lost."""

import gzip
import tarfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot import desk, project
from bot.engine.engine import Engines
from bot.house import House
from bot.keeping import copies, rights
from bot.keeping.backup import backup
from bot.keeping.restoring import restore
from bot.store import migrate, models
from bot.store.conversations import Incoming
from bot.store.database import Database
from bot.store.models import ModelUnusable
from bot.turn import take
from tests.fakes import FakeEngine
from tests.houses import a_house

KEPT = project.ROOT / "tests" / "data" / "first-version"
ROWS = {
    "conversation": 3, "inbox": 14, "outbox": 18, "transcript": 16, "model_version": 1, "publication": 1, "audit": 7,
    "candidate": 2, "candidate_group": 1, "label": 2, "example_change": 1, "test_case": 1, "content_task": 1,
    "aggregate": 29, "learning_mark": 2, "operator": 1, "desk_presence": 1, "contact_request": 1,
}  # fmt: skip


@pytest_asyncio.fixture
async def old(tmp_path: Path) -> AsyncIterator[House]:
    """Give a house of today on the first version's database."""
    file = tmp_path / "first-version.sqlite"
    file.write_bytes(gzip.decompress((KEPT / "beffroi.sqlite.gz").read_bytes()))
    store = Database(f"sqlite+aiosqlite:///{file}")
    await store.migrate()
    async with a_house(store, tmp_path, engine=FakeEngine()) as house:
        yield house


async def counted(house: House) -> dict[str, int]:
    async with house.database.read() as connection:
        return {
            name: int((await connection.execute(text(f'SELECT count(*) FROM "{name}"'))).scalar() or 0)
            for name in ROWS
        }  # fmt: skip


async def test_nothing_is_lost_at_the_first_start_of_a_newer_program(old: House) -> None:
    assert await counted(old) == ROWS
    async with old.database.read() as connection:
        assert await connection.run_sync(migrate.revisions) == migrate.heads()


async def test_a_call_held_then_is_held_now(old: House) -> None:
    async with old.database.read() as connection:
        query = "SELECT id FROM conversation WHERE held_by = 'camille'"
        conversation = str((await connection.execute(text(query))).scalar())
    assert (await desk.standing(old, conversation)).state == desk.HELD
    await desk.say(old, conversation, "camille", "Je reviens vers vous.")
    await desk.release(old, conversation, "camille")
    assert (await desk.standing(old, conversation)).state != desk.HELD


async def test_who_wrote_then_may_read_write_and_leave_now(old: House) -> None:
    assert len((await copies.export(old, "web", "ada"))["turns"]) == 6
    assert (await take(old, Incoming("web", "ada", "me revoilà"))).outcome == "answered"
    await rights.erase(old, "web", "ada")
    assert not (await copies.export(old, "web", "ada"))["turns"]


async def test_its_model_is_named_and_refused_rather_than_stopping_the_start(old: House) -> None:
    published = await models.in_service(old.database)
    assert published is not None
    with pytest.raises(ModelUnusable, match=f"{published.sha256[:12]} est abîmé"):
        await models.materialise(old.database, published.sha256, old.settings.models_dir)


async def test_its_backup_is_put_back_on_either_database(house: House) -> None:
    await restore(house, KEPT / "backup.zip")
    assert await counted(house) == ROWS
    assert (await take(house, Incoming("web", "ada", "me revoilà"))).outcome == "answered"


async def test_a_backup_of_today_is_put_back_over_it(old: House, house: House, tmp_path: Path) -> None:
    await take(house, Incoming("web", "zoe", "bonjour"))
    await restore(old, await backup(house, tmp_path / "backups"))
    assert (await counted(old))["conversation"] == 1


FOREIGN = {
    "no archive": b"not a tar",
    "nothing": b"",
    "a component that moved": None,
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN.keys())
async def test_an_archive_of_another_program_is_a_model_unusable(
    tmp_path: Path, archive: Path, content: bytes | None
) -> None:
    file = tmp_path / "model.tar.gz"
    file.write_bytes(_moved(archive, tmp_path) if content is None else content)
    with pytest.raises(ModelUnusable, match="abcdef123456 ne peut pas être lu par cette version"):
        await Engines().load(file, version="abcdef123456")


def _moved(archive: Path, folder: Path) -> bytes:
    """Return an archive whose metadata names a component where it no longer is."""
    opened = folder / "opened"
    with tarfile.open(archive) as packed:
        packed.extractall(opened, filter="data")
    metadata = opened / "metadata.json"
    metadata.write_text(
        metadata.read_text(encoding="utf-8").replace("nlu.components.", "nlu.elsewhere."), encoding="utf-8"
    )
    changed = folder / "changed.tar.gz"
    with tarfile.open(changed, "w:gz") as packed:
        for each in sorted(opened.iterdir()):
            packed.add(each, arcname=each.name)
    return changed.read_bytes()
