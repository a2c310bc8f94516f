"""Who is signed in: a random cookie, kept here by its hash only, that ends by itself."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import desk
from console import operators
from console.operators import Operator
from console.tables import sessions

COOKIE = "__Host-console"
IDLE, LONGEST = timedelta(hours=2), timedelta(hours=12)
TOUCHED = timedelta(minutes=1)


@dataclass(frozen=True)
class Session:
    """An operator at work; `state` is what their last steps need (undo), `verified` the second factor.

    `available`: they said that calls may reach them."""

    digest: str
    operator: Operator
    csrf: str
    verified: bool
    state: Mapping[str, Any] = field(default_factory=dict)
    available: bool = False

    @property
    def complete(self) -> bool:
        """Whether everything the operator's roles ask for at login was given."""
        return self.verified or not self.operator.needs_second_factor


async def open_(connection: AsyncConnection, operator: Operator, *, now: datetime, verified: bool = False) -> str:
    """Open a session and return the secret of its cookie."""
    secret = secrets.token_urlsafe(32)
    values = {"operator_id": operator.id, "csrf": secrets.token_urlsafe(24), "verified": verified, "state": {}}
    await connection.execute(sessions.insert().values(digest=_digest(secret), created_at=now, last_at=now, **values))
    await connection.execute(delete(sessions).where(sessions.c.created_at < now - LONGEST))
    return secret


async def read(connection: AsyncConnection, request: web.Request, *, now: datetime) -> tuple[Session, bool] | None:
    """Return the session of a request, and whether its last use should be written; None if there is none."""
    secret = request.cookies.get(COOKIE, "")
    if not secret:
        return None
    row = (await connection.execute(select(sessions).where(sessions.c.digest == _digest(secret)))).first()
    if row is None or row.last_at < now - IDLE or row.created_at < now - LONGEST:
        return None
    operator = await operators.find(connection, row.operator_id)
    if operator is None or not operator.active:
        return None
    there = operator.name in await desk.available(connection, now)
    return Session(row.digest, operator, row.csrf, row.verified, row.state, there), row.last_at < now - TOUCHED


async def touch(connection: AsyncConnection, session: Session, *, now: datetime) -> None:
    """Keep a session from ending: it was used at `now`."""
    await connection.execute(update(sessions).where(sessions.c.digest == session.digest).values(last_at=now))


async def verify(connection: AsyncConnection, session: Session, *, now: datetime) -> str:
    """Replace the session by one whose second factor was given; returns the new secret."""
    await close(connection, session)
    return await open_(connection, session.operator, now=now, verified=True)


async def keep(connection: AsyncConnection, session: Session, state: Mapping[str, Any]) -> None:
    """Write what the operator's last steps need."""
    await connection.execute(update(sessions).where(sessions.c.digest == session.digest).values(state=dict(state)))


async def close(connection: AsyncConnection, session: Session) -> None:
    """End a session: its secret opens nothing more."""
    await connection.execute(delete(sessions).where(sessions.c.digest == session.digest))


def give(response: web.StreamResponse, secret: str) -> None:
    """Set the cookie: this host only, over TLS (browsers accept localhost), out of reach of scripts."""
    response.set_cookie(COOKIE, secret, path="/", secure=True, httponly=True, samesite="Lax")


def take_back(response: web.StreamResponse) -> None:
    """Remove the cookie."""
    response.del_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Lax")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
