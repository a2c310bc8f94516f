"""Somebody who leaves while their request is read: no error of ours, and one line a minute in the log."""

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.house import House
from bot.running.quiet import Quiet

log = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LEFT = 499
"""What proxies write of a client that closed its connection; nobody reads it."""


def setup(app: web.Application, house: House) -> None:
    """End such a request in silence, whatever room it was for."""
    quiet = Quiet()

    @web.middleware
    async def left(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except ConnectionResetError:
            if request.transport is not None and not request.transport.is_closing():
                raise  # something else was cut
            if quiet.may_say("left"):
                log.warning("a client closed its connection during its request")
            return web.Response(status=LEFT)

    app.middlewares.append(left)
