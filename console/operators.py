"""The accounts of operators: their roles, their password, their second factor."""

from collections.abc import Sequence
from dataclasses import dataclass

import argon2
from sqlalchemy import select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import audit
from bot.store.audit import Act
from console import roles
from console.roles import Right, Role
from console.tables import operators, sessions

SHORTEST_PASSWORD = 12
HASHER = argon2.PasswordHasher()
TOTP_SECONDS = 30


class BadAccount(ValueError):
    """An account cannot be made or changed; `args[0]` names the reason: name, taken, short, role, last, subject."""


@dataclass(frozen=True)
class Operator:
    """A person who works here."""

    id: int
    name: str
    roles: tuple[Role, ...]
    has_totp: bool = False
    email: str | None = None
    active: bool = True
    shortcuts: bool = True
    subject: str | None = None
    service: str | None = None

    @property
    def rights(self) -> frozenset[Right]:
        """What their roles allow."""
        return roles.rights(self.roles)

    @property
    def needs_second_factor(self) -> bool:
        """Whether one of their roles asks for a second factor."""
        return roles.needs_second_factor(self.roles)


async def add(
    connection: AsyncConnection, name: str, wanted: Sequence[str], act: Act, *,
    password: str | None, email: str | None = None, kept: str | None = None, service: str | None = None,
) -> int:  # fmt: skip
    """Make an account; raises BadAccount. Without a password it signs in by OpenID Connect only."""
    name = name.strip()
    if not 1 <= len(name) <= 64 or name == "beffroi":
        raise BadAccount("name")
    if (await connection.execute(select(operators.c.id).where(operators.c.name == name))).first():
        raise BadAccount("taken")
    values = {
        "name": name, "roles": list(_roles(wanted)), "password": hashed(password) if password else kept,
        "totp_step": 0, "email": email or None, "active": True, "shortcuts": True, "created_at": act.at,
        "service": service or None,
    }  # fmt: skip
    number = int((await connection.execute(operators.insert().values(**values))).inserted_primary_key[0])
    await audit.note(connection, act, "operator.add", f"{name} {' '.join(values['roles'])}")  # type: ignore[arg-type]
    return number


async def change(
    connection: AsyncConnection, number: int, act: Act, *, wanted: Sequence[str], active: bool, email: str | None,
    service: str | None = None,
) -> None:  # fmt: skip
    """Change roles, state, address and service; the last administrator stays one. Their sessions end. Raises BadAccount."""
    kept = _roles(wanted)
    if not (active and Role.ADMINISTRATOR in kept) and await _only_administrator(connection, number):
        raise BadAccount("last")
    values = {"roles": list(kept), "active": active, "email": email or None, "service": service or None}
    await connection.execute(update(operators).where(operators.c.id == number).values(**values))
    await connection.execute(sessions.delete().where(sessions.c.operator_id == number))
    await audit.note(connection, act, "operator.change", f"{number} {' '.join(kept)} {'' if active else 'off'}")


async def set_password(
    connection: AsyncConnection, number: int, kept: str, act: Act, *, but: str | None = None
) -> None:
    """Keep the hash of a new password; every session of the account ends, except `but`."""
    await connection.execute(update(operators).where(operators.c.id == number).values(password=kept))
    others = (sessions.c.operator_id == number) & (sessions.c.digest != (but or ""))
    await connection.execute(sessions.delete().where(others))
    await audit.note(connection, act, "operator.password", number)


async def set_shortcuts(connection: AsyncConnection, number: int, on: bool, act: Act) -> None:
    """Turn an operator's keyboard shortcuts on or off."""
    await connection.execute(update(operators).where(operators.c.id == number).values(shortcuts=on))
    await audit.note(connection, act, "operator.shortcuts", on)


async def with_password(connection: AsyncConnection, name: str) -> tuple[Operator | None, str | None]:
    """Return the active operator of that name and the hash of their password; None for what there is not."""
    row = (await connection.execute(select(operators).where(operators.c.name == name.strip()))).first()
    return (_operator(row), row.password) if row is not None and row.active else (None, None)


async def find(connection: AsyncConnection, number: int) -> Operator | None:
    """Return an operator by number, None when there is none."""
    row = (await connection.execute(select(operators).where(operators.c.id == number))).first()
    return _operator(row) if row else None


async def by_subject(connection: AsyncConnection, subject: str) -> Operator | None:
    """Return the operator that an administrator, or the operator by their password, tied to an identity."""
    row = (await connection.execute(select(operators).where(operators.c.subject == subject))).first()
    return _operator(row) if row is not None and row.active else None


async def tie(connection: AsyncConnection, number: int, subject: str | None, act: Act) -> None:
    """Tie an account to an identity of the provider, or untie it. Raises BadAccount if another account has it."""
    if subject:
        held = select(operators.c.id).where(operators.c.subject == subject, operators.c.id != number)
        if (await connection.execute(held)).first():
            raise BadAccount("subject")
    mine = (operators.c.id == number) & operators.c.subject.is_distinct_from(subject or None)
    changed = await connection.execute(update(operators).where(mine).values(subject=subject or None))
    if changed.rowcount:
        await connection.execute(sessions.delete().where(sessions.c.operator_id == number))
        await audit.note(connection, act, "operator.identity", f"{number} {'on' if subject else 'off'}")


async def everybody(connection: AsyncConnection) -> list[Operator]:
    """Return every operator, by name."""
    return [_operator(row) for row in await connection.execute(select(operators).order_by(operators.c.name))]


def hashed(password: str) -> str:
    """Return a password as it is kept. Raises BadAccount when it is too short."""
    if len(password) < SHORTEST_PASSWORD:
        raise BadAccount("short")
    return HASHER.hash(password)


def _roles(wanted: Sequence[str]) -> tuple[Role, ...]:
    try:
        found = roles.read(wanted)
    except ValueError as error:
        raise BadAccount("role") from error
    if not found:
        raise BadAccount("role")
    return found


async def _only_administrator(connection: AsyncConnection, number: int) -> bool:
    others = [each for each in await everybody(connection) if each.active and Role.ADMINISTRATOR in each.roles]
    return [each.id for each in others] == [number]


def _operator(row: Row) -> Operator:
    return Operator(
        row.id,
        row.name,
        roles.read(row.roles),
        bool(row.totp),
        row.email,
        bool(row.active),
        bool(row.shortcuts),
        row.subject,
        row.service,
    )
