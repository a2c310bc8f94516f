"""The communes and EPCI of a department, from the State's API Géo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp

from region.territory import Commune
from region.wordings import say

FIELDS = "nom,code,codesPostaux,codeEpci,epci,codeDepartement,population,centre,associees,deleguees"
TIMEOUT = aiohttp.ClientTimeout(total=60, connect=2, sock_read=30)


class TerritoryUnavailable(RuntimeError):
    """API Géo gives no usable list; `str()` is one French sentence. What was kept stays in force."""


async def communes_of(departement: str, *, base: str, http: aiohttp.ClientSession) -> tuple[Commune, ...]:
    """The communes of one department. Raises TerritoryUnavailable."""
    url = f"{base.rstrip('/')}/departements/{departement}/communes"
    try:
        async with http.get(url, params={"fields": FIELDS}, timeout=TIMEOUT) as answer:
            answer.raise_for_status()
            return _read(await answer.json(content_type=None), departement)
    except aiohttp.ClientResponseError as error:
        raise TerritoryUnavailable(say("geo.status", status=error.status, departement=departement)) from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise TerritoryUnavailable(say("geo.silent")) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TerritoryUnavailable(say("geo.unreadable", departement=departement)) from error


def _read(answer: Any, departement: str) -> tuple[Commune, ...]:
    if not isinstance(answer, list) or not answer:
        raise ValueError("an empty list, or not a list")
    return tuple(_commune(row, departement) for row in answer)


def _commune(row: Mapping[str, Any], departement: str) -> Commune:
    epci = row.get("epci") or {}
    lon, lat = (row.get("centre") or {}).get("coordinates") or (None, None)
    parts = [*(row.get("associees") or ()), *(row.get("deleguees") or ())]
    former = dict.fromkeys(part["nom"] for part in parts if part["nom"] != row["nom"])
    return Commune(
        row["code"],
        row["nom"],
        row.get("codeDepartement") or departement,
        row.get("codeEpci") or None,
        epci.get("nom"),
        row.get("population"),
        tuple(row.get("codesPostaux") or ()),
        lat,
        lon,
        tuple(former),
    )
