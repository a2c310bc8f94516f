"""The candidates this worker has loaded for operators to talk with; they end with the application."""

from collections.abc import AsyncIterator

from aiohttp import web

from learning.models.trying import Trials

TRIALS: web.AppKey[Trials] = web.AppKey("trials", Trials)


async def ended_with(app: web.Application) -> AsyncIterator[None]:
    """Keep the trials of an application, and end them with it."""
    app[TRIALS] = Trials()
    yield
    app[TRIALS].stop()
