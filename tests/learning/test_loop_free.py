"""What is worked out from thousands of messages holds nobody's conversation: the event loop goes round meanwhile."""

from datetime import timedelta

from bot.clock import paris_day
from bot.house import House
from bot.store.tables import conversations, transcripts
from console import collecting
from learning import counts
from learning.sentences import current, files
from tests.cost import longest_hold

MESSAGES, TURNS = 4_000, 4
MOST_SECONDS = 0.06
"""Of the processor; the whole takes a second or more."""


async def a_busy_day(house: House) -> None:
    now = house.clock()
    rows = [
        {
            "conversation_id": f"c{number // TURNS}", "channel": "web", "external_id": str(number),
            "at": now - timedelta(seconds=number % 600), "text": f"une aide pour la mairie numéro {number} et un projet",
            "pressed": False, "outcome": "answered", "intent": "ask_ami", "confidence": 0.3, "ambiguous": False,
            "entities": [], "reply": [], "ranking": [["ask_ami", 0.3], ["ask_prochia", 0.2]],
        }
        for number in range(MESSAGES)
    ]  # fmt: skip
    talks = [
        {
            "id": f"c{number}", "channel": "web", "sender": f"c{number}", "version": 1, "memory": [], "buttons": {},
            "failures": 0, "notice_given": True, "started_at": now, "last_at": now,
        }
        for number in range(MESSAGES // TURNS)
    ]  # fmt: skip
    async with house.database.write() as connection:
        await connection.execute(conversations.insert(), talks)
        await connection.execute(transcripts.insert(), rows)


async def test_counting_a_busy_day_holds_nobody(house: House) -> None:
    await a_busy_day(house)
    assert await longest_hold(lambda: counts.roll_day(house, paris_day(house.clock()))) < MOST_SECONDS


async def test_collecting_thousands_of_messages_holds_nobody(house: House) -> None:
    await a_busy_day(house)
    assert await longest_hold(lambda: collecting.some(house)) < MOST_SECONDS


async def test_reading_every_sentence_for_the_first_time_holds_nobody(house: House) -> None:
    async def read_anew() -> None:
        for kept in (current._base, current._in_force, current._keys, files._key):
            kept.cache_clear()
        async with house.database.read() as connection:
            assert await current.known_keys(connection)
            assert await current.examples(connection)

    assert await longest_hold(read_anew) < MOST_SECONDS
