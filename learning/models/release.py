"""Puts a model in service, takes it back when it fails its first questions, and returns to an older one."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.house import House
from bot.store import audit, models
from bot.store.audit import Act
from bot.store.model_tables import publications
from learning.answers import in_force
from learning.models import runs, snapshots
from learning.tables import publication_states


class Blocked(RuntimeError):
    """The gate refuses this model; `reasons` says why."""

    def __init__(self, reasons: list[Mapping[str, Any]]) -> None:
        super().__init__("blocked")
        self.reasons = reasons


async def publish(house: House, sha256: str, act: Act) -> None:
    """Put a compared model in service, on every worker; raises Blocked. `verify` then asks the smoke questions."""
    found = await runs.comparison(house, sha256)
    if found is None:
        raise Blocked([{"kind": "not_compared"}])
    live = await models.in_service(house.database)
    if live and found["against"] != live.sha256:
        raise Blocked([{"kind": "compared_with_another"}])
    if found["reasons"]:
        raise Blocked(found["reasons"])
    await _put(house, sha256, act, action="model.publish")


async def roll_back(house: House, sha256: str, act: Act) -> Mapping[str, int]:
    """Return to an older model, with the sentences and wordings it had; returns what moved."""
    async with house.database.read() as connection:
        target, now = await _target(house, connection, sha256)
    async with house.database.write() as connection:
        moved = await snapshots.restore(connection, target, act)
        await _write(connection, sha256, act, before=now, checked=True)
        await audit.note(connection, act, "model.rollback", sha256[:12])
    await house.signals.publish("model", sha256=sha256)
    await house.signals.publish("data")
    return moved


async def rolled_back(house: House, sha256: str, act: Act) -> in_force.Change:
    """Return the change that going back to a model writes over what operators wrote, to look at before it is made."""
    async with house.database.read() as connection:
        target, _ = await _target(house, connection, sha256)
    return lambda connection: snapshots.restore(connection, target, act)


async def _target(
    house: House, connection: AsyncConnection, sha256: str
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return the state to restore, and that of now."""
    before, version = await _state_after(connection, sha256), await models.find(house.database, sha256)
    known = dict(version.snapshot) if version else {}
    now = await snapshots.take(connection)
    return {"examples": known.get("examples", []), "records": before.get("records", now["records"])}, now


async def history(house: House, *, count: int = 20) -> list[Any]:
    """Return the publications, the latest first: id, sha256, name, author, comment, at."""
    table, version = publications, models.model_versions
    query = (
        select(table, version.c.name, version.c.trained_at)
        .join(version, version.c.sha256 == table.c.sha256)
        .order_by(table.c.id.desc())
        .limit(count)
    )
    async with house.database.read() as connection:
        return list(await connection.execute(query))


async def _put(house: House, sha256: str, act: Act, *, action: str) -> None:
    async with house.database.write() as connection:
        before = await snapshots.take(connection)
        await _write(connection, sha256, act, before=before, checked=False)
        await audit.note(connection, act, action, sha256[:12])
    await house.signals.publish("model", sha256=sha256)


async def _write(
    connection: AsyncConnection, sha256: str, act: Act, *, before: Mapping[str, Any], checked: bool
) -> None:
    await models.put_in_service(connection, sha256, author=act.author, comment=act.comment, at=act.at)
    last = select(publications.c.id).order_by(publications.c.id.desc()).limit(1)
    number = (await connection.execute(last)).scalar()
    state = {"publication_id": number, "before": dict(before), "checked": checked}
    await connection.execute(publication_states.insert().values(**state))


async def _state_after(connection: AsyncConnection, sha256: str) -> Mapping[str, Any]:
    """Return the state of the data when this version last left service."""
    last = select(publications.c.id).where(publications.c.sha256 == sha256).order_by(publications.c.id.desc()).limit(1)
    number = (await connection.execute(last)).scalar() or 0
    state = publication_states
    following = select(state.c.before).where(state.c.publication_id > number).order_by(state.c.publication_id).limit(1)
    return (await connection.execute(following)).scalar() or {}
