"""Offers the names of communes as a person types one, from the service's own list."""

from aiohttp import web

from bot.house import House
from region.territory import Commune, Gazetteer, key

SHORTEST, MOST = 2, 8
CACHE = {"Cache-Control": "public, max-age=3600"}


def setup(app: web.Application, house: House) -> None:
    """Add `GET /w/communes?q=`: `{"communes": [{"name", "departement"}]}`, larger first; nothing is kept."""

    async def offered(request: web.Request) -> web.Response:
        communes = beginning(request.query.get("q", ""), house.in_force().gazetteer)
        found = [{"name": each.name, "departement": each.departement} for each in communes]
        return web.json_response({"communes": found}, headers=CACHE)

    app.add_routes([web.get("/w/communes", offered)])


def beginning(typed: str, gazetteer: Gazetteer) -> list[Commune]:
    """Return the communes whose name begins like that, or whose postal code is that, larger first."""
    wanted = key(typed[:60])
    if len(wanted) < SHORTEST:
        return []
    by_code = gazetteer.by_postal_code(wanted)
    named = [each for name, group in gazetteer.names.items() if name.startswith(wanted) for each in group]
    found = {each.code: each for each in (*by_code, *named)}
    return sorted(found.values(), key=lambda each: -(each.population or 0))[:MOST]
