"""How a person takes over from the assistant: what an operator writes, and the release."""

from sqlalchemy import delete, update

from bot.desk import exchanges
from bot.desk.writing import NoSuchConversation, add, alone, open_row, place, tell
from bot.house import House
from bot.replies import Button, Message
from bot.store.desk_tables import assignments, waits
from bot.store.tables import conversations

HOUSE_AUTHOR = "beffroi"
"""Author of the sentences the house says by itself around an operator's replies."""


async def take_over(house: House, conversation_id: str, operator: str) -> bool:
    """Give the conversation to an operator; False if another already holds it. Raises NoSuchConversation."""
    async with alone(house, await place(house, conversation_id)), house.database.write() as connection:
        row = await open_row(connection, conversation_id)
        if row.held_by not in (None, operator):
            return False
        mine = update(conversations).where(conversations.c.id == conversation_id)
        await connection.execute(mine.values(held_by=operator, held_at=house.clock()))
        for table in (waits, assignments):
            await connection.execute(delete(table).where(table.c.conversation_id == conversation_id))
        if row.held_by is None:
            await exchanges.taken(connection, conversation_id, house.clock())
            await add(connection, house, row, Message(house.wordings.say("desk_taken")), author=HOUSE_AUTHOR)
    await tell(house, row)
    return True


async def say(house: House, conversation_id: str, operator: str, text: str) -> Message:
    """Send what the operator who holds the conversation writes. Raises NoSuchConversation."""
    async with alone(house, await place(house, conversation_id)), house.database.write() as connection:
        row = await open_row(connection, conversation_id)
        if row.held_by != operator:
            raise NoSuchConversation(conversation_id)
        await exchanges.answered(connection, conversation_id, house.clock())
        said = await add(connection, house, row, Message(text.strip()), author=operator)
    await tell(house, row)
    return said


async def release(house: House, conversation_id: str, operator: str) -> None:
    """Give the conversation back to the assistant with what it remembered. Raises NoSuchConversation."""
    async with alone(house, await place(house, conversation_id)), house.database.write() as connection:
        row = await open_row(connection, conversation_id)
        if row.held_by is None:
            return
        mine = update(conversations).where(conversations.c.id == conversation_id)
        await connection.execute(mine.values(held_by=None, held_at=None))
        wrote = await exchanges.ended(connection, conversation_id, house.clock())
        await add(connection, house, row, _given_back(house, asks=wrote), author=HOUSE_AUTHOR)
    await tell(house, row)


async def rate(house: House, conversation_id: str, helped: int) -> bool:
    """Keep whether the answer of an agent helped, 1 or -1; False where no agent had written."""
    async with house.database.write() as connection:
        return await exchanges.rated(connection, conversation_id, helped)


def _given_back(house: House, *, asks: bool) -> Message:
    """Say that the assistant answers again; where an agent had written, ask whether it helped."""
    words = house.wordings
    if not asks:
        return Message(words.say("desk_released"))
    choices = (
        Button(words.say("desk_helped"), payload="!helped"),
        Button(words.say("desk_not_helped"), payload="!helped_not"),
    )
    return Message(f"{words.say('desk_released')}\n\n{words.say('desk_ask')}", buttons=choices)
