"""Who may use the REST channel: this machine itself, never through a proxy, or who holds the token."""

from collections.abc import Mapping

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.house import House
from channels import rest
from tests.houses import a_house


async def status(house: House, *, text: str = "bonjour", headers: Mapping[str, str] | None = None) -> int:
    app = web.Application()
    rest.setup(app, house)
    async with TestClient(TestServer(app)) as client:
        body = {"sender": "s", "message": text}
        answer = await client.post("/webhooks/rest/webhook", json=body, headers=headers)
        return answer.status


async def test_this_machine_may_ask(house: House) -> None:
    assert await status(house) == 200


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
async def test_a_caller_behind_a_proxy_of_this_machine_may_not(house: House, name: str) -> None:
    assert await status(house, headers={name: "203.0.113.9"}) == 403


async def test_rights_need_the_token(house: House) -> None:
    assert await status(house, text="/exporter") == 403


async def test_the_token_opens_it_from_anywhere(house: House) -> None:
    folder = house.settings.data_dir
    async with a_house(house.database, folder, engine=house.engines.current, rest_token="jeton") as guarded:
        assert await status(guarded) == 401
        assert await status(guarded, headers={"Authorization": "Bearer faux"}) == 401
        ok = {"Authorization": "Bearer jeton", "X-Forwarded-For": "203.0.113.9"}
        assert await status(guarded, headers=ok) == 200
