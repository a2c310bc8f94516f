"""What the assistant does with an update, by webhook or by polling alike."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from telegram import Bot

from bot.house import House
from bot.outcome import Outcome
from bot.replies import Message
from bot.running.limits import Limiter
from bot.store import parcels
from bot.store.conversations import Incoming
from bot.store.database import DatabaseUnavailable
from bot.turn import take
from bot.turn.notes import leave_note, say_apart
from channels.telegram.arrivals import Blocked, Elsewhere, Pressed, Said, StrayPress, Unreadable
from channels.telegram.outcome import attempt
from channels.telegram.updates import read

log = logging.getLogger(__name__)
CHANNEL = "telegram"
MOST_CHATS = 10_000
"""Chats whose last message is known, so that its edit is told from that of an older one."""
COME_BACK = frozenset({Outcome.STORE_DOWN, Outcome.BUSY})
"""Outcomes of a turn that stored nothing: Telegram must send the update again."""


class Receiver:
    """Handles updates; a press is answered whatever becomes of it, or the button turns for ever on the phone."""

    def __init__(self, house: House, bot: Bot) -> None:
        self._house, self._bot = house, bot
        self._answers: set[asyncio.Task[Any]] = set()
        self._last: dict[str, int] = {}
        self._complaints = Limiter(1)
        self._unread = Limiter(house.settings.rate_per_minute)

    async def handle(self, update: Mapping[str, Any]) -> bool:
        """Return True once the update is stored, or needs nothing; False when it must be sent again."""
        meant = read(update)
        callback = meant.callback if isinstance(meant, Pressed | Elsewhere | StrayPress) else None
        if callback is not None:
            self._answer(callback)
        try:
            return await self._do(meant)
        except DatabaseUnavailable as error:
            log.error("database unavailable: %s", error)
            return False

    async def close(self) -> None:
        """Wait for the answers under way."""
        await asyncio.gather(*self._answers, return_exceptions=True)

    async def _do(self, meant: object) -> bool:
        if isinstance(meant, Said):
            if not self._is_last(meant):
                return True
            return await self._turn(Incoming(CHANNEL, meant.chat, meant.text, meant.id, topic=meant.topic))
        if isinstance(meant, Pressed):
            return await self._turn(Incoming(CHANNEL, meant.chat, "", meant.id, button=meant.button, topic=meant.topic))
        if isinstance(meant, Unreadable):
            await self._cannot_read(meant)
        elif isinstance(meant, Elsewhere):
            await self._leave(meant)
        elif isinstance(meant, Blocked):
            async with self._house.database.write() as connection:
                await parcels.close_chat(connection, CHANNEL, meant.chat, at=self._house.clock())
        return True

    def _is_last(self, said: Said) -> bool:
        """An edit counts where it changes the person's last message; it is answered as a correction."""
        if said.edited:
            return said.message is not None and self._last.get(said.chat) == said.message
        if said.message is not None:
            self._last.pop(said.chat, None)
            self._last[said.chat] = said.message
            if len(self._last) > MOST_CHATS:
                self._last.pop(next(iter(self._last)))
        return True

    async def _turn(self, incoming: Incoming) -> bool:
        turn = await take(self._house, incoming)
        if turn.outcome in COME_BACK:
            return False
        if self._may_complain(turn.outcome, incoming.sender):
            await say_apart(self._house, turn)
        return True

    def _may_complain(self, outcome: Outcome, chat: str) -> bool:
        """Tell a person who writes too fast so once a minute, not at each message."""
        return outcome is not Outcome.TOO_MANY or self._complaints.take(chat).ok

    async def _cannot_read(self, meant: Unreadable) -> None:
        if self._unread.take(meant.chat).ok:
            message = Message(self._house.wordings.say("telegram_not_text"))
            await leave_note(
                self._house, CHANNEL, meant.chat, [message], external_id=meant.id, introduced=False, topic=meant.topic
            )

    async def _leave(self, meant: Elsewhere) -> None:
        """Say once in a group that the assistant answers in private, then leave it."""
        message = Message(self._house.wordings.say("telegram_group"))
        await leave_note(
            self._house, CHANNEL, meant.chat, [message], external_id=meant.id, once=f"group {meant.chat}", leave=True
        )

    def _answer(self, callback: str) -> None:
        task = asyncio.create_task(attempt(lambda: self._bot.answer_callback_query(callback)))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)
