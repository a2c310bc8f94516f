"""What happens to a message, from its arrival to its answer: a list of named steps.

`receive` is one short commit; then everything is computed with no transaction open; `record` is one commit of the
transcript, the memory, the replies and the inbox mark. A crash between the two means the message is handled again
at restart (`recover`); after `record`, only delivery goes on. Foreseen outcomes are values; the unforeseen is
caught once, in `_unforeseen`.
"""

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot import commands, conversations, outgoing
from bot.cleaning import clean, command_of
from bot.clock import paris_day
from bot.conversations import Conversation, Incoming, Overtaken, button_id
from bot.distress import aside, distress_reply
from bot.house import House
from bot.limits import Allowance
from bot.ordering import TooManyWaiting
from bot.privacy import REFUSED, mask
from bot.replies import Button, Message, Reply
from bot.store.database import DatabaseUnavailable
from region import current

log = logging.getLogger(__name__)
LONGEST = 1_000
UNLIMITED = frozenset({"cli", "rest"})
PUSHED = frozenset({"telegram"})
KEPT_BUTTONS = 80


@dataclass(frozen=True)
class Turn:
    """One message on its way; `stopped` means that nothing more is done, `reply` that an answer was found."""

    incoming: Incoming
    text: str = ""
    kinds: tuple[str, ...] = ()
    command: str | None = None
    payload: str | None = None
    conversation: Conversation | None = None
    reply: Reply | None = None
    memory: object | None = None
    outcome: str = ""
    allowance: Allowance | None = None
    stopped: bool = False
    repeated: bool = False
    forgotten: bool = False
    version: int = field(default=0)


Step = Callable[[Turn, House], Awaitable[Turn]]


async def take(house: House, incoming: Incoming) -> Turn:
    """Handle one message and return the finished turn; its `reply` is always there."""
    started = time.perf_counter()
    turn = Turn(incoming)
    try:
        async with house.ordering.hold(f"{incoming.channel}:{incoming.sender}"):
            turn = await _steps(house, turn)
    except TooManyWaiting:
        turn = _stop(turn, house, "busy")
    except DatabaseUnavailable as error:
        log.error("database unavailable: %s", error)
        house.metrics.failures.labels("store").inc()
        turn = _stop(turn, house, "store_down")
    house.metrics.turns.labels(incoming.channel, turn.outcome).inc()
    house.metrics.seconds.labels(incoming.channel).observe(time.perf_counter() - started)
    return turn


async def recover(house: House) -> int:
    """Handle, in order, the messages received before a crash and never answered; returns how many."""
    async with house.database.read() as connection:
        left = await conversations.waiting(connection)
    for incoming in left:
        await take(house, incoming)
    return len(left)


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
        turn = await step(turn, house)
        house.after(step.__name__)
    return turn


async def parse(turn: Turn, house: House) -> Turn:
    """Refuse what is not a text a person could have meant."""
    text = turn.incoming.text
    if turn.incoming.button:
        return turn
    if not text.strip():
        return _stop(turn, house, "empty")
    if len(text) > LONGEST and turn.incoming.channel != "cli":
        return _stop(turn, house, "too_long", length=len(text), limit=LONGEST)
    return turn


async def limit(turn: Turn, house: House) -> Turn:
    """Keep one person from taking the service from the others."""
    if turn.incoming.channel in UNLIMITED:
        return turn
    allowance = house.limiter.take(f"{turn.incoming.channel}:{turn.incoming.sender}", house.clock())
    turn = replace(turn, allowance=allowance)
    return turn if allowance.ok else _stop(turn, house, "too_many")


async def clean_up(turn: Turn, house: House) -> Turn:
    """Take away what is invisible, and any slash that the engine would obey."""
    command = command_of(turn.incoming.text)
    return replace(turn, command=command, text=command or clean(turn.incoming.text))


