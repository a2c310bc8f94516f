"""The console served for a test, and an operator signed in to it."""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.house import House
from bot.store.audit import Act
from channels import pages
from console import app as console
from console import operators, sessions
from tests.channels.serving import typed

PASSWORD = "un long mot de passe"


@dataclass
class Visitor:
    """A browser: it keeps its cookies and sends the form's token."""

    client: TestClient
    cookies: dict[str, str]
    csrf: str = ""

    async def get(self, path: str, **options: Any) -> tuple[int, str]:
        headers = {"Cookie": _cookies(self.cookies), **options.pop("headers", {})}
        async with self.client.get(path, headers=headers, allow_redirects=False, **options) as answer:
            self._keep(answer)
            return answer.status, typed(await answer.text())

    async def post(
        self, path: str, form: Mapping[str, Any] | Sequence[tuple[str, Any]] = (), *, csrf: str | None = None, **options: Any
    ) -> tuple[int, str]:  # fmt: skip
        fields = [*dict(form).items()] if isinstance(form, Mapping) else list(form)
        fields.append(("csrf", self.csrf if csrf is None else csrf))
        headers = {"Cookie": _cookies(self.cookies), **options.pop("headers", {})}
        async with self.client.post(path, data=fields, headers=headers, allow_redirects=False) as answer:
            self._keep(answer)
            return answer.status, answer.headers.get("Location", "") or typed(await answer.text())

    def _keep(self, answer: Any) -> None:
        for name, morsel in answer.cookies.items():
            self.cookies[name] = morsel.value


def _cookies(cookies: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


@asynccontextmanager
async def served(house: House) -> AsyncIterator[TestClient]:
    app = web.Application()
    pages.setup(app, house)
    console.setup(app, house)
    async with TestClient(TestServer(app)) as client:
        yield client


async def an_operator(house: House, name: str, *roles: str) -> int:
    async with house.database.write() as connection:
        return await operators.add(connection, name, roles, Act("test", house.clock()), password=PASSWORD)


async def signed_in(client: TestClient, house: House, *roles: str, name: str = "Camille") -> Visitor:
    """Return a visitor whose session has everything its roles ask for."""
    number = await an_operator(house, name, *roles)
    async with house.database.write() as connection:
        operator = await operators.find(connection, number)
        assert operator is not None
        secret = await sessions.open_(connection, operator, now=house.clock(), verified=True)
    visitor = Visitor(client, {sessions.COOKIE: secret})
    visitor.csrf = token((await visitor.get("/console/"))[1])
    return visitor


def token(html: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', html)
    assert found, html[:400]
    return found[1]
