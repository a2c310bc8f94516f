"""The model versions this program trained: their archives, the one in service, and the way back to an older one.

An archive is code (its metadata names classes to import): only those whose SHA-256 this program wrote down when it
trained them are loaded.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.files import written_aside
from bot.store.database import Database
from bot.store.model_tables import model_versions, publications
from bot.wordings import say


class ModelUnusable(RuntimeError):
    """A model archive is unknown, missing or damaged; `str()` is one French sentence."""


@dataclass(frozen=True)
class ModelVersion:
    """One trained model; `snapshot` is the state of the data it was trained and answers with."""

    sha256: str
    name: str
    data_revision: str
    author: str
    comment: str
    trained_at: datetime
    seconds: float
    snapshot: Mapping[str, Any] = field(default_factory=dict)
    figures: Mapping[str, Any] = field(default_factory=dict)


def version_of(archive: Path) -> str:
    """Return the SHA-256 of an archive, which is the name of its version."""
    return hashlib.sha256(archive.read_bytes()).hexdigest()


async def register(database: Database, archive: Path, version: ModelVersion) -> None:
    """Keep an archive this program has just trained."""
    async with database.write() as connection:
        known = await connection.execute(
            select(model_versions.c.sha256).where(model_versions.c.sha256 == version.sha256)
        )
        if known.first() is None:
            await connection.execute(model_versions.insert().values(archive=archive.read_bytes(), **version.__dict__))


async def put_in_service(connection: AsyncConnection, sha256: str, *, author: str, comment: str, at: datetime) -> None:
    """Put a known version in service; every worker loads it when it hears of it."""
    await connection.execute(publications.insert().values(sha256=sha256, author=author, comment=comment, at=at))


async def in_service(database: Database) -> ModelVersion | None:
    """Return the version last published, None before the first training."""
    last = select(publications.c.sha256).order_by(publications.c.id.desc()).limit(1).scalar_subquery()
    return await find(database, last)


async def find(database: Database, sha256: Any) -> ModelVersion | None:
    """Return a model without its archive, None where there is none of that fingerprint."""
    columns = [column for column in model_versions.c if column.name != "archive"]
    async with database.read() as connection:
        row = (await connection.execute(select(*columns).where(model_versions.c.sha256 == sha256))).first()
    return ModelVersion(**row._mapping) if row else None


async def materialise(database: Database, sha256: str, folder: Path) -> Path:
    """Return the archive as a file under `folder`, written from the database if needed; raises ModelUnusable."""
    archive = folder / sha256 / "model.tar.gz"
    if archive.exists() and version_of(archive) == sha256:
        return archive
    async with database.read() as connection:
        query = select(model_versions.c.archive).where(model_versions.c.sha256 == sha256)
        content = (await connection.execute(query)).scalar()
    if content is None:
        raise ModelUnusable(say("model_unknown", model=sha256[:12]))
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelUnusable(say("model_damaged", model=sha256[:12]))
    try:
        written_aside(archive, content)
    except OSError as error:
        raise ModelUnusable(say("model_unwritten", model=sha256[:12], cause=error.strerror)) from error
    return archive
