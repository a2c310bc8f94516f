"""What happens to a message, from its arrival to its answer: a list of named steps.

`receive` is one short commit; then everything is computed with no transaction open; `record` is one commit of the
transcript, the memory, the replies and the inbox mark. A crash between the two means the message is handled again
at restart (`recover`); after `record`, only delivery goes on. Foreseen outcomes are values; the unforeseen is
caught once, in `_guarded`.
"""

import logging
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.house import House
from bot.outcome import Outcome
from bot.replies import Reply
from bot.running.ordering import TooManyWaiting
from bot.store import conversations
from bot.store.conversations import Incoming, Overtaken
from bot.store.database import DatabaseUnavailable
from bot.turn import watching
from bot.turn.arrival import clean_up, limit, parse, protect, receive
from bot.turn.departure import deliver, record
from bot.turn.notes import say_apart
from bot.turn.passing import Answered, Arrived, Received, Repeated, Stopped, Turn, said, stop
from bot.turn.responding import command, distress, held, respond
from bot.turn.unstored import unstored

log = logging.getLogger(__name__)
Before = TypeVar("Before")
After = TypeVar("After")

ARRIVING = (parse, limit, clean_up, protect)
ANSWERING = (distress, command, held, respond)
STEPS = (*ARRIVING, receive, *ANSWERING, record, deliver)


async def take(house: House, incoming: Incoming, *, again: bool = False) -> Turn:
    """Handle one message and return how it ended.

    `again`: the message was received before a crash; nothing is done if it was answered, or erased, since.
    """
    started = time.perf_counter()
    with watching.turn(incoming.channel) as span:
        turn = await _ended(house, Arrived(incoming=incoming, late=again))
        house.metrics.turns.labels(incoming.channel, turn.outcome).inc()
        seconds = time.perf_counter() - started
        house.metrics.seconds.labels(incoming.channel).observe(seconds)
        watching.tell(turn, seconds, span)
    return turn


async def _ended(house: House, arrived: Arrived) -> Turn:
    """Return how a message ended, in its place among those of its conversation."""
    incoming = arrived.incoming
    try:
        async with house.ordering.hold(f"{incoming.channel}:{incoming.sender}"):
            if arrived.late and not await _waits(house, incoming):
                return Repeated(**vars(arrived), reply=Reply(()))
            return await _steps(house, arrived)
    except TooManyWaiting:
        return stop(arrived, house, Outcome.BUSY)
    except DatabaseUnavailable as error:
        log.error("database unavailable: %s", error)
        house.metrics.failures.labels("store").inc()
        return unstored(arrived, house)


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


async def _steps(house: House, arrived: Arrived) -> Turn:
    try:
        return await _walk(house, arrived)
    except Overtaken:
        house.memories.drop()
        return await _walk(house, arrived)


async def _walk(house: House, arrived: Arrived) -> Turn:
    """Take the steps one after another; the rest of a group is left out once it has stopped or answered the turn."""
    for prepare in ARRIVING:
        turn = await _passed(prepare, arrived, house)
        if isinstance(turn, Stopped):
            return turn
        arrived = turn
    received = await _passed(receive, arrived, house)
    received = await _after_the_older(house, arrived, received)
    if isinstance(received, Repeated):
        return received
    answered = await _answer(house, received)
    for settle in (record, deliver):
        answered = await _passed(settle, answered, house)
    return answered


async def _passed(step: Callable[[Before, House], Awaitable[After]], turn: Before, house: House) -> After:
    with watching.timed(step.__name__):
        after = await step(turn, house)
    house.after(step.__name__)
    return after


async def _answer(house: House, turn: Received) -> Answered:
    for step in ANSWERING:
        if isinstance(turn, Answered):
            break
        with watching.timed(step.__name__):
            turn = await _guarded(step, turn, house)
        house.after(step.__name__)
    assert isinstance(turn, Answered), "the last step always answers"
    return turn


async def _after_the_older(house: House, arrived: Arrived, turn: Received | Repeated) -> Received | Repeated:
    """Answer what a crash left of this conversation, oldest first, then go on from where that leads."""
    tried: set[str] = set()
    while isinstance(turn, Received) and turn.older is not None and turn.older.external_id not in tried:
        tried.add(turn.older.external_id)
        try:
            await say_apart(house, await _walk(house, Arrived(incoming=turn.older, late=True)))
        except (DatabaseUnavailable, Overtaken):
            raise
        except Exception:  # one that can never be answered must not silence the conversation
            log.exception("an older message is left without an answer")
        turn = await receive(arrived, house)
    return turn


async def _guarded(step: Callable[[Received, House], Awaitable[Received]], turn: Received, house: House) -> Received:
    """Take one step; what nobody foresaw in finding an answer is logged by id, counted, and said in a sentence."""
    try:
        return await step(turn, house)
    except (DatabaseUnavailable, Overtaken):
        raise
    except Exception:
        log.exception("turn failed", extra={"conversation": turn.conversation.id})
        house.metrics.failures.labels(step.__name__).inc()
        return turn.answered(said(house, "breakdown"), Outcome.FAILED)
