"""Fetches the communes of the Région's departments, and keeps them when none were brought in."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date

import aiohttp
from sqlalchemy.ext.asyncio import AsyncConnection

from region.adapters import communes, geo_api, imports
from region.adapters.geo_api import TerritoryUnavailable
from region.territory import Commune

log = logging.getLogger(__name__)
Write = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


async def fetch(
    departements: Sequence[str], *, base: str, progress: Callable[[int], object] = lambda _: None
) -> list[Commune]:
    """The communes of all departments. Raises TerritoryUnavailable when one of them cannot be had."""
    brought: list[Commune] = []
    async with aiohttp.ClientSession() as http:
        for departement in departements:
            brought += await geo_api.communes_of(departement, base=base, http=http)
            progress(1)
    return brought


async def at_first_start(write: Write, departements: Sequence[str], *, base: str, today: date) -> bool:
    """Fetch and keep the communes when none were ever brought in; without network the built-in list goes on serving."""
    async with write() as connection:
        if any(each.kind == "communes" for each in await imports.all_noted(connection)):
            return False
    try:
        brought = await fetch(departements, base=base)
    except TerritoryUnavailable as error:
        log.warning("communes not fetched, the built-in list serves: %s", error)
        return False
    async with write() as connection:
        await communes.replace(connection, brought, source=base, today=today)
    log.info("communes fetched: %s", len(brought))
    return True
