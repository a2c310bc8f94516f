"""What agents do for a conversation, on both databases: first answers, opinions, notes, and whom it is given to."""

from datetime import timedelta

from sqlalchemy import select

from bot import desk
from bot.desk import Assignee, forwarding, notes
from bot.house import House
from bot.keeping import copies, rights
from bot.keeping.purge import purge
from bot.store.conversations import Incoming
from bot.store.desk_tables import exchanges
from bot.store.tables import conversations
from bot.turn import take
from learning import attendance
from tests.bot.test_desk import NOON, Clock, clock, started

__all__ = ["clock"]


async def counted(house: House) -> dict[tuple[str, str], int]:
    async with house.database.read() as connection:
        found = await attendance.counted(connection, NOON - timedelta(days=1), NOON + timedelta(days=1))
    return {(measure, key): count for (_, measure, key), count in found.items()}


async def called(house: House, clock: Clock, *, taken: int, answered: int) -> str:
    """A person calls, an agent comes after `taken` seconds and writes after `answered`."""
    await desk.set_presence(house, "camille", available=True)
    conversation = await started(house)
    await desk.call(house, conversation)
    clock.now = NOON + timedelta(seconds=5)
    await desk.call(house, conversation)
    clock.now = NOON + timedelta(seconds=taken)
    await desk.take_over(house, conversation, "camille")
    clock.now = NOON + timedelta(seconds=answered)
    await desk.say(house, conversation, "camille", "bonjour, je regarde")
    clock.now += timedelta(seconds=100)
    await desk.say(house, conversation, "camille", "voici")
    return conversation


async def test_a_wait_runs_from_the_first_call_to_the_first_answer(house: House, clock: Clock) -> None:
    await called(house, clock, taken=40, answered=70)
    assert await counted(house) == {("calls", "answered"): 1, ("waited", "40"): 1, ("first_answer", "70"): 1}


async def test_a_call_that_nobody_answers_is_counted(house: House, clock: Clock) -> None:
    await desk.set_presence(house, "camille", available=True)
    await desk.call(house, await started(house))
    assert await counted(house) == {("calls", "unanswered"): 1}


async def test_an_agent_who_comes_uncalled_is_no_call(house: House, clock: Clock) -> None:
    conversation = await started(house)
    await desk.take_over(house, conversation, "camille")
    await desk.say(house, conversation, "camille", "bonjour")
    assert await counted(house) == {}


async def test_a_person_says_whether_the_agent_helped(house: House, clock: Clock) -> None:
    conversation = await called(house, clock, taken=40, answered=70)
    await desk.release(house, conversation, "camille")
    async with house.database.read() as connection:
        told = (await connection.exec_driver_sql("SELECT buttons FROM conversation")).scalar()
    assert "!helped" in str(told)
    pressed = await _press(house, "!helped_not")
    assert "/contact" in pressed.reply.messages[0].text
    assert (await counted(house))["helped", "down"] == 1
    await _press(house, "!helped")
    counts = await counted(house)
    assert ("helped", "down") not in counts
    assert counts["helped", "up"] == 1


async def test_nobody_is_asked_about_an_agent_who_wrote_nothing(house: House, clock: Clock) -> None:
    conversation = await started(house)
    await desk.take_over(house, conversation, "camille")
    await desk.release(house, conversation, "camille")
    async with house.database.read() as connection:
        told = (await connection.exec_driver_sql("SELECT buttons FROM conversation")).scalar()
    assert "!helped" not in str(told)


async def test_who_gives_a_conversation_leaves_it_and_the_person_waits(house: House, clock: Clock) -> None:
    conversation = await called(house, clock, taken=40, answered=70)
    await desk.give(house, conversation, "camille", Assignee(service="Numérique"))
    assert (await desk.standing(house, conversation)).state == desk.WAITING
    async with house.database.read() as connection:
        assert list(await forwarding.to(connection, "dominique", "Numérique")) == [conversation]
        assert await forwarding.to(connection, "dominique", None) == {}
    assert await desk.take_over(house, conversation, "dominique")
    async with house.database.read() as connection:
        assert await forwarding.of(connection, conversation) is None
        ended = (await connection.execute(select(exchanges.c.ended_at).order_by(exchanges.c.id))).scalars().all()
    assert [each is not None for each in ended] == [True, False]


async def test_giving_what_one_does_not_hold_changes_nothing_for_the_person(house: House, clock: Clock) -> None:
    conversation = await started(house)
    await desk.give(house, conversation, "camille", Assignee(operator="dominique"))
    assert (await desk.standing(house, conversation)).state == desk.ASSISTANT


async def test_a_note_is_masked_read_in_the_copy_and_erased(house: House, clock: Clock) -> None:
    conversation = await started(house)
    assert not await notes.add(house, conversation, "camille", "   ")
    assert not await notes.add(house, "nowhere", "camille", "perdue")
    assert await notes.add(house, conversation, "camille", "rappeler au 06 12 34 56 78, elle attend un devis")
    async with house.database.read() as connection:
        (kept,) = await notes.on(connection, conversation)
    assert "06 12" not in kept.text
    exported = await copies.export(house, "web", "sender-1")
    assert [each["text"] for each in exported["notes"]] == [kept.text]
    assert kept.text in copies.as_text_file(exported, house.wordings)["content"]
    assert not await notes.remove(house, kept.id, "dominique")
    await rights.erase(house, "web", "sender-1")
    async with house.database.read() as connection:
        assert await notes.on(connection, conversation) == []


async def test_what_agents_did_leaves_with_the_dialogue(house: House, clock: Clock) -> None:
    conversation = await called(house, clock, taken=40, answered=70)
    await notes.add(house, conversation, "camille", "une note")
    await desk.give(house, conversation, "camille", Assignee(operator="dominique"))
    gone = await purge(house, now=NOON + timedelta(days=32))
    assert gone["desk_note"] == gone["desk_assignment"] == 1
    assert gone["desk_exchange"] == 2


async def _press(house: House, payload: str):  # type: ignore[no-untyped-def]
    async with house.database.read() as connection:
        buttons = (await connection.execute(select(conversations.c.buttons))).scalar()
    pressed = next(key for key, value in buttons.items() if value and value[0] == payload)
    return await take(house, Incoming("web", "sender-1", "", button=pressed))
