"""Carries replies to Telegram: each at most once, in order, one message a second in a chat."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from telegram import Bot

from bot.desk import HOUSE_AUTHOR
from bot.house import House
from bot.running.following import follow
from bot.running.waiting import first
from bot.store import parcels
from bot.store.database import DatabaseUnavailable
from bot.store.parcels import Parcel
from channels.telegram import sending
from channels.telegram.outcome import Outcome
from channels.telegram.render import Part, parts

log = logging.getLogger(__name__)
CHANNEL = "telegram"
FAILED = frozenset({"later", "refused", "uncertain"})
PACE = 1.0
IDLE = 5.0
ABREAST = 8
"""Calls to Telegram at the same time: a slow chat must not make the others wait."""


class Deliverer:
    """Empties the outbox of Telegram; one runs at a time, whatever the number of workers."""

    def __init__(self, house: House, bot: Bot, *, pace: float = PACE, idle: float = IDLE) -> None:
        self._house, self._bot, self._pace, self._idle = house, bot, pace, idle
        self._wake, self._stop = asyncio.Event(), asyncio.Event()
        self._chats: dict[str, asyncio.Task[None]] = {}
        self._spoke: dict[str, float] = {}
        self._abreast = asyncio.Semaphore(ABREAST)

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop`, then let the calls under way end."""
        self._stop = stop
        await self._lasting(lambda connection: parcels.own_up(connection, CHANNEL))
        try:
            await follow(self._house.signals, ["outbox"], self._look, stop, every=self._idle, heard=self._wake)
        finally:
            await asyncio.gather(*self._chats.values(), return_exceptions=True)

    async def _look(self) -> None:
        """Start a task for each chat that has a reply waiting."""
        async with self._house.database.read() as connection:
            chats = await parcels.awaited(connection, CHANNEL)
        for chat in chats:
            if chat not in self._chats:
                self._chats[chat] = asyncio.create_task(self._empty(chat))

    async def _empty(self, chat: str) -> None:
        try:
            while not self._stop.is_set() and await self._next(chat):
                pass
        except Exception as error:
            log.error("delivery failed in a chat: %s", type(error).__name__)
            await first(self._stop, timeout=self._idle)
        finally:
            del self._chats[chat]
            self._forget_old()
            self._wake.set()

    async def _next(self, chat: str) -> bool:
        """Send one piece of the oldest reply, or wait until it may be sent; False when nothing waits."""
        async with self._house.database.read() as connection:
            parcel = await parcels.first(connection, CHANNEL, chat)
        if parcel is None:
            return False
        wait = max((parcel.not_before - self._house.clock()).total_seconds(), self._spoke.get(chat, 0) - _now())
        if wait > 0:
            await first(self._stop, timeout=wait)
            return True
        async with self._abreast:
            await self._send(parcel)
        return True

    async def _send(self, parcel: Parcel) -> None:
        """Commit that a piece is being sent, send it, and write what became of it."""
        async with self._house.database.write() as connection:
            if not await parcels.start(connection, parcel):
                return
        pieces = self._pieces(parcel)
        if parcel.part >= len(pieces):
            await self._settle(parcel, "sent")
            return
        outcome = await sending.send(self._bot, parcel.sender, pieces[parcel.part], topic=parcel.topic)
        self._spoke[parcel.sender] = _now() + self._pace
        await self._after(parcel, outcome, last=parcel.part + 1 == len(pieces))

    async def _after(self, parcel: Parcel, outcome: Outcome, *, last: bool) -> None:
        """Write what became of a piece, and so of the reply."""
        if outcome.status in FAILED:
            self._house.metrics.outside.labels(CHANNEL).inc()
        if outcome.status == "later":
            await self._postpone(parcel, part=parcel.part, seconds=outcome.seconds)
        elif not last and (outcome.status == "sent" or parcel.leave):
            await self._postpone(parcel, part=parcel.part + 1, seconds=0)
        else:
            await self._settle(parcel, "refused" if outcome.status in ("unreadable", "no_topic") else outcome.status)
        if outcome.status == "closed" and not parcel.leave:
            at = self._house.clock()
            await self._lasting(lambda connection: parcels.close_chat(connection, CHANNEL, parcel.sender, at=at))

    async def _postpone(self, parcel: Parcel, *, part: int, seconds: float) -> None:
        until = self._house.clock() + timedelta(seconds=seconds)
        await self._lasting(lambda connection: parcels.postpone(connection, parcel, part=part, until=until))

    async def _settle(self, parcel: Parcel, status: str) -> None:
        at = self._house.clock()
        await self._lasting(lambda connection: parcels.settle(connection, parcel, status, at=at))

    async def _lasting(self, write: Callable[[Any], Awaitable[object]]) -> None:
        """Write, as long as it takes for the database to answer: what was sent must be known."""
        while True:
            try:
                async with self._house.database.write() as connection:
                    await write(connection)
            except DatabaseUnavailable:
                if self._stop.is_set():
                    raise
                await first(self._stop, timeout=1.0)
            else:
                return

    def _pieces(self, parcel: Parcel) -> list[Part]:
        rules_url = f"{self._house.settings.public_url}/regles"
        by_a_person = parcel.author not in (None, HOUSE_AUTHOR)
        say = self._house.wordings.say
        pieces = parts(parcel.message, say, by_a_person=by_a_person, rules_url=rules_url)
        return [*pieces, Part(leave=True)] if parcel.leave else pieces

    def _forget_old(self) -> None:
        """Keep the pace of the chats that spoke lately only."""
        self._spoke = {chat: until for chat, until in self._spoke.items() if until > _now()}


def _now() -> float:
    return asyncio.get_running_loop().time()
