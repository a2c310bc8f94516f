"""A data folder whose database already holds the trained model."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import project


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, archive: Path) -> Path:
    """Return a data folder whose database already holds the trained model."""
    place = tmp_path_factory.mktemp("cli")
    program = (
        "import asyncio, sys; from pathlib import Path; from datetime import UTC, datetime\n"
        "from beffroi import building; from bot import models; from bot.models import ModelVersion\n"
        "async def main(archive):\n"
        "    async with building.opened(building.settings()) as house:\n"
        "        now = datetime.now(UTC)\n"
        "        version = ModelVersion(models.version_of(archive), 'v1', 'r', 'test', '', now, 1.0)\n"
        "        await models.register(house.database, archive, version)\n"
        "        async with house.database.write() as connection:\n"
        "            await models.publish(connection, version.sha256, author='test', comment='', at=now)\n"
        "asyncio.run(main(Path(sys.argv[1])))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(archive)],
        cwd=project.ROOT,
        env=env(place),
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return place


def env(folder: Path, **more: str) -> dict[str, str]:
    return os.environ | {"BEFFROI_DATA_DIR": str(folder)} | more
