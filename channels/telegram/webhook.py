"""Takes the updates Telegram posts: 401 without the secret, 503 when they cannot be stored, 200 once they are."""

import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from bot.settings import Settings
from channels.refusals import closed
from web import asked

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_UPDATE = 512 * 1024
RETRY_SECONDS = "5"
Handle = Callable[[Mapping[str, Any]], Awaitable[bool]]


def secret(settings: Settings) -> str:
    """Return the secret that Telegram must repeat: the setting, or one made from this installation's key."""
    made = hmac.new(settings.secret_key.encode(), b"telegram webhook", hashlib.sha256).hexdigest()
    return settings.telegram_secret or made


def view(settings: Settings, handle: Handle) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Return the handler of `POST /telegram/webhook`."""
    expected = secret(settings).encode()

    async def webhook(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, expected) or not settings.telegram_token:
            return web.Response(status=401)
        try:
            update = await _update(request)
        except web.HTTPRequestTimeout:
            return closed(web.Response(status=408))
        if not isinstance(update, dict):
            return web.Response(status=400)
        if not await handle(update):
            return web.Response(status=503, headers={"Retry-After": RETRY_SECONDS})
        return web.Response()

    return webhook


async def _update(request: web.Request) -> object:
    """Return what was posted; None when it is not JSON. Updates may be longer than the other bodies we take."""
    try:
        return json.loads(await asked.received(request, largest=LARGEST_UPDATE))
    except (ValueError, RecursionError):
        return None
