"""The steps that find an answer: danger first, then commands, the person who holds the conversation, the dialogue."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.house import House
from bot.outcome import Outcome
from bot.replies import Message, Reply
from bot.turn import commands, offered, outgoing
from bot.turn.distress import CYBER, asks_besides, asks_for_someone, help_for, thanks
from bot.turn.distress import distress as kind_of_distress
from bot.turn.passing import Answered, Received, said
from nlu import intents

if TYPE_CHECKING:
    from bot.engine.memory import Memory

ABOUT_SCAMS = intents.where(lambda intent: intent.tells_victims)
"""The intents whose records tell a victim of a scam what to do."""


async def distress(turn: Received, house: House) -> Received | Answered:
    """Answer a person in danger with the official numbers, before anything tries to understand."""
    kind = kind_of_distress(turn.text) if turn.payload is None and not turn.command else None
    if kind is None:
        return _afterwards(turn, house)
    help_first = help_for(kind, house.wordings, turn.in_force.catalogue)
    if kind == CYBER:
        return replace(turn, help_first=help_first)
    return turn.answered(Reply(help_first), Outcome.DISTRESS, moment=kind)


def _afterwards(turn: Received, house: House) -> Received | Answered:
    """After a message of distress, thanks are met with care, and whoever asks for someone gets the numbers again."""
    kind = offered.moment(turn.conversation.buttons)
    if not kind or turn.payload or turn.command:
        return turn
    if thanks(turn.text):
        return turn.answered(said(house, "distress_thanks"), Outcome.ANSWERED, moment=kind)
    if asks_for_someone(turn.text):
        return turn.answered(
            Reply(help_for(kind, house.wordings, turn.in_force.catalogue)), Outcome.DISTRESS, moment=kind
        )
    return turn


async def command(turn: Received, house: House) -> Received | Answered:
    """Carry out a command of the house; it works with the engine down."""
    name = turn.command or commands.of_payload(turn.payload)
    if name is None:
        return turn
    done = await commands.carry_out(name, house, turn)
    memory = _blank() if done.restarted else None
    return turn.answered(Reply(done.messages), Outcome.COMMAND, memory=memory, forgotten=done.forgotten)


async def held(turn: Received, house: House) -> Received | Answered:
    """Leave the answer to the person who holds the conversation."""
    return turn if turn.conversation.held_by is None else turn.answered(Reply(()), Outcome.HELD)


async def respond(turn: Received, house: House) -> Answered:
    """Understand the message and lead the dialogue one step further."""
    from bot.engine.engine import Heard
    from bot.engine.memory import Memory

    conversation = turn.conversation
    if not house.switches.assistant_on:
        return turn.answered(said(house, "switched_off"), Outcome.FAILED)
    if house.engines.current is None:
        return turn.answered(said(house, "no_model"), Outcome.FAILED)
    if turn.payload is None and turn.allowance and house.repeats.insists(conversation.id, turn.text):
        return turn.answered(said(house, "calm_down"), Outcome.REFUSED)
    memory = house.memories.get(conversation.id, conversation.version) or Memory.from_json(conversation.memory)
    heard = Heard(turn.text, turn.payload)
    answer = await house.engines.current.respond(conversation.id, memory, heard, turn.in_force)
    if turn.payload is None and not turn.help_first and outgoing.left_to_be_reached(turn.kinds, answer.reply):
        url = f"{house.settings.public_url}/contact"
        form = Message(house.wordings.say("contact_left", url=url), do="contact")
        return turn.answered(Reply((form,)), Outcome.CONTACT_LEFT, memory=answer.memory)
    reply, forgotten = await _carried_out(house, turn, answer.reply)
    reply = outgoing.checked(reply, house, turn, slots=answer.slots)
    reply, moment = _with_help(turn, house, reply)
    return turn.answered(reply, outgoing.outcome(reply), memory=answer.memory, moment=moment, forgotten=forgotten)


async def _carried_out(house: House, turn: Received, reply: Reply) -> tuple[Reply, bool]:
    """Do what an action asked of the house (`do`: erase, export, human) and add what that says."""
    wanted = next((message.do for message in reply.messages if message.do), None)
    if wanted is None:
        return reply, False
    done = await commands.carry_out(f"do_{wanted}", house, turn)
    kept = tuple(message for message in reply.messages if message.text)
    return reply.with_messages((*kept, *done.messages)), done.forgotten


def _with_help(turn: Received, house: House, reply: Reply) -> tuple[Reply, str]:
    """Say where the victim of a scam finds help, and the kind of distress the next message follows.

    What the dialogue says is kept where it is about scams, or where something else was asked beside; who was in
    distress a message ago reads the help again, and never that they were not understood.
    """
    if turn.help_first:
        if reply.understanding.name in ABOUT_SCAMS or asks_besides(turn.text):
            return reply.with_messages((*_not_said_in(reply, turn.help_first), *reply.messages)), CYBER
        return reply.with_messages(turn.help_first), CYBER
    kind = offered.moment(turn.conversation.buttons) if turn.payload is None else ""
    if kind and outgoing.outcome(reply) == Outcome.FALLBACK:
        return reply.with_messages(help_for(kind, house.wordings, turn.in_force.catalogue)), kind
    return reply, ""


def _not_said_in(reply: Reply, help_first: Sequence[Message]) -> tuple[Message, ...]:
    said = {source.url for message in reply.messages for source in message.sources}
    return tuple(message for message in help_first if not {source.url for source in message.sources} & said)


def _blank() -> "Memory":
    from bot.engine.memory import Memory

    return Memory()