async def protect(turn: Turn, house: House) -> Turn:
    """Mask personal data; a social security, bank or card number ends the turn, unread."""
    masked = mask(turn.text)
    refused = next((kind for kind in masked.kinds if kind in REFUSED), None)
    if refused:
        return _stop(turn, house, f"refused_{refused}")
    return replace(turn, text=masked.text, kinds=tuple(masked.kinds))


async def receive(turn: Turn, house: House) -> Turn:
    """Write the masked message in the inbox; one already answered gets the same answer again."""
    idle = timedelta(hours=house.settings.retention.session_hours)
    async with house.database.write() as connection:
        receipt = await conversations.receive(
            connection, turn.incoming, turn.text, turn.kinds, now=house.clock(), idle=idle
        )
    turn = replace(turn, conversation=receipt.conversation)
    if receipt.done:
        async with house.database.read() as connection:
            messages = await conversations.replies_to(connection, turn.incoming)
        return replace(turn, reply=Reply(messages), outcome="repeated", stopped=True, repeated=True)
    return _resolved(turn, house)


def _resolved(turn: Turn, house: House) -> Turn:
    """Find what a pressed button means; its title stands for what the person said."""
    assert turn.conversation is not None
    pressed = turn.incoming.button or (turn.text if turn.text in turn.conversation.buttons else None)
    if pressed is None:
        return turn
    if pressed not in turn.conversation.buttons:
        return replace(turn, text=turn.text or "…", reply=_said(house, "button_gone"), outcome="refused")
    payload, title = turn.conversation.buttons[pressed]
    return replace(turn, text=title, payload=payload)


async def distress(turn: Turn, house: House) -> Turn:
    """Answer a person in danger with the official numbers, before anything tries to understand."""
    reply = distress_reply(turn.text, house.wordings) if turn.payload is None and not turn.command else None
    return replace(turn, reply=reply, outcome="distress") if reply else turn


async def command(turn: Turn, house: House) -> Turn:
    """Carry out a command of the house; it works with the engine down."""
    name = turn.command or commands.of_payload(turn.payload)
    if name is None:
        return turn
    assert turn.conversation is not None
    done = await commands.COMMANDS[name](house, turn.conversation)
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
        return replace(turn, reply=_said(house, "switched_off"), outcome="failed")
    if house.engines.current is None:
        return replace(turn, reply=_said(house, "no_model"), outcome="failed")
    memory = house.memories.get(conversation.id, conversation.version) or Memory.from_json(conversation.memory)
    heard = Heard(turn.text, turn.payload)
    try:
        answer = await house.engines.current.respond(conversation.id, memory, heard, today=paris_day(house.clock()))
        reply, extra = await _carried_out(house, conversation, answer.reply)
        reply = outgoing.checked(reply, house, said=turn.text, slots=answer.slots)
        reply = reply.with_messages((*_help_first(turn, house, reply), *reply.messages))
    except DatabaseUnavailable:
        raise
    except Exception:
        return _unforeseen(turn, house)
    return replace(turn, reply=reply, memory=answer.memory, outcome=outgoing.outcome(reply), **extra)


async def record(turn: Turn, house: House) -> Turn:
    """Commit the whole turn at once."""
    if turn.forgotten:
        return turn
    conversation, reply = turn.conversation, turn.reply
    assert conversation is not None and reply is not None
    notice = None if conversation.notice_given else outgoing.first_notice(house)
    said = _told_first(notice, reply.messages) if turn.incoming.channel in PUSHED else reply.messages
    messages, buttons = _with_ids(conversation, said)
    committed = conversations.Record(
        turn.incoming, turn.text, conversation, reply.with_messages(messages), turn.outcome,
        memory=conversation.memory if turn.memory is None else turn.memory.to_json(),  # type: ignore[attr-defined]
        buttons=buttons, failures=_failures(conversation, turn), notice_given=True,
        model_version=house.engines.version, data_revision=current.catalogue().revision,
        pushed=turn.incoming.channel in PUSHED, at=house.clock(),
    )  # fmt: skip
    async with house.database.write() as connection:
        messages = await conversations.record(connection, committed)
    if turn.memory is not None:
        house.memories.keep(conversation.id, conversation.version + 1, turn.memory)  # type: ignore[arg-type]
    else:
        house.memories.drop(conversation.id)
    return replace(turn, reply=replace(reply.with_messages(messages), notice=notice))


