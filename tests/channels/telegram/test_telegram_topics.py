"""In a chat with topics, what is said goes to the topic the person wrote in: by the assistant, and by a person who takes over."""

from typing import Any

import pytest

from bot import desk
from bot.store.tables import conversations
from channels.telegram.updates import read
from tests.botapi import Behaviour
from tests.botapi.schema import Schema
from tests.channels.telegram.phone import Line, message, press
from tests.channels.telegram.stored import rows

TOPIC = {"message_thread_id": 42, "is_topic_message": True}


def written(said: str, topic: int | None = 42) -> dict[str, Any]:
    return message(text=said, **(TOPIC | {"message_thread_id": topic} if topic else {}))


async def threads(line: Line, count: int) -> list[int | None]:
    """Wait for `count` messages and return the thread each was sent to."""
    return [call.fields.get("message_thread_id") for call in await line.api.until("sendMessage", count)]


def test_the_published_schema_knows_topics() -> None:
    schema = Schema.load()
    assert schema.fits(written("bonjour"), "Update")
    call = {"chat_id": "7", "text": "bonjour", "message_thread_id": "42"}
    assert schema.read_call("sendMessage", call)["message_thread_id"] == 42
    assert schema.read_call("sendDocument", {"chat_id": "7", "document": "a", "message_thread_id": "42"})


@pytest.mark.parametrize(
    ("content", "topic"),
    [
        (TOPIC, "42"),
        ({"message_thread_id": 42}, ""),
        ({"message_thread_id": 42, "is_topic_message": False}, ""),
        ({"message_thread_id": "42", "is_topic_message": True}, ""),
        ({"message_thread_id": True, "is_topic_message": True}, ""),
        ({"message_thread_id": -1, "is_topic_message": True}, ""),
        ({}, ""),
    ],
)
def test_a_topic_is_read_where_the_message_is_in_one(content: dict[str, Any], topic: str) -> None:
    assert read(message(text="bonjour", **content)).topic == topic  # type: ignore[union-attr]
    assert read(message(voice={}, **content)).topic == topic  # type: ignore[union-attr]


async def test_an_answer_goes_to_its_topic(line: Line) -> None:
    await line.post(written("bonjour"))
    assert set(await threads(line, 2)) == {42}


async def test_a_message_outside_any_topic_is_answered_outside(line: Line) -> None:
    await line.post(written("bonjour"))
    await threads(line, 2)
    await line.post(written("bonjour encore", None))
    assert (await threads(line, 3))[2] is None


async def test_the_topic_follows_the_person(line: Line) -> None:
    await line.post(written("bonjour"))
    await threads(line, 2)
    await line.post(written("bonjour encore", 43))
    assert (await threads(line, 3))[2] == 43


async def test_what_a_person_says_when_they_take_over_goes_to_the_topic(line: Line) -> None:
    await line.post(written("bonjour"))
    before = len(await threads(line, 2))
    conversation = (await rows(line.house, conversations))[0].id
    assert await desk.take_over(line.house, conversation, "camille")
    await desk.say(line.house, conversation, "camille", "Je regarde votre dossier.")
    await line.quiet()
    assert set((await threads(line, before + 1))[before:]) == {42}
    await line.post(written("merci", 43))  # held: nobody answers at once
    await line.quiet()
    told = len(line.api.of("sendMessage"))
    await desk.say(line.house, conversation, "camille", "Avec plaisir.")
    assert (await threads(line, told + 1))[told] == 43


async def test_what_cannot_be_read_is_said_in_its_topic(line: Line) -> None:
    await line.post(message(voice={"file_id": "a", "file_unique_id": "b", "duration": 1}, **TOPIC))
    assert set(await threads(line, 1)) == {42}


async def test_a_press_is_answered_in_its_topic(line: Line) -> None:
    await line.post(written("prochia"))
    calls = await line.api.until("sendMessage", 2)
    keyboard = next(call.fields["reply_markup"] for call in calls if call.fields.get("reply_markup"))
    update = press(keyboard["inline_keyboard"][0][0]["callback_data"])
    update["callback_query"]["message"] |= TOPIC
    await line.post(update)
    assert (await threads(line, 3))[2] == 42


async def test_a_topic_that_is_gone_loses_no_message(line: Line) -> None:
    await line.post(written("bonjour"))
    await threads(line, 2)
    line.api.will("sendMessage", Behaviour.refused("Bad Request: message thread not found"))
    await line.post(written("bonjour encore"))
    assert (await threads(line, 4))[2:] == [42, None]
