"""Tells whoever watches the service whether it lives, whether it is ready, and what it has counted."""

from aiohttp import web
from prometheus_client import generate_latest
from sqlalchemy import text

from bot.house import House
from bot.store.database import DatabaseUnavailable

DRAINING: web.AppKey[list[bool]] = web.AppKey("draining", list)


def setup(app: web.Application, house: House) -> None:
    """Add `/livez`, `/readyz` and `/metrics`."""
    app[DRAINING] = []

    async def livez(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def readyz(request: web.Request) -> web.Response:
        checks = {
            "draining": not request.config_dict[DRAINING],
            "model": house.engines.current is not None,
            "database": await _answers(house),
        }
        ready = all(checks.values())
        body = {"status": "ok" if ready else "unavailable", "checks": checks, "model": house.engines.version}
        return web.json_response(body, status=200 if ready else 503)

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(body=generate_latest(house.metrics.registry), content_type="text/plain")

    app.add_routes([web.get("/livez", livez), web.get("/readyz", readyz), web.get("/metrics", metrics)])


async def _answers(house: House) -> bool:
    try:
        async with house.database.read() as connection:
            await connection.execute(text("SELECT 1"))
    except DatabaseUnavailable:
        return False
    return True
