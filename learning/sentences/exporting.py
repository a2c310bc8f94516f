"""Writes the training sentences in force into files: those of a training, or those of the repository."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import project
from bot.store import audit
from bot.store.audit import Act
from bot.store.database import Database
from learning.sentences import files
from learning.sentences.current import active
from learning.sentences.files import Change
from learning.tables import example_changes


async def write_files(database: Database, folder: Path, *, examples_folder: Path = project.EXAMPLES) -> list[Path]:
    """Write the sentences in force under `folder` and return what Rasa should train on, stories included."""
    async with database.read() as connection:
        changed = await active(connection)
    shipped = files.texts(examples_folder)
    written = files.edited(shipped, changed)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.yml"):
        old.unlink()
    for name, content in written.items():
        (folder / name).write_text(content, encoding="utf-8")
    untouched = [examples_folder / name for name in shipped if name not in written]
    return [*untouched, *(folder / name for name in sorted(written)), project.STORIES]


async def mark_exported(connection: AsyncConnection, changed: Sequence[Change], act: Act) -> None:
    """Write that changes are now in the files."""
    numbers = [change.id for change in changed]
    table = example_changes
    await connection.execute(update(table).where(table.c.id.in_(numbers)).values(exported_at=act.at))
    await audit.note(connection, act, "example.export", len(numbers))


async def export(
    database: Database, act: Act, *, folder: Path = project.EXAMPLES, homes: Mapping[str, str] = MappingProxyType({})
) -> Mapping[str, int]:
    """Write operators' changes into the files of `folder`; returns how many lines changed in each file.

    `homes` names the file of the intents that no file has yet; without it they share one.
    """
    async with database.write() as connection:
        changed = await active(connection)
        before = files.texts(folder)
        written = files.edited(before, changed, homes=homes)
        for name, content in written.items():
            (folder / name).write_text(content, encoding="utf-8")
        await mark_exported(connection, changed, act)
    return {name: _lines_changed(before.get(name, ""), content) for name, content in written.items()}


def _lines_changed(before: str, after: str) -> int:
    return len(set(before.splitlines()) ^ set(after.splitlines()))
