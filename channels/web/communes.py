"""Offers the names of communes as a person types one, from the service's own list."""

from aiohttp import web

from bot.house import House
from region import territory
from region.territory import Commune, key

SHORTEST, MOST = 2, 8
CACHE = {"Cache-Control": "public, max-age=3600"}


def setup(app: web.Application, house: House) -> None:
    """Add `GET /w/communes?q=`: `{"communes": [{"name", "departement"}]}`, larger first; nothing is kept."""

    async def offered(request: web.Request) -> web.Response:
        found = [{"name": each.name, "departement": each.departement} for each in beginning(request.query.get("q", ""))]
        return web.json_response({"communes": found}, headers=CACHE)

    app.add_routes([web.get("/w/communes", offered)])


def beginning(typed: str) -> list[Commune]:
    """Return the communes whose name begins like that, or whose postal code is that, larger first."""
    gazetteer, wanted = territory.current(), key(typed[:60])
    if len(wanted) < SHORTEST:
        return []
    by_code = gazetteer.by_postal_code(wanted)
    named = [each for name, group in gazetteer.names.items() if name.startswith(wanted) for each in group]
    found = {each.code: each for each in (*by_code, *named)}
    return sorted(found.values(), key=lambda each: -(each.population or 0))[:MOST]
