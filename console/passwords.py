"""Hashes and checks passwords away from the conversations: in two threads of their own, never inside a transaction."""

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import argon2

from bot.house import House
from console import operators
from console.operators import Operator

THREADS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="passwords")
"""Each hash takes 64 MB and a processor for 50 ms: twenty logins wait for one another here, and nobody else does."""


async def hashed(password: str) -> str:
    """Return the hash of a new password. Raises BadAccount when it is too short."""
    return await asyncio.get_running_loop().run_in_executor(THREADS, operators.hashed, password)


async def owner(house: House, name: str, password: str) -> Operator | None:
    """Return the operator whose name and password these are; a wrong name takes as long as a wrong password."""
    async with house.database.read() as connection:
        operator, kept = await operators.with_password(connection, name)
    right = await asyncio.get_running_loop().run_in_executor(THREADS, _right, kept, password)
    return operator if right and kept else None


def _right(kept: str | None, password: str) -> bool:
    try:
        return operators.HASHER.verify(kept or _nobody(), password)
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return operators.HASHER.hash(secrets.token_urlsafe(16))
