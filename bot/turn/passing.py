"""A message on its way through the steps of a turn."""

from dataclasses import dataclass, replace

from bot.house import House
from bot.replies import Button, Message, Reply
from bot.running.limits import Allowance
from bot.store.conversations import Conversation, Incoming


@dataclass(frozen=True)
class Turn:
    """One message on its way; `stopped` means that nothing more is done, `reply` that an answer was found.

    `moment` is the kind of distress it was said in, remembered for the next message.
    """

    incoming: Incoming
    text: str = ""
    kinds: tuple[str, ...] = ()
    command: str | None = None
    payload: str | None = None
    conversation: Conversation | None = None
    help_first: tuple[Message, ...] = ()
    reply: Reply | None = None
    memory: object | None = None
    outcome: str = ""
    moment: str = ""
    late: bool = False
    """Received before a crash, and answered now: it was counted then."""
    older: Incoming | None = None
    allowance: Allowance | None = None
    stopped: bool = False
    repeated: bool = False
    forgotten: bool = False


def said(house: House, key: str, **values: object) -> Reply:
    """Return one sentence of the house, with the way to a person."""
    human = Button(house.wordings.say("ask_human"), payload="!human")
    return Reply((Message(house.wordings.say(key, **values), buttons=(human,)),))


def stop(turn: Turn, house: House, key: str, **values: object) -> Turn:
    """End the turn with one sentence and nothing stored (no button: no conversation would know it)."""
    reply = Reply((Message(house.wordings.say(key, **values)),))
    return replace(turn, reply=reply, outcome=key, stopped=True)
