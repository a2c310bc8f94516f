"""How a turn is answered to the chat frame: its JSON, its headers, and the time left to the conversation."""

from datetime import datetime, timedelta
from typing import Any

from bot import desk
from bot.desk import Standing
from bot.house import House
from bot.outcome import Outcome
from bot.store.conversations import Conversation
from bot.turn import Answered, Stopped, Turn
from channels.headers import rate_headers
from channels.refusals import retry_after


async def answer(house: House, turn: Turn) -> dict[str, Any]:
    """Return the JSON of a turn: messages, which conversation and where it stands, the seconds left to it, what was refused or left."""
    danger = {"danger": True} if turn.outcome is Outcome.DISTRESS else {}
    messages = [message.to_dict() | {"author": "assistant"} | danger for message in turn.reply.messages]
    conversation = None if isinstance(turn, Stopped) else turn.conversation
    forgotten = isinstance(turn, Answered) and turn.forgotten
    standing = (
        await desk.standing(house, conversation.id) if conversation and not forgotten else Standing(desk.ASSISTANT)
    )
    if any(message.do == "contact" for message in turn.reply.messages):
        standing = Standing(desk.FORM)
    expires = seconds_left(house, house.clock()) if conversation else None
    left = turn.outcome is Outcome.CONTACT_LEFT
    answer = {"messages": messages, "standing": standing.to_dict(), "expires_in": expires, "forgotten": forgotten}
    if conversation and not forgotten:
        answer |= place(conversation, turns=1 if isinstance(turn, Answered) else 0)
    if turn.outcome.refuses_data:
        answer["refused"] = True
    return answer | ({"left": True} if left else {}) | ({"you": turn.text} if turn.kinds else {})


def place(conversation: Conversation, *, turns: int = 0) -> dict[str, Any]:
    """Return which conversation it is and its version after some turns, by which a tab sees that another tab spoke."""
    return {"conversation": conversation.id, "version": conversation.version + turns}


def headers(turn: Turn) -> dict[str, str]:
    """Return the headers of a turn: how many messages are left, and the seconds to wait where it must."""
    return rate_headers([turn.allowance]) | retry_after(turn)


def seconds_left(house: House, last: datetime) -> int:
    """Return the seconds before a conversation whose last message is of `last` closes; negative once it has."""
    closes = last + timedelta(hours=house.settings.retention.session_hours)
    return int((closes - house.clock()).total_seconds())


def expired(house: House, last: datetime) -> bool:
    """Tell whether a conversation whose last message is of `last` has closed by itself."""
    return seconds_left(house, last) < 0
