"""How a person takes over a conversation, on both databases: who waits, who answers, what is kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot import desk
from bot.desk import NoSuchConversation
from bot.house import House
from bot.keeping.rights import erase
from bot.store.conversations import Incoming
from bot.store.tables import outbox
from bot.turn import take

NOON = datetime(2026, 11, 25, 11, tzinfo=UTC)


class Clock:
    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(house: House) -> Clock:
    house.clock = Clock()
    return house.clock


async def say(house: House, text: str, *, channel: str = "web"):  # type: ignore[no-untyped-def]
    return await take(house, Incoming(channel, "sender-1", text))


async def started(house: House, channel: str = "web") -> str:
    turn = await say(house, "bonjour", channel=channel)
    assert turn.conversation is not None
    return turn.conversation.id


async def test_nobody_is_there_until_an_operator_says_so_within_hours(house: House, clock: Clock) -> None:
    assert not await desk.staffed(house)
    await desk.set_presence(house, "camille", available=True)
    assert await desk.staffed(house)
    assert await desk.present(house, "camille")
    clock.now = NOON + timedelta(hours=9)
    assert not await desk.staffed(house)
    clock.now = NOON + timedelta(days=1)
    assert not await desk.present(house, "camille")
    clock.now = NOON
    await desk.set_presence(house, "camille", available=False)
    assert not await desk.staffed(house)


async def test_a_person_asked_for_at_night_is_told_when_the_desk_opens(house: House, clock: Clock) -> None:
    assert "à partir du" not in (await say(house, "/humain")).reply.messages[0].text
    region = house.in_force()
    held = region.catalogue
    weekdays = {"days": [1, 2, 3, 4, 5], "from": "09:00", "to": "12:30"}
    house.region = replace(region, catalogue=replace(held, service=replace(held.service, hours=(weekdays,))))
    clock.now = NOON + timedelta(hours=9)
    assert (
        "à partir du jeudi 26 novembre 2026 à 9\N{NO-BREAK SPACE}h."
        in (await say(house, "/humain")).reply.messages[0].text
    )
    clock.now = NOON
    assert "à partir du" not in (await say(house, "/humain")).reply.messages[0].text


async def test_without_an_operator_the_form_comes_at_once(house: House, clock: Clock) -> None:
    conversation = await started(house)
    assert (await desk.call(house, conversation)).state == "form"
    assert (await desk.standing(house, conversation)).state == "assistant"


async def test_after_three_minutes_a_wait_becomes_the_form(house: House, clock: Clock) -> None:
    await desk.set_presence(house, "camille", available=True)
    conversation = await started(house)
    assert (await desk.call(house, conversation)).state == "waiting"
    clock.now = NOON + timedelta(seconds=179)
    assert (await desk.standing(house, conversation)).state == "waiting"
    clock.now = NOON + timedelta(seconds=180)
    assert (await desk.standing(house, conversation)).state == "form"


async def test_an_operator_who_takes_over_ends_the_wait_and_silences_the_assistant(house: House, clock: Clock) -> None:
    await desk.set_presence(house, "camille", available=True)
    conversation = await started(house)
    await desk.call(house, conversation)
    assert [row.conversation_id for row in await desk.waiting(house)] == [conversation]
    assert await desk.take_over(house, conversation, "camille")
    assert await desk.waiting(house) == []
    turn = await say(house, "et ensuite ?")
    assert turn.outcome == "held"
    assert turn.reply.messages == ()


async def test_only_one_operator_holds_a_conversation(house: House, clock: Clock) -> None:
    conversation = await started(house)
    assert await desk.take_over(house, conversation, "camille")
    assert not await desk.take_over(house, conversation, "dominique")
    assert await desk.take_over(house, conversation, "camille")
    with pytest.raises(NoSuchConversation):
        await desk.say(house, conversation, "dominique", "bonjour")


async def test_what_an_operator_writes_comes_after_all_that_was_said(house: House, clock: Clock) -> None:
    conversation = await started(house)
    await desk.take_over(house, conversation, "camille")
    first = await desk.say(house, conversation, "camille", "un")
    await say(house, "merci")
    second = await desk.say(house, conversation, "camille", "deux")
    async with house.database.read() as connection:
        rows = (await connection.execute(select(outbox.c.position, outbox.c.author).order_by(outbox.c.position))).all()
    assert (first.position or 0) < (second.position or 0)
    assert [row.author for row in rows] == [None, "beffroi", "camille", "camille"]


async def test_release_gives_the_conversation_back_with_what_it_remembered(house: House, clock: Clock) -> None:
    conversation = await started(house)
    await desk.take_over(house, conversation, "camille")
    await desk.release(house, conversation, "camille")
    await desk.release(house, conversation, "camille")
    turn = await say(house, "proch'ia")
    assert turn.outcome == "answered"
    assert turn.conversation is not None
    assert turn.conversation.id == conversation


async def test_on_telegram_an_operators_reply_waits_to_be_carried(house: House, clock: Clock) -> None:
    heard: list[dict[str, object]] = []
    house.signals.listen("outbox", heard.append)
    conversation = await started(house, "telegram")
    await desk.take_over(house, conversation, "camille")
    await desk.say(house, conversation, "camille", "bonjour")
    async with house.database.read() as connection:
        query = select(outbox.c.status).where(outbox.c.author == "camille")
        assert (await connection.execute(query)).scalar() == "pending"
    assert {"channel": "telegram"} in heard


async def test_a_conversation_that_is_gone_cannot_be_taken(house: House, clock: Clock) -> None:
    conversation = await started(house)
    await desk.set_presence(house, "camille", available=True)
    await desk.call(house, conversation)
    await erase(house, "web", "sender-1")
    assert await desk.waiting(house) == []
    with pytest.raises(NoSuchConversation):
        await desk.take_over(house, conversation, "camille")
