"""What `/metrics` reads of the database at the moment it is asked, and the errors counted by route."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from aiohttp import web
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.calls import PATIENCE
from bot.house import House
from bot.store.database import DatabaseUnavailable
from bot.store.desk_tables import waits
from bot.store.tables import conversations, outbox
from learning.models.runs import FAILED, LOST, RUNNING, SILENT
from learning.tables import runs

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Now = Mapping[str, tuple[str, float]]


def count_errors(app: web.Application, house: House) -> None:
    """Count each answer 500 and above by its route, whatever made it."""

    @web.middleware
    async def counted(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            response = await handler(request)
        except web.HTTPException as error:
            _count(house, request, error.status)
            raise
        except Exception:
            _count(house, request, 500)
            raise
        _count(house, request, response.status)
        return response

    async def begin(app: web.Application) -> None:
        """Begin every route at 0: a counter that appears with its first error is no increase."""
        for resource in app.router.resources():
            house.metrics.errors.labels(resource.canonical)

    app.middlewares.insert(0, counted)
    app.on_startup.append(begin)


def _count(house: House, request: web.Request, status: int) -> None:
    if status >= 500:
        resource = request.match_info.route.resource
        house.metrics.errors.labels(resource.canonical if resource else "other").inc()


async def now(house: House) -> Now:
    """Return who waits, how old the oldest reply to carry is, and how the trainings are; only « down » without a database."""
    up = ("1 when the database answers", 1.0)
    try:
        async with house.database.read() as connection:
            return {"beffroi_database_up": up, **await _read(connection, house.clock())}
    except DatabaseUnavailable:
        return {"beffroi_database_up": (up[0], 0.0)}


async def _read(connection: AsyncConnection, at: datetime) -> Now:
    async def one(query: object) -> object:
        return (await connection.execute(query)).scalar()  # type: ignore[call-overload]

    calling = waits.c.asked_at > at - PATIENCE
    asked = await one(select(func.min(waits.c.asked_at)).where(calling))
    oldest = await one(select(func.min(outbox.c.not_before)).where(outbox.c.status.in_(("pending", "sending"))))
    waiting = await one(select(func.count()).select_from(waits).where(calling))
    held = await one(
        select(func.count()).where(conversations.c.held_by.is_not(None), conversations.c.closed_at.is_(None))
    )
    last = (await connection.execute(select(runs.c.state, runs.c.beat_at).order_by(runs.c.id.desc()).limit(1))).first()
    state = None if last is None else LOST if last.state == RUNNING and last.beat_at < at - SILENT else last.state
    return {
        "beffroi_people_waiting": ("People who called an operator and wait", _number(waiting)),
        "beffroi_people_waiting_seconds": ("How long the first of them has waited", _age(asked, at)),
        "beffroi_conversations_held": ("Conversations an operator holds", _number(held)),
        "beffroi_outbox_oldest_seconds": ("Age of the oldest reply not carried yet", _age(oldest, at)),
        "beffroi_training_running": ("1 while a model is trained", float(state == RUNNING)),
        "beffroi_training_failed": ("1 when the last training failed", float(state in (FAILED, LOST))),
    }


def _number(value: object) -> float:
    return float(value) if isinstance(value, int) else 0.0


def _age(since: object, at: datetime) -> float:
    return max(0.0, (at - since).total_seconds()) if isinstance(since, datetime) else 0.0