async def deliver(turn: Turn, house: House) -> Turn:
    """Wake whoever delivers: web and REST read the reply from the turn, the others from the outbox."""
    assert turn.conversation is not None
    if turn.incoming.channel in PUSHED:
        await house.signals.publish("outbox", channel=turn.incoming.channel)
    if turn.outcome in ("held", "distress"):
        await house.signals.publish("conversation", id=turn.conversation.id)
    return turn


STEPS: tuple[Step, ...] = (
    parse, limit, clean_up, protect, receive, distress, command, held, respond, record, deliver,
)  # fmt: skip
ANSWERING: frozenset[Step] = frozenset({distress, command, held, respond})


async def _carried_out(house: House, conversation: Conversation, reply: Reply) -> tuple[Reply, dict[str, bool]]:
    """Do what an action asked of the house (`do`: erase, export, human) and add what that says."""
    wanted = next((message.do for message in reply.messages if message.do), None)
    if wanted is None:
        return reply, {}
    done = await commands.COMMANDS[f"do_{wanted}"](house, conversation)
    kept = tuple(message for message in reply.messages if message.text)
    return reply.with_messages((*kept, *done.messages)), {"forgotten": done.forgotten}


def _help_first(turn: Turn, house: House, reply: Reply) -> tuple[Message, ...]:
    """Return where the victim of a scam finds help, unless the answer already says it."""
    said = {source.url for message in reply.messages for source in message.sources}
    offered = aside(turn.text, house.wordings) if turn.payload is None else ()
    return tuple(message for message in offered if not {source.url for source in message.sources} & said)


def _with_ids(
    conversation: Conversation, messages: tuple[Message, ...]
) -> tuple[tuple[Message, ...], dict[str, list[str]]]:
    """Give each button the opaque id it has in this conversation, and remember what it means."""
    known = dict(conversation.buttons)
    numbered = []
    for message in messages:
        buttons = tuple(replace(each, id=button_id(conversation.id, each.payload)) for each in message.buttons)
        for button in buttons:
            known.pop(button.id, None)
            known[button.id] = [button.payload, button.title]
        numbered.append(replace(message, buttons=buttons))
    return tuple(numbered), dict(list(known.items())[-KEPT_BUTTONS:])


def _told_first(notice: str | None, messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """Put the law's first message before the first answer of a channel that has no other place for it."""
    told = notice is None or not messages or any(message.text == notice for message in messages)
    return messages if told else (Message(str(notice)), *messages)


def _failures(conversation: Conversation, turn: Turn) -> int:
    return conversation.failures + 1 if turn.outcome in ("fallback", "failed") else 0


def _unforeseen(turn: Turn, house: House) -> Turn:
    """The one place that catches what nobody foresaw: logged by id, counted, and the person gets a sentence."""
    assert turn.conversation is not None
    log.exception("turn failed", extra={"conversation": turn.conversation.id})
    house.metrics.failures.labels("respond").inc()
    return replace(turn, reply=_said(house, "breakdown"), outcome="failed")


def _said(house: House, key: str, **values: object) -> Reply:
    human = Button(house.wordings.say("ask_human"), payload="!human")
    return Reply((Message(house.wordings.say(key, **values), buttons=(human,)),))


def _stop(turn: Turn, house: House, key: str, **values: object) -> Turn:
    """End the turn with one sentence and nothing stored (no button: no conversation would know it)."""
    reply = Reply((Message(house.wordings.say(key, **values)),))
    return replace(turn, reply=reply, outcome=key, stopped=True)


def _blank() -> object:
    from bot.engine.memory import Memory

    return Memory()
