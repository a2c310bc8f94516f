"""Puts the parts of the Telegram channel to work: the webhook in every worker, delivery and polling in one.

What talks to Telegram is imported once a token is given: 180 modules that a service without one does without.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.house import House
from channels.telegram import webhook

if TYPE_CHECKING:
    from channels.telegram.receive import Receiver

RECEIVER: "web.AppKey[Receiver]" = web.AppKey("telegram_receiver")


def setup(app: web.Application, house: House) -> None:
    """Add `POST /telegram/webhook`; without a token it answers 401 to everybody."""

    async def handle(update: Mapping[str, Any]) -> bool:
        return await app[RECEIVER].handle(update)

    app.add_routes([web.post("/telegram/webhook", webhook.view(house.settings, handle))])
    if house.settings.telegram_token:
        app.cleanup_ctx.append(lambda app: _receiving(app, house))


async def _receiving(app: web.Application, house: House) -> AsyncIterator[None]:
    from channels.telegram import client
    from channels.telegram.receive import Receiver

    async with client.connected(house.settings) as bot:
        app[RECEIVER] = Receiver(house, bot)
        yield
        await app[RECEIVER].close()


async def run(house: House, *, stop: asyncio.Event) -> None:
    """Deliver replies, and poll unless the webhook is used, until `stop`; nothing to do without a token."""
    if not house.settings.telegram_token:
        return
    from channels.telegram import client
    from channels.telegram.deliver import Deliverer
    from channels.telegram.polling import poll
    from channels.telegram.profile import introduce
    from channels.telegram.receive import Receiver

    async with client.connected(house.settings) as bot:
        receiver = Receiver(house, bot)
        async with asyncio.TaskGroup() as group:
            group.create_task(introduce(house, bot, stop))
            group.create_task(Deliverer(house, bot).run(stop))
            if not house.settings.telegram_webhook:
                group.create_task(poll(bot, receiver.handle, stop, failed=house.metrics.outside.labels("telegram").inc))
        await receiver.close()
