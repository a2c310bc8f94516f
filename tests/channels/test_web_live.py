"""What arrives later in the chat frame: a person's reply, the end of a wait, the end of the conversation."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot import desk
from bot.house import House
from bot.store import conversations
from tests.channels.serving import Tab

OPERATOR = "camille"


@asynccontextmanager
async def listening(tab: Tab, *, after: int = 0) -> AsyncIterator[AsyncIterator[tuple[str, dict[str, Any]]]]:
    headers = {"X-Beffroi-Session": tab.token, "Last-Event-ID": str(after)}
    async with tab.client.get(f"{tab.url}/w/events", headers=headers) as answer:
        assert answer.status == 200
        assert answer.content_type == "text/event-stream"
        yield _events(answer)


async def _events(answer: Any) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    name = ""
    async for line in answer.content:
        said = line.decode().strip()
        if said.startswith("event: "):
            name = said.removeprefix("event: ")
        if said.startswith("data: "):
            yield name, json.loads(said.removeprefix("data: "))


async def next_one(events: AsyncIterator[tuple[str, dict[str, Any]]], name: str) -> dict[str, Any]:
    async def wanted() -> dict[str, Any]:
        async for each, value in events:
            if each == name:
                return value
        raise AssertionError(f"the stream ended before {name}")

    return await asyncio.wait_for(wanted(), 5)


async def conversation_of(house: House, tab: Tab) -> str:
    from channels import session

    sender = session.sender(house.settings.secret_key, tab.token)
    async with house.database.read() as connection:
        found = await connection.run_sync(conversations.find, "web", str(sender))
    assert found is not None
    return found.id


async def test_a_persons_reply_arrives_by_itself(tab: Tab, web_house: House) -> None:
    await tab.send("Proch'IA ?")
    held = await conversation_of(web_house, tab)
    async with listening(tab) as events:
        assert (await next_one(events, "standing"))["state"] == "assistant"
        assert await desk.take_over(web_house, held, OPERATOR)
        assert (await next_one(events, "message"))["author"] == "house"
        assert (await next_one(events, "standing"))["state"] == "held"
        await desk.say(web_house, held, OPERATOR, "Bonjour, je regarde votre dossier.")
        message = await next_one(events, "message")
    assert (message["author"], message["text"]) == ("agent", "Bonjour, je regarde votre dossier.")
    assert OPERATOR not in json.dumps(message)


async def test_a_held_conversation_is_not_answered_by_the_assistant(tab: Tab, web_house: House) -> None:
    await tab.send("Proch'IA ?")
    held = await conversation_of(web_house, tab)
    await desk.take_over(web_house, held, OPERATOR)
    _, body = await tab.send("Et pour une association ?")
    assert body["messages"] == []
    assert body["standing"]["state"] == "held"
    await desk.release(web_house, held, OPERATOR)
    _, body = await tab.send("Proch'IA ?")
    assert body["messages"]
    assert body["standing"]["state"] == "assistant"


async def test_a_stream_resumes_after_the_last_position_seen(tab: Tab, web_house: House) -> None:
    await tab.send("Proch'IA ?")
    held = await conversation_of(web_house, tab)
    await desk.take_over(web_house, held, OPERATOR)
    first = await desk.say(web_house, held, OPERATOR, "un")
    await desk.say(web_house, held, OPERATOR, "deux")
    async with listening(tab, after=first.position or 0) as events:
        assert (await next_one(events, "message"))["text"] == "deux"


async def test_three_minutes_without_a_person_bring_the_form(tab: Tab, web_house: House, clock) -> None:
    await desk.set_presence(web_house, OPERATOR, available=True)
    _, body = await tab.send("/humain")
    assert body["standing"]["state"] == "waiting"
    assert "trois minutes" in body["messages"][0]["text"]
    async with listening(tab) as events:
        assert (await next_one(events, "standing"))["state"] == "waiting"
        clock.move(minutes=3)
        await web_house.signals.publish("desk", id=await conversation_of(web_house, tab))
        assert (await next_one(events, "standing"))["state"] == "form"


async def test_a_day_without_a_message_is_told(tab: Tab, web_house: House, clock) -> None:
    await tab.send("Proch'IA ?")
    conversation = await conversation_of(web_house, tab)
    async with listening(tab) as events:
        await next_one(events, "standing")
        clock.move(hours=25)
        await web_house.signals.publish("conversation", id=conversation)
        await next_one(events, "expired")


async def test_an_erasure_is_told_apart_from_a_day_without_a_message(tab: Tab, web_house: House) -> None:
    await tab.send("Proch'IA ?")
    async with listening(tab) as events:
        await next_one(events, "standing")
        _, asked = await tab.send("/oublier")
        await tab.send(button=asked["messages"][0]["buttons"][0]["id"])
        await next_one(events, "forgotten")


async def test_each_answer_says_its_conversation_and_how_far_it_is(tab: Tab) -> None:
    _, first = await tab.send("Proch'IA ?")
    _, second = await tab.send("bonjour")
    _, shown = await tab.get("/w/conversation")
    assert first["conversation"] == second["conversation"] == shown["conversation"]
    assert (first["version"], second["version"], shown["version"]) == (1, 2, 2)


async def test_nothing_to_listen_to_before_the_first_message(tab: Tab) -> None:
    async with tab.client.get(f"{tab.url}/w/events", headers={"X-Beffroi-Session": tab.token}) as answer:
        assert answer.status == 204


async def test_a_tab_holds_three_streams_at_most(tab: Tab) -> None:
    await tab.send("Proch'IA ?")
    fourth = tab.client.get(f"{tab.url}/w/events", headers={"X-Beffroi-Session": tab.token})
    async with listening(tab), listening(tab), listening(tab), fourth as answer:
        assert answer.status == 429
        assert "Retry-After" in answer.headers


async def test_what_a_person_wrote_is_in_the_copy_given_back(tab: Tab, web_house: House) -> None:
    await tab.send("Proch'IA ?")
    held = await conversation_of(web_house, tab)
    await desk.take_over(web_house, held, OPERATOR)
    await desk.say(web_house, held, OPERATOR, "Voici la réponse d'un agent.")
    turns = (await tab.get("/w/conversation"))[1]["turns"]
    assert [message["author"] for turn in turns for message in turn["messages"]] == ["assistant", "house", "agent"]
