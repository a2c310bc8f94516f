"""Brings a database's tables to a revision, with alembic, on a connection already open."""

from collections.abc import Collection
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(connection: Connection, revisions: Collection[str] = ("heads",)) -> None:
    """Run the migrations this database has not seen yet, inside the caller's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    for revision in revisions:
        command.upgrade(config, revision)


def revisions(connection: Connection) -> frozenset[str]:
    """Return the last revisions this database has seen, one a branch."""
    return frozenset(MigrationContext.configure(connection).get_current_heads())


def heads() -> frozenset[str]:
    """Return the last revisions this program knows."""
    return frozenset(ScriptDirectory.from_config(_config()).get_heads())


def known() -> frozenset[str]:
    """Return every revision this program knows."""
    return frozenset(each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
