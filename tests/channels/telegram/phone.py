"""A person's phone: what they do becomes updates, posted to the webhook or waiting to be polled."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.house import House
from bot.store.database import Database
from channels.telegram import client, webhook
from channels.telegram.deliver import Deliverer
from channels.telegram.service import setup
from tests.botapi import BotApi
from tests.channels.telegram.engine import PhoneEngine
from tests.houses import a_house

PACE = 0.05
"""Seconds between two messages of a chat in tests that do not look at the pace."""
_numbers = itertools.count(1000)


def user(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "Ada"}


def chat(number: int, kind: str = "private") -> dict[str, Any]:
    return {"id": number, "type": kind}


def message(number: int = 7, *, kind: str = "private", **content: Any) -> dict[str, Any]:
    """An update with a message of a chat: `text=…`, `voice=…`…"""
    told = {"message_id": next(_numbers), "date": 1_700_000_000, "chat": chat(number, kind), "from": user(abs(number))}
    return {"update_id": next(_numbers), "message": told | content}


def text(said: str, number: int = 7) -> dict[str, Any]:
    return message(number, text=said)


def press(button: str, number: int = 7) -> dict[str, Any]:
    """An update with the press of a button of the chat."""
    under = {"message_id": next(_numbers), "date": 1_700_000_000, "chat": chat(number)}
    query = {"id": f"press-{next(_numbers)}", "from": user(number), "chat_instance": "1", "data": button}
    return {"update_id": next(_numbers), "callback_query": query | {"message": under}}


def membership(status: str, number: int, kind: str = "private") -> dict[str, Any]:
    """An update that says the assistant was added, blocked, taken away."""
    member = {"user": {"id": 1, "is_bot": True, "first_name": "Beffroi"}, "status": status}
    old = {"user": member["user"], "status": "member"}
    change = {"chat": chat(number, kind), "from": user(abs(number)), "date": 1_700_000_000}
    return {"update_id": next(_numbers), "my_chat_member": change | {"old_chat_member": old, "new_chat_member": member}}


class Line:
    """The line between the phones and the assistant: `post` an update, read what was `said`."""

    def __init__(self, house: House, api: BotApi, url: str, session: ClientSession) -> None:
        self.house, self.api, self._url, self._session = house, api, url, session

    async def post(self, update: Any, *, secret: str | None = None, **more: Any) -> int:
        """Post an update to the webhook and return the status."""
        headers = {webhook.SECRET_HEADER: webhook.secret(self.house.settings) if secret is None else secret}
        body = more or {"json": update}
        async with self._session.post(f"{self._url}/telegram/webhook", headers=headers, **body) as answer:
            self.last_headers = answer.headers
            return answer.status

    async def said(self, count: int) -> list[str]:
        """Wait for `count` messages and return all their texts."""
        return [call.fields.get("text", "") for call in await self.api.until("sendMessage", count)]

    async def quiet(self) -> list[str]:
        """Wait until nothing more is coming and return all the texts."""
        seen = None
        while seen != (seen := [call for call in self.api.calls if call.method != "getUpdates"]):
            await asyncio.sleep(6 * PACE)
        return [call.fields.get("text", "") for call in self.api.of("sendMessage")]


@asynccontextmanager
async def a_line(
    store: Database, folder: Path, *, pace: float = PACE, seconds: float = 2.0, deliver: bool = True, **house: Any
) -> AsyncIterator[Line]:
    """Give a line: a house, its webhook on a local server, a deliverer, and a Bot API server."""
    async with BotApi.serving() as api:
        settings = {"telegram_token": api.token, "telegram_api_url": api.url, "telegram_webhook": True} | house
        async with a_house(store, folder, **{"engine": PhoneEngine()} | settings) as made:
            async with line_to(made, api, pace=pace, seconds=seconds, deliver=deliver) as line:
                yield line


@asynccontextmanager
async def line_to(
    house: House, api: BotApi, *, pace: float = PACE, seconds: float = 2.0, deliver: bool = True
) -> AsyncIterator[Line]:
    """Give a line to a house that already stands."""
    app, stop = web.Application(), asyncio.Event()
    setup(app, house)
    async with TestServer(app) as server, ClientSession() as session, asyncio.TaskGroup() as group:
        if deliver:
            group.create_task(carry(house, stop, pace=pace, seconds=seconds))
        yield Line(house, api, str(server.make_url("")).rstrip("/"), session)
        stop.set()


async def carry(house: House, stop: asyncio.Event, *, pace: float = PACE, seconds: float = 2.0) -> None:
    """Deliver until `stop`; a call to Telegram may last `seconds`."""
    async with client.connected(house.settings, seconds=seconds) as bot:
        await Deliverer(house, bot, pace=pace, idle=0.2).run(stop)
