"""Who may use the REST channel: this machine itself, never through a proxy, or who holds the token."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot import desk
from bot.house import House
from bot.store import conversations
from channels import rest
from tests.houses import a_house


async def status(house: House, *, text: str = "bonjour", headers: Mapping[str, str] | None = None) -> int:
    app = web.Application()
    rest.setup(app, house)
    async with TestClient(TestServer(app)) as client:
        body = {"sender": "s", "message": text}
        answer = await client.post("/webhooks/rest/webhook", json=body, headers=headers)
        return answer.status


@asynccontextmanager
async def asking(house: House) -> AsyncIterator[Callable[..., Awaitable[Any]]]:
    app = web.Application()
    rest.setup(app, house)
    async with TestClient(TestServer(app)) as client:

        async def ask(sender: str, message: str, **more: str) -> Any:
            body = {"sender": sender, "message": message, **more}
            async with client.post("/webhooks/rest/webhook", json=body) as answer:
                return await answer.json()

        yield ask


async def test_this_machine_may_ask(house: House) -> None:
    assert await status(house) == 200


@pytest.mark.parametrize(
    "name",
    [
        "X-Forwarded-For",
        "Forwarded",
        "X-Real-IP",
        "Via",
        "X-Forwarded-Host",
        "CF-Connecting-IP",
        "True-Client-IP",
        "Fly-Client-IP",
    ],
)
async def test_a_caller_behind_a_proxy_of_this_machine_may_not(house: House, name: str) -> None:
    assert await status(house, headers={name: "203.0.113.9"}) == 403


@pytest.mark.parametrize("headers", [{"Host": "pirate.example"}, {"Origin": "https://pirate.example"}])
async def test_a_page_of_another_site_in_a_browser_of_this_machine_may_not(
    house: House, headers: Mapping[str, str]
) -> None:
    assert await status(house, headers=headers) == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
async def test_a_body_that_does_not_say_it_is_json_is_refused(house: House, kind: str) -> None:
    assert await status(house, headers={"Content-Type": kind}) == 415


async def test_two_desks_may_call_their_messages_by_the_same_number(house: House) -> None:
    async with asking(house) as ask:
        first = await ask("desk-1", "un", message_id="42")
        assert first != await ask("desk-2", "deux", message_id="42")
        assert [each["text"] for each in await ask("desk-1", "un", message_id="42")] == [each["text"] for each in first]


@pytest.mark.parametrize("do", ["erase", "human"])
async def test_a_yes_after_a_right_refused_here_is_told_that_nothing_was_done(house: House, do: str) -> None:
    house.engines.current.do = do  # type: ignore[union-attr]
    async with asking(house) as ask:
        await ask("someone", "bonjour")
        await ask("someone", "effacez, copiez, passez-moi quelqu'un")
        house.engines.current.do = None  # type: ignore[union-attr]
        assert "Rien n'a été fait ici" in (await ask("someone", "oui, je confirme"))[0]["text"]
        assert "Rien n'a été fait ici" in (await ask("someone", "vas-y"))[0]["text"]
        assert "Rien n'a été fait" not in (await ask("someone", "c'est quoi Proch'IA ?"))[0]["text"]
        assert "Rien n'a été fait" not in (await ask("someone", "oui"))[0]["text"]


@pytest.mark.parametrize("token", ["", "a token long enough"])
async def test_the_way_to_an_agent_is_offered_only_where_one_can_be_called(house: House, token: str) -> None:
    house.settings = replace(house.settings, rest_token=token)
    app = web.Application()
    rest.setup(app, house)
    async with TestClient(TestServer(app)) as client:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        body = {"sender": "someone", "message": "panne"}
        async with client.post("/webhooks/rest/webhook", json=body, headers=headers) as answer:
            said = await answer.json()
    titles = [button["title"] for each in said for button in each.get("buttons", [])]
    assert ("Parler à un agent" in titles) == bool(token)


@pytest.mark.parametrize("do", ["erase", "export", "human"])
async def test_rights_asked_in_plain_words_need_the_token_too(house: House, do: str) -> None:
    house.engines.current.do = do  # type: ignore[union-attr]
    async with asking(house) as ask:
        await ask("someone", "bonjour")
        said = await ask("someone", "effacez, copiez, passez-moi quelqu'un")
    assert ("Ici, je ne peux pas appeler un agent" if do == "human" else "Rien n'a été copié ni effacé") in said[0][
        "text"
    ]
    assert not any("file" in each.get("custom", {}) or each.get("buttons") for each in said)


async def test_what_an_operator_says_comes_with_the_next_answer_once(house: House) -> None:
    async with asking(house) as ask:
        await ask("guichet", "bonjour")
        async with house.database.read() as connection:
            found = await connection.run_sync(conversations.find, "rest", "guichet")
        assert found is not None
        await desk.take_over(house, found.id, "camille")
        await desk.say(house, found.id, "camille", "Je m'en occupe.")
        heard = [each["text"] for each in await ask("guichet", "merci")]
        assert heard[-1] == "Je m'en occupe."
        assert await ask("guichet", "et sinon ?") == []


async def test_rights_need_the_token(house: House) -> None:
    assert await status(house, text="/exporter") == 403


async def test_the_token_opens_it_from_anywhere(house: House) -> None:
    folder = house.settings.data_dir
    async with a_house(house.database, folder, engine=house.engines.current, rest_token="jeton") as guarded:
        assert await status(guarded) == 401
        assert await status(guarded, headers={"Authorization": "Bearer faux"}) == 401
        ok = {"Authorization": "Bearer jeton", "X-Forwarded-For": "203.0.113.9"}
        assert await status(guarded, headers=ok) == 200
