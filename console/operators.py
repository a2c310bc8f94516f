"""The accounts of operators: their roles, their password, their second factor."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import argon2
import pyotp
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import audit
from bot.store.audit import Act
from console import roles
from console.roles import Right, Role
from console.tables import operators, sessions
from web import asked

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
    password: str | None, email: str | None = None, kept: str | None = None,
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
    }  # fmt: skip
    number = int((await connection.execute(operators.insert().values(**values))).inserted_primary_key[0])
    await audit.note(connection, act, "operator.add", f"{name} {' '.join(values['roles'])}")  # type: ignore[arg-type]
    return number


async def change(
    connection: AsyncConnection, number: int, act: Act, *, wanted: Sequence[str], active: bool, email: str | None
) -> None:
    """Change roles and state; the last administrator stays one. Their sessions end. Raises BadAccount."""
    kept = _roles(wanted)
    if not (active and Role.ADMINISTRATOR in kept) and await _only_administrator(connection, number):
        raise BadAccount("last")
    values = {"roles": list(kept), "active": active, "email": email or None}
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


async def reset_totp(connection: AsyncConnection, number: int, act: Act) -> None:
    """Forget a second factor: its owner sets another at the next login."""
    await connection.execute(update(operators).where(operators.c.id == number).values(totp=None, totp_step=0))
    await connection.execute(sessions.delete().where(sessions.c.operator_id == number))
    await audit.note(connection, act, "operator.totp.reset", number)


async def with_password(connection: AsyncConnection, name: str) -> tuple[Operator | None, str | None]:
    """Return the active operator of that name and the hash of their password; None for what there is not."""
    row = (await connection.execute(select(operators).where(operators.c.name == name.strip()))).first()
    return (_operator(row), row.password) if row is not None and row.active else (None, None)


async def enrol_totp(connection: AsyncConnection, operator: Operator, secret: str, act: Act, *, key: str) -> None:
    """Keep the sealed secret of a second factor."""
    sealed = _vault(key).encrypt(secret.encode()).decode()
    await connection.execute(update(operators).where(operators.c.id == operator.id).values(totp=sealed))
    await audit.note(connection, act, "operator.totp.set", operator.name)


async def check_totp(connection: AsyncConnection, operator: Operator, code: str, *, key: str, now: datetime) -> bool:
    """Tell whether a code is right; each code serves once."""
    row = (await connection.execute(select(operators).where(operators.c.id == operator.id))).one()
    try:
        secret = _vault(key).decrypt((row.totp or "").encode()).decode()
    except InvalidToken:
        return False
    step = right_step(secret, code, now=now)
    if step is None or step <= row.totp_step:
        return False
    mine = (operators.c.id == operator.id) & (operators.c.totp_step < step)
    return bool((await connection.execute(update(operators).where(mine).values(totp_step=step))).rowcount)


def right_step(secret: str, code: str, *, now: datetime) -> int | None:
    """Return the half-minute a code is right for: this one, or its neighbours."""
    present, digits = int(now.timestamp()) // TOTP_SECONDS, "".join(code.split())
    maker = pyotp.TOTP(secret)
    steps = (present, present - 1, present + 1)
    return next((step for step in steps if asked.same(maker.at(step * TOTP_SECONDS), digits)), None)


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
    )


def _vault(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.blake2b(key.encode(), digest_size=32, person=b"totp").digest()))
