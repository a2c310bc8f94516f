"""The first steps of a turn: a message is read, bounded, cleaned, masked and received."""

from dataclasses import replace
from datetime import timedelta

from bot.house import House
from bot.outcome import Outcome
from bot.privacy import REFUSED, mask
from bot.replies import Reply
from bot.store import commits, conversations
from bot.store.conversations import BUTTON_ID
from bot.turn import offered
from bot.turn.cleaning import clean, command_of
from bot.turn.passing import Answered, Arrived, Received, Repeated, Stopped, said, stop

LONGEST = 1_000
UNLIMITED = frozenset({"cli", "rest"})


async def parse(turn: Arrived, house: House) -> Arrived | Stopped:
    """Refuse what is not a text a person could have meant."""
    text = turn.incoming.text
    if turn.incoming.button:
        return turn
    if not text.strip():
        return stop(turn, house, Outcome.EMPTY)
    if len(text) > LONGEST and turn.incoming.channel != "cli":
        return stop(turn, house, Outcome.TOO_LONG, length=len(text), limit=LONGEST)
    return turn


async def limit(turn: Arrived, house: House) -> Arrived | Stopped:
    """Keep one person from taking the service from the others."""
    if turn.incoming.channel in UNLIMITED or turn.late:
        return turn
    allowance = house.limiter.take(f"{turn.incoming.channel}:{turn.incoming.sender}")
    turn = replace(turn, allowance=allowance)
    return turn if allowance.ok else stop(turn, house, Outcome.TOO_MANY)


async def clean_up(turn: Arrived, house: House) -> Arrived:
    """Take away what is invisible, and any slash that the engine would obey."""
    command = command_of(turn.incoming.text)
    return replace(turn, command=command, text=command or clean(turn.incoming.text))


async def protect(turn: Arrived, house: House) -> Arrived | Stopped:
    """Mask personal data; a social security, bank or card number ends the turn, unread.

    The id of a button this conversation was given is no such number, though one in six hundred looks like one.
    """
    if BUTTON_ID.fullmatch(turn.text) and await _issued(turn, house):
        return turn
    masked = mask(turn.text)
    refused = next((kind for kind in masked.kinds if kind in REFUSED), None)
    if refused:
        return stop(turn, house, Outcome(f"refused_{refused}"))
    return replace(turn, text=masked.text, kinds=tuple(masked.kinds))


async def receive(turn: Arrived, house: House) -> Received | Answered | Repeated:
    """Write the masked message in the inbox; one already answered gets the same answer again."""
    idle = timedelta(hours=house.settings.retention.session_hours)
    receipt = await commits.receive(house.database, turn.incoming, turn.text, turn.kinds, now=house.clock(), idle=idle)
    if receipt.done:
        async with house.database.read() as connection:
            messages = await connection.run_sync(conversations.replies_to, turn.incoming)
        return Repeated(**vars(turn), reply=Reply(messages), conversation=receipt.conversation)
    received = Received(**vars(turn), conversation=receipt.conversation, in_force=house.in_force(), older=receipt.older)
    return _resolved(received, house)


async def _issued(turn: Arrived, house: House) -> bool:
    async with house.database.read() as connection:
        found = await connection.run_sync(conversations.find, turn.incoming.channel, turn.incoming.sender)
    return found is not None and turn.text in found.buttons


def _resolved(turn: Received, house: House) -> Received | Answered:
    """Find what a pressed button means; its title stands for what the person said."""
    buttons = turn.conversation.buttons
    written = turn.text if turn.text in buttons else offered.answered(turn.text, buttons)
    pressed = turn.incoming.button or (None if turn.command else written)
    if pressed is None:
        return turn
    if pressed not in buttons or pressed == offered.LAST:
        return replace(turn, text=turn.text or "…").answered(said(house, "button_gone"), Outcome.REFUSED)
    payload, title = buttons[pressed]
    return replace(turn, text=title, payload=payload)
