"""Puts a backup back in an empty or older database, and forgets again what was erased since."""

from itertools import islice
from pathlib import Path

from sqlalchemy import MetaData, Table, create_engine, select
from sqlalchemy.engine import Connection

from bot.house import House
from bot.keeping import finding, rights, rows
from bot.keeping.archive import Archive
from bot.keeping.backup import AT_ONCE, _heavy, _tables
from bot.store import migrate
from bot.store.database import DatabaseRefused
from bot.store.desk_tables import contact_requests
from bot.store.tables import conversations, erasures
from bot.wordings import say


async def restore(house: House, file: Path) -> dict[str, int]:
    """Replace everything by what `file` holds; returns rows by table. Erasures the file does not know are made again.

    An older backup is put back as it was, then migrated. Raises BackupUnreadable, with nothing changed.
    """
    kept = Archive(file)
    _fits(kept)
    async with house.database.read() as connection:
        found = await connection.execute(select(erasures.c.digest, erasures.c.counts, erasures.c.at))
        since = [dict(row._mapping) for row in found]
    try:
        async with house.database.write() as connection:
            counts = await connection.run_sync(_refilled, kept)
            restored = await connection.execute(select(erasures.c.digest, erasures.c.at))
            known = {(row.digest, row.at) for row in restored}
            late = [row for row in since if (row["digest"], row["at"]) not in known]
            if late:
                await connection.execute(erasures.insert(), late)
            people = (await connection.execute(select(conversations.c.channel, conversations.c.sender))).all()
            left = (await connection.execute(select(contact_requests.c.number))).all()
    except DatabaseRefused as error:
        raise kept.refused(say("backup_not_put_back", cause=error)) from error
    forgotten = {row["digest"] for row in late}
    for channel, sender in {(row.channel, row.sender) for row in people}:
        if rights.digest(house, channel, sender) in forgotten:
            await rights.erase(house, channel, sender)
    for (number,) in left:
        if rights.digest(house, finding.CONTACT, number) in forgotten and (found := await finding.find(house, number)):
            await finding.erase(house, found)
    house.memories.drop()
    return counts


def _fits(kept: Archive) -> None:
    """Refuse a backup whose tables or columns are not those of its revisions, before anything is touched."""
    scratch = create_engine("sqlite://")
    with scratch.begin() as connection:
        migrate.upgrade(connection, sorted(kept.manifest.revisions))
        expected = {table.name: table for table in _tables(connection)}
    scratch.dispose()
    if missing := sorted(set(expected) - set(kept.manifest.rows)):
        raise kept.refused(say("backup_missing", tables=", ".join(missing)))
    for name in kept.manifest.rows:
        if name not in expected:
            raise kept.refused(say("backup_table", table=name))
        for row in kept.rows(name):
            if set(row) != set(expected[name].c.keys()):
                raise kept.refused(say("backup_columns", table=name))
            try:
                rows.unpacked(expected[name], row)
            except (ValueError, TypeError) as error:
                raise kept.refused(say("backup_value", table=name)) from error


def _refilled(connection: Connection, kept: Archive) -> dict[str, int]:
    if kept.manifest.revisions == migrate.revisions(connection):
        for table in reversed(_tables(connection)):
            connection.execute(table.delete())
    else:
        everything = MetaData()
        everything.reflect(connection)
        everything.drop_all(connection)
        migrate.upgrade(connection, sorted(kept.manifest.revisions))
    counts = {table.name: _filled(connection, table, kept) for table in _tables(connection)}
    migrate.upgrade(connection)
    return counts


def _filled(connection: Connection, table: Table, kept: Archive) -> int:
    count, left = 0, kept.rows(table.name)
    while some := [rows.unpacked(table, row) for row in islice(left, 1 if _heavy(table) else AT_ONCE)]:
        connection.execute(table.insert(), some)
        count += len(some)
    if count:
        _renumber(connection, table)
    return count


def _renumber(connection: Connection, table: Table) -> None:
    """Let PostgreSQL's counters go on after the numbers just written."""
    if connection.dialect.name != "postgresql" or "id" not in table.c:
        return
    sequence = connection.exec_driver_sql(f"SELECT pg_get_serial_sequence('\"{table.name}\"', 'id')").scalar()
    if sequence:
        connection.exec_driver_sql(f"SELECT setval('{sequence}', (SELECT max(id) FROM \"{table.name}\"))")
