"""Tells whoever watches the service whether it lives, whether it is ready, and what it has counted."""

from aiohttp import web

from bot.house import House
from channels import watched

DRAINING: web.AppKey[list[bool]] = web.AppKey("draining", list)


def setup(app: web.Application, house: House) -> None:
    """Add `/livez`, `/readyz` and `/metrics`."""
    app[DRAINING] = []

    async def livez(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def readyz(request: web.Request) -> web.Response:
        draining = bool(request.config_dict[DRAINING])
        trouble = house.in_force().trouble
        checks = {
            "model": house.engines.current is not None,
            "database": await house.database.writable(),
            "regional_data": trouble is None,
        }
        ready = not draining and checks["model"] and checks["database"]
        body = {
            "status": "ok" if ready else "unavailable", "draining": draining, "checks": checks,
            "model": house.engines.version, "regional_data": trouble, "tasks": house.tasks.shown(),
        }  # fmt: skip
        return web.json_response(body, status=200 if ready else 503)

    async def metrics(_: web.Request) -> web.Response:
        body = house.metrics.exposition(await watched.now(house))
        return web.Response(body=body, content_type="text/plain", charset="utf-8")

    app.add_routes([web.get("/livez", livez), web.get("/readyz", readyz), web.get("/metrics", metrics)])
