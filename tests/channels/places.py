"""One person on each channel: they write or press, and everything they can read comes back."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any, Protocol

from aiohttp import ClientSession
from sqlalchemy import func, select

from bot.store.tables import outbox
from bot.turn.guard import strings_in
from tests.channels.serving import Tab
from tests.channels.telegram.phone import Line, press, text

TAGS = re.compile(r"<[^>]+>")
INLINE = re.compile(r"</?(?:a|b|em|span|strong)\b[^>]*>")
UNSETTLED = outbox.c.status.in_(("pending", "sending"))


@dataclass(frozen=True)
class Seen:
    """What a person reads after one move, and the titles of the buttons they are offered."""

    text: str
    buttons: frozenset[str] = frozenset()


class Place(Protocol):
    """A conversation on one channel."""

    async def write(self, said: str) -> Seen: ...

    async def press(self, title: str) -> Seen: ...


class Web:
    """The chat frame; `last` keeps the messages as the server sent them: what the other places are compared with."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._buttons: dict[str, str] = {}
        self.last: list[dict[str, Any]] = []

    async def write(self, said: str) -> Seen:
        return self._seen(await self._tab.send(said))

    async def press(self, title: str) -> Seen:
        return self._seen(await self._tab.send(button=self._buttons[title]))

    def _seen(self, answer: tuple[int, dict[str, Any]]) -> Seen:
        assert answer[0] == 200
        self.last = answer[1]["messages"]
        offered = {each["title"]: each["id"] for message in self.last for each in message["buttons"]}
        self._buttons |= offered
        return Seen(plain("\n".join(strings_in(self.last))), frozenset(offered))


class Rest:
    """Any Rasa client."""

    def __init__(self, client: ClientSession, url: str, sender: str, *, token: str = "") -> None:
        self._client, self._url, self._sender = client, f"{url}/webhooks/rest/webhook", sender
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._buttons: dict[str, str] = {}

    async def write(self, said: str) -> Seen:
        body = {"sender": self._sender, "message": said}
        async with self._client.post(self._url, json=body, headers=self._headers) as answer:
            assert answer.status == 200
            messages = await answer.json()
        offered = {each["title"]: each["payload"] for message in messages for each in message.get("buttons", [])}
        self._buttons |= offered
        told = [
            {
                **each,
                "buttons": [button["title"] for button in each.get("buttons", [])],  # an id may look like a telephone
                "custom": {k: v for k, v in each.get("custom", {}).items() if k != "notice"},
            }
            for each in messages
        ]
        return Seen(plain("\n".join(strings_in(told))), frozenset(offered))

    async def press(self, title: str) -> Seen:
        return await self.write(self._buttons[title])


class Page:
    """The page without JavaScript."""

    def __init__(self, client: ClientSession, url: str) -> None:
        self._client, self._url = client, f"{url}/assistant"
        self._hidden: dict[str, str] = {}
        self._buttons: dict[str, str] = {}

    async def write(self, said: str) -> Seen:
        return await self._send({"text": said})

    async def press(self, title: str) -> Seen:
        return await self._send({"button": self._buttons[title]})

    async def _send(self, fields: dict[str, str]) -> Seen:
        if not self._hidden:
            async with self._client.get(self._url) as answer:
                self._keep(await answer.text())
        async with self._client.post(self._url, data=self._hidden | fields) as answer:
            assert answer.status == 200
            page = await answer.text()
        self._keep(page)
        said = page.partition('id="reponse"')[2].partition("</ol>")[0].partition("</li>")[2]
        offered = dict(self._offered(said))
        self._buttons |= offered
        addresses = " ".join(unescape(each) for each in re.findall(r'href="([^"]+)"', said))
        return Seen(plain(unescape(TAGS.sub(" ", INLINE.sub("", said))) + " " + addresses), frozenset(offered))

    def _keep(self, page: str) -> None:
        self._hidden = {name: self._field(page, name) for name in ("session", "id")}

    @staticmethod
    def _field(page: str, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', page)
        assert found
        return found[1]

    @staticmethod
    def _offered(page: str) -> Iterator[tuple[str, str]]:
        for id, title in re.findall(r'name="button" value="([^"]*)">([^<]*)<', page):
            yield plain(unescape(title)), id


class Phone:
    """A phone with Telegram."""

    def __init__(self, line: Line, number: int) -> None:
        self._line, self._number = line, number
        self._buttons: dict[str, str] = {}

    async def start(self) -> Seen:
        return await self.write("/start")

    async def write(self, said: str) -> Seen:
        return await self._post(text(said, self._number))

    async def press(self, title: str) -> Seen:
        return await self._post(press(self._buttons[title], self._number))

    async def _post(self, update: dict[str, Any]) -> Seen:
        before = len(self._line.api.calls)
        assert await self._line.post(update) == 200
        async with asyncio.timeout(20):
            while await self._waiting():
                await asyncio.sleep(0.02)
        fields = [call.fields for call in self._line.api.calls[before:] if call.method == "sendMessage"]
        rows = [row for each in fields for row in (each.get("reply_markup") or {}).get("inline_keyboard", [])]
        offered = {plain(each["text"]): each["callback_data"] for row in rows for each in row}
        self._buttons |= offered
        html = "\n".join(each["text"] for each in fields)
        addresses = " ".join(unescape(each) for each in re.findall(r'href="([^"]+)"', html))
        return Seen(plain(unescape(TAGS.sub("", html)) + " " + addresses), frozenset(offered))

    async def _waiting(self) -> int:
        async with self._line.house.database.read() as connection:
            return int((await connection.execute(select(func.count()).select_from(outbox).where(UNSETTLED))).scalar())


def plain(said: str) -> str:
    """A text on one line, without the spaces that do not break nor the curly apostrophes of typography."""
    said = said.replace("’", "'").replace("\N{NON-BREAKING HYPHEN}", "-")
    return " ".join(said.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").split())
