"""The steps that find an answer: danger first, then commands, the person who holds the conversation, the dialogue."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.house import House
from bot.outcome import Outcome
from bot.replies import Message, Reply
from bot.turn import commands, heard, offered, outgoing
from bot.turn.distress import CYBER, asks_besides, asks_for_someone, complains, goes_on, help_for, thanks
from bot.turn.distress import distress as kind_of_distress
from bot.turn.done import Done
from bot.turn.passing import Answered, Received, said
from nlu import acts, intents

if TYPE_CHECKING:
    from bot.engine.memory import Memory

ABOUT_SCAMS = intents.where(lambda intent: intent.tells_victims)
"""The intents whose records tell a victim of a scam what to do."""


ANSWERS = intents.of_kind("answer") | {"reaction"}
"""A yes, a no or a word that nothing asked for: after a message of distress, the numbers are said again."""
LEAVING = intents.where(lambda intent: intent.kind == "courtesy" and intent.loses)
SMALL_TALK = intents.of_kind("courtesy", "chat", "command", "inner")
"""What does not leave the distress said before: « bonjour », « vous êtes un robot ? »."""


async def distress(turn: Received, house: House) -> Received | Answered:
    """Answer a person in danger with the official numbers, before anything tries to understand."""
    kind = kind_of_distress(turn.text) if turn.payload is None and not turn.command else None
    if kind is None:
        return _afterwards(turn, house)
    help_first = _help(kind, turn, house)
    if kind == CYBER:
        return replace(turn, help_first=help_first)
    return turn.answered(Reply(help_first), Outcome.DISTRESS, moment=kind)


def _help(kind: str, turn: Received, house: House) -> tuple[Message, ...]:
    """Return the help of a kind; the victim of a scam who has just read it is told what follows."""
    read = kind == CYBER == offered.moment(turn.conversation.buttons)
    catalogue = turn.in_force.catalogue
    return goes_on(turn.text, house.wordings, catalogue) if read else help_for(kind, house.wordings, catalogue)


def _afterwards(turn: Received, house: House) -> Received | Answered:
    """After a message of distress, thanks are met with care, and whoever asks for someone gets the numbers again."""
    kind = offered.moment(turn.conversation.buttons)
    if not kind or turn.payload or turn.command:
        return turn
    if kind == offered.REFUSED:
        return _nothing_done(turn, house)
    if thanks(turn.text):
        return turn.answered(said(house, _thanked(kind)), Outcome.ANSWERED, moment=kind)
    if asks_for_someone(turn.text) or (kind == CYBER and complains(turn.text)):
        return turn.answered(Reply(_help(kind, turn, house)), Outcome.DISTRESS, moment=kind)
    return turn


def _nothing_done(turn: Received, house: House) -> Received | Answered:
    """« oui, je confirme » after a command refused: nothing was done, and it is said."""
    if acts.consent(turn.text, wholly=True) is None:
        return turn
    told = Message(house.wordings.say("rest_nothing_done", url=house.settings.public_url))
    return turn.answered(Reply((told,)), Outcome.COMMAND, moment=offered.REFUSED)


async def command(turn: Received, house: House) -> Received | Answered:
    """Carry out a command of the house; it works with the engine down."""
    name = turn.command or commands.of_payload(turn.payload)
    if name is None:
        return turn
    done = await commands.carry_out(name, house, turn)
    memory = _blank() if done.restarted else None
    moment = offered.REFUSED if done.refused else ""
    return turn.answered(Reply(done.messages), Outcome.COMMAND, memory=memory, moment=moment, forgotten=done.forgotten)


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
    said_now = Heard(turn.text, turn.payload)
    answer = await house.engines.current.respond(conversation.id, memory, said_now, turn.in_force)
    typed = turn.payload is None and not turn.help_first
    of_others = typed and heard.tells_of_others(turn.text, turn.kinds)
    if typed and not of_others and outgoing.left_to_be_reached(turn.text, turn.kinds, answer.reply):
        url = f"{house.settings.public_url}/contact"
        form = Message(house.wordings.say("contact_left", url=url), do="contact")
        return turn.answered(Reply((form,)), Outcome.CONTACT_LEFT, memory=answer.memory)
    reply = outgoing.checked(answer.reply, house, turn, slots=answer.slots)
    reply = heard.answer_to(reply, house, turn.in_force.catalogue) if of_others else reply
    reply, done = await _carried_out(house, turn, reply)  # what the house says of what it did needs no record
    reply, moment = _with_help(turn, house, reply)
    return turn.answered(
        reply,
        outgoing.outcome(reply),
        memory=answer.memory,
        moment=moment or (offered.REFUSED if done.refused else ""),
        forgotten=done.forgotten,
    )


async def _carried_out(house: House, turn: Received, reply: Reply) -> tuple[Reply, Done]:
    """Do what an action asked of the house (`do`: erase, export, human) and say it there: a question taken up again stays last."""
    place = next((place for place, message in enumerate(reply.messages, start=1) if message.do), None)
    if place is None:
        return reply, Done(())
    done = await commands.carry_out(f"do_{reply.messages[place - 1].do}", house, turn)
    before, after = ([each for each in some if each.text] for some in (reply.messages[:place], reply.messages[place:]))
    return reply.with_messages((*before, *done.messages, *after)), done


def _with_help(turn: Received, house: House, reply: Reply) -> tuple[Reply, str]:
    """Say where the victim of a scam finds help, and the kind of distress the next message follows.

    What the dialogue says is kept where it is about scams, or where something else was asked beside; who was in
    distress before reads the help again, and never that they were not understood, until they ask about something else.
    """
    if turn.help_first:
        told_more = reply.understanding.name in ABOUT_SCAMS and len(turn.help_first) > 1
        if told_more or asks_besides(turn.text):
            return reply.with_messages((*_not_said_in(reply, turn.help_first), *reply.messages)), CYBER
        return reply.with_messages(turn.help_first), CYBER
    kind = offered.moment(turn.conversation.buttons) if turn.payload is None else ""
    if not kind or kind == offered.REFUSED:
        return reply, ""
    name = reply.understanding.name
    nothing_asked = name in ANSWERS and reply.active_form is None
    if nothing_asked or outgoing.outcome(reply) == Outcome.FALLBACK:
        return reply.with_messages(_help(kind, turn, house)), kind
    if name in LEAVING:
        return reply.with_messages(said(house, _thanked(kind)).messages), kind
    return reply, kind if name in SMALL_TALK or (kind == CYBER and name in ABOUT_SCAMS) else ""


def _thanked(kind: str) -> str:
    """Return the sentence that meets thanks: no number was given to the victim of a scam."""
    return "scam_thanks" if kind == CYBER else "distress_thanks"


def _not_said_in(reply: Reply, help_first: Sequence[Message]) -> tuple[Message, ...]:
    """Leave out what the reply says with its source; a line alone only goes on from what was read, and repeats nothing."""
    if len(help_first) == 1:
        return tuple(help_first)
    said = {source.url for message in reply.messages for source in message.sources}
    return tuple(message for message in help_first if not {source.url for source in message.sources} & said)


def _blank() -> "Memory":
    from bot.engine.memory import Memory

    return Memory()
