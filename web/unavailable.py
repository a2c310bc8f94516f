"""What anybody is told when the database does not answer: one sentence, 503, and when to try again."""

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.house import House
from bot.store.database import DatabaseUnavailable

log = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
RETRY_SECONDS = 10


def setup(app: web.Application, house: House) -> None:
    """Answer for every room that does not say it in its own way."""

    @web.middleware
    async def told(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except DatabaseUnavailable as error:
            log.error("database unavailable: %s", error)
            house.metrics.failures.labels("store").inc()
            return web.Response(status=503, text=house.wordings.say("store_down"))

    app.middlewares.append(told)
    app.on_response_prepare.append(_when_to_come_back)


async def _when_to_come_back(_: web.Request, response: web.StreamResponse) -> None:
    """Whatever room says 503, in its own way, says when to try again."""
    if response.status == 503:
        response.headers.setdefault("Retry-After", str(RETRY_SECONDS))
