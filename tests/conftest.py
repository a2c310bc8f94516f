"""What the suite shares: both databases, a house with a small engine, and one trained model."""

import asyncio
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import portalocker
import pytest
import pytest_asyncio

os.environ.setdefault(
    "OPENBLAS_NUM_THREADS", "1"
)  # as `serve` does, before numpy is read: two threads wait for each other

from bot.engine import standin

standin.install()

from sqlalchemy import text  # noqa: E402

from bot import project  # noqa: E402
from bot.engine.engine import Engine, Engines  # noqa: E402
from bot.house import House  # noqa: E402
from bot.settings import Settings  # noqa: E402
from bot.store.database import Database  # noqa: E402
from bot.wordings import WORDINGS  # noqa: E402
from tests.fakes import FakeEngine  # noqa: E402
from tests.regions import THE_REGION  # noqa: E402

POSTGRES = os.environ.get("BEFFROI_TEST_DATABASE_URL", "postgresql+asyncpg://127.0.0.1:5432/test")
SCHEMA = f"beffroi_{os.getpid()}"
DATA = Path(__file__).with_name("data")


@pytest.fixture(scope="session")
def postgres_schema() -> Iterator[str]:
    """Give a schema of this run's own on a real PostgreSQL, or skip with the reason."""

    async def run(statement: str) -> None:
        async with Database(POSTGRES) as database, database.write() as connection:
            await connection.exec_driver_sql(statement)

    try:
        asyncio.run(run(f"CREATE SCHEMA {SCHEMA}"))
    except Exception as error:
        pytest.skip(f"no PostgreSQL at {POSTGRES}: {type(error).__name__}")
    yield SCHEMA
    asyncio.run(run(f"DROP SCHEMA {SCHEMA} CASCADE"))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated SQLite file, copied by each test rather than migrated again."""
    file = tmp_path_factory.mktemp("template") / "beffroi.sqlite"

    async def migrate() -> None:
        async with Database(f"sqlite+aiosqlite:///{file}") as database:
            await database.migrate()
            await database.forget_pages()

    asyncio.run(migrate())
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str | None]:
    """Return the URL and schema of a database: each test that uses one runs on both."""
    if request.param == "postgresql":
        return POSTGRES, request.getfixturevalue("postgres_schema")
    file = tmp_path / "beffroi.sqlite"
    shutil.copy(request.getfixturevalue("sqlite_template"), file)
    return f"sqlite+aiosqlite:///{file}", None


@pytest_asyncio.fixture
async def database(place: tuple[str, str | None]) -> AsyncIterator[Database]:
    """Give an empty, migrated database."""
    url, schema = place
    async with Database(url, schema=schema) as opened:
        if schema:
            await opened.migrate()
            await _emptied(opened)
        yield opened


async def _emptied(database: Database) -> None:
    names = ", ".join(f'"{name}"' for name in await database.tables() if name != "alembic_version")
    async with database.write() as connection:
        await connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))


@pytest.fixture
def settings(tmp_path: Path, database: Database) -> Settings:
    return Settings.read({"BEFFROI_DATA_DIR": str(tmp_path / "var"), "BEFFROI_DATABASE_URL": database.url})


@pytest_asyncio.fixture
async def house(settings: Settings, database: Database) -> House:
    """Give a house whose engine is small; on a real database."""
    return House(settings, database, Engines(FakeEngine(), version="fake"), WORDINGS, THE_REGION)  # type: ignore[arg-type]


LEARNT_FROM = ("config.yml", "domain", "stories", "nlu", "bot/engine")
READS_ONLY = re.compile(r"^nlu/(?:acts/(?!tags)|selector/|components/(?!__init__|classifier|entities|names|tokenizer))")
"""What reads a message in its conversation and chooses the record: nothing of it is in the archive."""


@pytest.fixture(scope="session")
def archive() -> Path:
    """Return the trained model of these very files, trained once and kept in var/tests until a file changes."""
    kept = project.ROOT / "var" / "tests"
    kept.mkdir(parents=True, exist_ok=True)
    with portalocker.Lock(kept / "training.lock", timeout=300):  # two workers, or two runs, train it once
        return _trained(kept)


def _trained(kept: Path) -> Path:
    model = kept / f"{_fingerprint()}.tar.gz"
    if not model.exists():
        with tempfile.TemporaryDirectory(dir=kept) as work:
            made = Path(work) / "model.tar.gz"
            command = [sys.executable, "-m", "bot.engine.training", str(made), "nlu/data", "stories"]
            environment = os.environ | {"RASA_CACHE_DIRECTORY": str(Path(work) / "cache")}
            done = subprocess.run(
                command, cwd=project.ROOT, env=environment, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stdout + done.stderr
            made.replace(model)
        for older in set(kept.glob("*.tar.gz")) - {model}:
            older.unlink(missing_ok=True)
    return model


@pytest.fixture(scope="session")
def engine(archive: Path) -> Engine:
    """Return the real engine on the real model."""
    return Engine(archive)


@pytest_asyncio.fixture
async def real_house(settings: Settings, database: Database, engine: Engine) -> House:
    """Give a house that understands French."""
    return House(settings, database, Engines(engine, version="real"), WORDINGS, THE_REGION)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for place in LEARNT_FROM:
        path = project.ROOT / place
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            learnt = file.suffix in (".yml", ".py", ".txt", ".tsv", ".json") and "exam" not in file.parts
            if learnt and not READS_ONLY.search(file.relative_to(project.ROOT).as_posix()):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
