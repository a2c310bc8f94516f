"""The steps that find an answer: danger first, then commands, the person who holds the conversation, the dialogue."""

from dataclasses import replace

from bot.clock import paris_day
from bot.house import House
from bot.replies import Message, Reply
from bot.store.conversations import Conversation
from bot.turn import commands, offered, outgoing
from bot.turn.distress import CYBER, asks_for_someone, help_for, thanks
from bot.turn.distress import distress as kind_of_distress
from bot.turn.passing import Turn, said


async def distress(turn: Turn, house: House) -> Turn:
    """Answer a person in danger with the official numbers, before anything tries to understand."""
    kind = kind_of_distress(turn.text) if turn.payload is None and not turn.command else None
    if kind is None:
        return _afterwards(turn, house)
    help_first = help_for(kind, house.wordings)
    if kind == CYBER:
        return replace(turn, help_first=help_first)
    return replace(turn, reply=Reply(help_first), outcome="distress", moment=kind)


def _afterwards(turn: Turn, house: House) -> Turn:
    """After a message of distress, thanks are met with care, and whoever asks for someone gets the numbers again."""
    assert turn.conversation is not None
    kind = offered.moment(turn.conversation.buttons)
    if not kind or turn.payload or turn.command:
        return turn
    if thanks(turn.text):
        return replace(turn, reply=said(house, "distress_thanks"), outcome="answered", moment=kind)
    if asks_for_someone(turn.text):
        return replace(turn, reply=Reply(help_for(kind, house.wordings)), outcome="distress", moment=kind)
    return turn


async def command(turn: Turn, house: House) -> Turn:
    """Carry out a command of the house; it works with the engine down."""
    name = turn.command or commands.of_payload(turn.payload)
    if name is None:
        return turn
    assert turn.conversation is not None
    done = await commands.carry_out(name, house, turn.conversation)
    return replace(
        turn, reply=Reply(done.messages), outcome="command", forgotten=done.forgotten,
        memory=_blank() if done.restarted else turn.memory,
    )  # fmt: skip


async def held(turn: Turn, house: House) -> Turn:
    """Leave the answer to the person who holds the conversation."""
    assert turn.conversation is not None
    return turn if turn.conversation.held_by is None else replace(turn, reply=Reply(()), outcome="held")


async def respond(turn: Turn, house: House) -> Turn:
    """Understand the message and lead the dialogue one step further."""
    from bot.engine.engine import Heard
    from bot.engine.memory import Memory

    conversation = turn.conversation
    assert conversation is not None
    if not house.switches.assistant_on:
        return replace(turn, reply=said(house, "switched_off"), outcome="failed")
    if house.engines.current is None:
        return replace(turn, reply=said(house, "no_model"), outcome="failed")
    if turn.payload is None and turn.allowance and house.repeats.insists(conversation.id, turn.text):
        return replace(turn, reply=said(house, "calm_down"), outcome="refused")
    memory = house.memories.get(conversation.id, conversation.version) or Memory.from_json(conversation.memory)
    heard = Heard(turn.text, turn.payload)
    answer = await house.engines.current.respond(conversation.id, memory, heard, today=paris_day(house.clock()))
    if turn.payload is None and outgoing.left_to_be_reached(turn.kinds, answer.reply):
        url = f"{house.settings.public_url}/contact"
        form = Message(house.wordings.say("contact_left", url=url), do="contact")
        return replace(turn, reply=Reply((form,)), memory=answer.memory, outcome=outgoing.CONTACT_LEFT)
    reply, forgotten = await _carried_out(house, conversation, answer.reply)
    reply = outgoing.checked(reply, house, said=turn.text, slots=answer.slots)
    reply = reply.with_messages((*_help_first(turn, reply), *reply.messages))
    return replace(turn, reply=reply, memory=answer.memory, outcome=outgoing.outcome(reply), forgotten=forgotten)


async def _carried_out(house: House, conversation: Conversation, reply: Reply) -> tuple[Reply, bool]:
    """Do what an action asked of the house (`do`: erase, export, human) and add what that says."""
    wanted = next((message.do for message in reply.messages if message.do), None)
    if wanted is None:
        return reply, False
    done = await commands.carry_out(f"do_{wanted}", house, conversation)
    kept = tuple(message for message in reply.messages if message.text)
    return reply.with_messages((*kept, *done.messages)), done.forgotten


def _help_first(turn: Turn, reply: Reply) -> tuple[Message, ...]:
    """Return where the victim of a scam finds help, unless the answer already says it."""
    said = {source.url for message in reply.messages for source in message.sources}
    return tuple(message for message in turn.help_first if not {source.url for source in message.sources} & said)


def _blank() -> object:
    from bot.engine.memory import Memory

    return Memory()
