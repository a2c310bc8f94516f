"""Puts in force what the database keeps of the Région, and the companies' register; the application calls it at start."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from region import held, territory
from region.adapters import communes, events, places
from region.adapters.company_api import CompanyApi

Connect = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


async def put_in_force(connect: Connect, *, company_api_url: str, today: date) -> CompanyApi:
    """Gazetteer, agenda, places and register. The caller closes the register that is returned."""
    await refresh(connect, today=today)
    api = CompanyApi(company_api_url)
    held.use(replace(held.current(), register=api))
    return api


async def refresh(connect: Connect, *, today: date) -> None:
    """Read again the communes (the built-in list where none were brought in), the coming events and the places."""
    async with connect() as connection:
        territory.use(await communes.load(connection))
        coming, near = await events.load(connection, since=today), await places.load(connection)
    held.use(replace(held.current(), events=tuple(coming), places=tuple(near)))
