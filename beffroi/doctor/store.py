"""What is kept: the database, the model in service, the regional data."""

from beffroi.doctor.finding import Finding, State
from bot.clock import paris_day, system_clock
from bot.settings import Settings
from bot.store import models
from bot.store.database import Database, DatabaseUnavailable
from bot.store.models import ModelUnusable
from region import check
from region.files import pack_dir


async def database(settings: Settings) -> list[Finding]:
    """The database answers, and its tables are there."""
    try:
        async with Database(settings.database_url) as opened:
            tables = await opened.tables()
    except (DatabaseUnavailable, OSError) as error:
        return [Finding(State.WRONG, "database_away", {"cause": error})]
    kind = "SQLite" if settings.is_sqlite else "PostgreSQL"
    return [Finding(State.GOOD if tables else State.NOTE, "database" if tables else "database_new", {"kind": kind})]


async def model(settings: Settings) -> list[Finding]:
    """A model is in service, and its archive is the one that was trained."""
    try:
        async with Database(settings.database_url) as opened:
            if "publication" not in await opened.tables():
                return [Finding(State.NOTE, "model_none")]
            version = await models.in_service(opened)
            if version is None:
                return [Finding(State.NOTE, "model_none")]
            await models.materialise(opened, version.sha256, settings.models_dir)
    except ModelUnusable as error:
        return [Finding(State.WRONG, "model_unusable", {"cause": error})]
    except DatabaseUnavailable:
        return []  # already said
    return [Finding(State.GOOD, "model", {"version": version.sha256[:12], "day": paris_day(version.trained_at)})]


async def data(_: Settings) -> list[Finding]:
    """The regional data can be read."""
    report = check.check(pack_dir(), intents=frozenset(), today=paris_day(system_clock()))
    if not report.faults:
        return [Finding(State.GOOD, "data")]
    return [Finding(State.WRONG, "data_wrong", {"n": len(report.faults), "cause": report.faults[0]})]
