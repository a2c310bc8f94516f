"""The second factor of an operator: a code of six digits, its secret kept encrypted."""

import base64
import hashlib
from datetime import datetime

import pyotp
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import audit
from bot.store.audit import Act
from console.operators import TOTP_SECONDS, Operator
from console.tables import operators, sessions
from web import asked


async def reset_totp(connection: AsyncConnection, number: int, act: Act) -> None:
    """Forget a second factor: its owner sets another at the next login."""
    await connection.execute(update(operators).where(operators.c.id == number).values(totp=None, totp_step=0))
    await connection.execute(sessions.delete().where(sessions.c.operator_id == number))
    await audit.note(connection, act, "operator.totp.reset", number)


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


def _vault(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.blake2b(key.encode(), digest_size=32, person=b"totp").digest()))
