"""A conversation with the assistant: somebody writes or presses a button, and reads what comes back."""

import uuid

from bot import turn
from bot.house import House
from bot.replies import Reply
from bot.store.conversations import Incoming


class Talk:
    """One person's conversation in a house, through the same turn as every channel."""

    def __init__(self, house: House) -> None:
        self._house, self._sender = house, uuid.uuid4().hex
        self._ids: dict[str, str] = {}

    async def write(self, text: str) -> Reply:
        return await self._take(text)

    async def press(self, title: str) -> Reply:
        """Press a button shown since the conversation began."""
        return await self._take(title, button=self._ids[title])

    async def _take(self, text: str, *, button: str | None = None) -> Reply:
        incoming = Incoming("cli", self._sender, text, button=button)
        reply = (await turn.take(self._house, incoming)).reply
        self._ids |= {plain(each.title): each.id for message in reply.messages for each in message.buttons}
        return reply


def plain(text: str) -> str:
    """A text without the spaces that do not break, so that it compares with what a test file holds."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
