"""Fetches newer communes of the Région's departments than those shipped with the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import aiohttp

from region.adapters import geo_api
from region.territory import Commune


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
