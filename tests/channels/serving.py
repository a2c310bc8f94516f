"""Serves the real application of a house on a free port, as `beffroi serve` does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import ClientSession, web

from beffroi.app import application
from beffroi.listening import PatientRunner
from bot.house import House

SESSION = "X-Beffroi-Session"


@asynccontextmanager
async def served(house: House, *, host: str = "127.0.0.1") -> AsyncIterator[str]:
    """Give the address of a running application."""
    runner = PatientRunner(application(house), access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


def typed(text: str) -> str:
    """Return a well-set text as a keyboard would write it: what is said is compared, not how it is set."""
    return text.translate({0x202F: " ", 0xA0: " ", 0x2019: "'", 0x2011: "-"})


class Tab:
    """One browser tab as the server sees it."""

    def __init__(self, client: ClientSession, url: str, token: str) -> None:
        self.client, self.url, self.token = client, url, token
        self._count = 0

    @classmethod
    async def open(cls, client: ClientSession, url: str) -> "Tab":
        async with client.post(f"{url}/w/session") as answer:
            return cls(client, url, (await answer.json())["session"])

    async def send(self, text: str = "", *, button: str | None = None, id: str | None = None):  # type: ignore[no-untyped-def]
        """Send a message and return `(status, body)`."""
        self._count += 1
        body = {"id": id or f"m{self._count}", "text": text} | ({"button": button} if button else {})
        return await self.post("/w/messages", body)

    async def post(self, path: str, body: object):  # type: ignore[no-untyped-def]
        async with self.client.post(self.url + path, json=body, headers={SESSION: self.token}) as answer:
            return answer.status, await answer.json()

    async def get(self, path: str):  # type: ignore[no-untyped-def]
        async with self.client.get(self.url + path, headers={SESSION: self.token}) as answer:
            return answer.status, await answer.json()
