"""Puts the console on the application: its pages behind their rights, and the public account of the service."""

import asyncio
from collections.abc import Sequence

from aiohttp import web

from bot.house import House
from console import background, public, streams, trying
from console.assets import ASSETS
from console.routes import ROUTES
from console.security import HOUSE, dressed, guarded
from console.visit import ROOT, Route


def setup(app: web.Application, house: House) -> None:
    """Add /console/ and /transparence."""
    app.router.add_get(ROOT, _with_slash)  # before the console itself, which would answer 404 to its bare name
    app.add_subapp(ROOT, console(house, ROUTES))
    public.setup(app, house)


def console(house: House, routes: Sequence[Route]) -> web.Application:
    """Return the application of these routes, with its security and what it starts."""
    app = web.Application(middlewares=[dressed])
    app[HOUSE] = house
    app[background.TASKS] = set()
    app[streams.ENDING] = asyncio.Event()
    app.on_shutdown.append(streams.end_all)
    app.cleanup_ctx.append(background.stopped_with)
    app.cleanup_ctx.append(trying.ended_with)
    app.router.add_get("/static/{digest}/{name}", ASSETS.serve)
    for route in routes:
        app.router.add_route(route.method, route.path, guarded(house, route))
    return app


async def _with_slash(request: web.Request) -> web.Response:
    return web.Response(status=308, headers={"Location": f"{ROOT}/"})
