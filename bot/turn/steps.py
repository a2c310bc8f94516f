"""What happens to a message, from its arrival to its answer: a list of named steps.

`receive` is one short commit; then everything is computed with no transaction open; `record` is one commit of the
transcript, the memory, the replies and the inbox mark. A crash between the two means the message is handled again
at restart (`recover`); after `record`, only delivery goes on. Foreseen outcomes are values; the unforeseen is
caught once, in `_passed`.
"""

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.house import House
from bot.replies import Reply
from bot.running.ordering import TooManyWaiting
from bot.store import conversations
from bot.store.conversations import Incoming, Overtaken
from bot.store.database import DatabaseUnavailable
from bot.turn.arrival import LONGEST, clean_up, limit, parse, protect, receive
from bot.turn.departure import deliver, record
from bot.turn.notes import say_apart
from bot.turn.passing import Turn, said, stop
from bot.turn.responding import command, distress, held, respond
from bot.turn.unstored import unstored

__all__ = ["LONGEST", "STEPS", "Turn", "recover", "take"]

log = logging.getLogger(__name__)
Step = Callable[[Turn, House], Awaitable[Turn]]

STEPS: tuple[Step, ...] = (
    parse, limit, clean_up, protect, receive, distress, command, held, respond, record, deliver,
)  # fmt: skip
ANSWERING: frozenset[Step] = frozenset({distress, command, held, respond})


async def take(house: House, incoming: Incoming, *, again: bool = False) -> Turn:
    """Handle one message and return the finished turn; its `reply` is always there.

    `again`: the message was received before a crash; nothing is done if it was answered, or erased, since.
    """
    started = time.perf_counter()
    turn = Turn(incoming)
    try:
        async with house.ordering.hold(f"{incoming.channel}:{incoming.sender}"):
            settled = again and not await _waits(house, incoming)
            turn = _settled(turn) if settled else await _steps(house, replace(turn, late=again))
    except TooManyWaiting:
        turn = stop(turn, house, "busy")
    except DatabaseUnavailable as error:
        log.error("database unavailable: %s", error)
        house.metrics.failures.labels("store").inc()
        turn = unstored(turn, house)
    house.metrics.turns.labels(incoming.channel, turn.outcome).inc()
    house.metrics.seconds.labels(incoming.channel).observe(time.perf_counter() - started)
    return turn


async def recover(house: House) -> int:
    """Handle, in order, the messages received before a crash and never answered; returns how many."""
    async with house.database.read() as connection:
        left = await connection.run_sync(conversations.waiting)
    for incoming in left:
        await say_apart(house, await take(house, incoming, again=True))
    return len(left)


async def _waits(house: House, incoming: Incoming) -> bool:
    async with house.database.read() as connection:
        return await connection.run_sync(conversations.waits, incoming)


def _settled(turn: Turn) -> Turn:
    return replace(turn, reply=Reply(()), outcome="repeated", stopped=True, repeated=True)


async def _steps(house: House, turn: Turn) -> Turn:
    try:
        return await _walk(house, turn)
    except Overtaken:
        house.memories.drop(turn.conversation.id if turn.conversation else None)
        return await _walk(house, replace(turn, reply=None))


async def _walk(house: House, turn: Turn) -> Turn:
    for step in STEPS:
        if turn.stopped:
            break
        if turn.reply is not None and step in ANSWERING:
            continue
        turn = await _passed(step, turn, house)
        house.after(step.__name__)
        if turn.older is not None:
            turn = await _after_the_older(house, turn, step)
    return turn


async def _after_the_older(house: House, turn: Turn, receive: Step) -> Turn:
    """Answer what a crash left of this conversation, oldest first, then go on from where that leads."""
    tried: set[str] = set()
    while turn.older is not None and turn.older.external_id not in tried:
        tried.add(turn.older.external_id)
        try:
            await say_apart(house, await _walk(house, Turn(turn.older, late=True)))
        except (DatabaseUnavailable, Overtaken):
            raise
        except Exception:  # one that can never be answered must not silence the conversation
            log.exception("an older message is left without an answer")
        turn = await receive(replace(turn, older=None), house)
    return replace(turn, older=None)


async def _passed(step: Step, turn: Turn, house: House) -> Turn:
    """Take one step; what nobody foresaw in finding an answer is logged by id, counted, and said in a sentence."""
    if step not in ANSWERING:
        return await step(turn, house)
    try:
        return await step(turn, house)
    except (DatabaseUnavailable, Overtaken):
        raise
    except Exception:
        assert turn.conversation is not None
        log.exception("turn failed", extra={"conversation": turn.conversation.id})
        house.metrics.failures.labels(step.__name__).inc()
        return replace(turn, reply=said(house, "breakdown"), outcome="failed")
