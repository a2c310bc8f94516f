"""A data folder, and a database, that already hold the trained model."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import project

TAUGHT = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from beffroi import building
from bot.store import models
from bot.store.models import ModelVersion

async def main(archive):
    async with building.opened(building.settings()) as house:
        now = datetime.now(UTC)
        version = ModelVersion(models.version_of(archive), "v1", "r", "test", "", now, 1.0)
        await models.register(house.database, archive, version)
        async with house.database.write() as connection:
            await models.put_in_service(connection, version.sha256, author="test", comment="", at=now)

asyncio.run(main(Path(sys.argv[1])))
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, archive: Path) -> Path:
    """Return a data folder whose database already holds the trained model."""
    return taught(tmp_path_factory.mktemp("cli"), archive)


def taught(place: Path, archive: Path, **more: str) -> Path:
    """Put the trained model in service in a database, and return the data folder it goes with."""
    command = [sys.executable, "-c", TAUGHT, str(archive)]
    done = subprocess.run(
        command, cwd=project.ROOT, env=env(place, **more), check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return place


def env(folder: Path, **more: str) -> dict[str, str]:
    return os.environ | {"BEFFROI_DATA_DIR": str(folder)} | more
