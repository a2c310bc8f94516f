"""The last steps of a turn: everything is committed at once, then whoever delivers is told."""

from dataclasses import replace

from bot.house import House
from bot.outcome import FAILURES, Outcome
from bot.replies import Button, Message
from bot.store import commits, recording, topics
from bot.store.conversations import Conversation, button_id
from bot.store.outbox import PUSHED
from bot.turn import commands, dead_links, offered, outgoing
from bot.turn.passing import Answered

KEPT_BUTTONS = 80


async def record(turn: Answered, house: House) -> Answered:
    """Commit the whole turn at once."""
    if turn.forgotten:
        return turn
    conversation, reply = turn.conversation, turn.reply
    notice = None if conversation.notice_given else outgoing.first_notice(house, turn.in_force)
    said = _told_first(notice, reply.messages) if turn.incoming.channel in PUSHED else reply.messages
    said = tuple(commands.offered_here(message, turn.incoming.channel, house) for message in said)
    said = tuple(dead_links.told(message, turn.in_force.dead_links) for message in said)
    if turn.incoming.channel in PUSHED:
        said = tuple(_with_way_on(message, house) for message in said)
    messages, buttons = _with_ids(conversation, said)
    topic = topics.kept(conversation.buttons, turn.incoming.topic)
    buttons = {**buttons, **topic, offered.LAST: offered.kept(messages, turn.moment)}
    committed = recording.Record(
        turn.incoming, turn.text, conversation, reply.with_messages(messages), turn.outcome,
        memory=conversation.memory if turn.memory is None else turn.memory.to_json(),
        buttons=buttons, failures=_failures(conversation, turn), notice_given=True,
        model_version=house.engines.version, data_revision=turn.in_force.revision,
        at=house.clock(),
    )  # fmt: skip
    messages = await commits.record(house.database, committed)
    if turn.memory is not None:
        house.memories.keep(conversation.id, conversation.version + 1, turn.memory)
    else:
        house.memories.drop(conversation.id)
    return replace(turn, reply=replace(reply.with_messages(messages), notice=notice))


async def deliver(turn: Answered, house: House) -> Answered:
    """Wake whoever delivers: web and REST read the reply from the turn, the others from the outbox."""
    if turn.incoming.channel in PUSHED:
        await house.signals.publish("outbox", channel=turn.incoming.channel)
    if turn.outcome in (Outcome.HELD, Outcome.DISTRESS):
        await house.signals.publish("conversation", id=turn.conversation.id)
    return turn


def _with_way_on(message: Message, house: House) -> Message:
    """Offer, under a verdict that no page of ours shows, the page where it becomes a file or is contested."""
    if not message.verdict and not message.case:
        return message
    way = Button(house.wordings.say("case_button"), payload="!case")
    return replace(message, buttons=(*message.buttons, way))


def _with_ids(
    conversation: Conversation, messages: tuple[Message, ...]
) -> tuple[tuple[Message, ...], dict[str, list[str]]]:
    """Give each button the opaque id it has in this conversation, and remember what it means."""
    known = {key: value for key, value in conversation.buttons.items() if key not in (offered.LAST, topics.KEY)}
    numbered = []
    for message in messages:
        buttons = tuple(replace(each, id=button_id(conversation.id, each.payload)) for each in message.buttons)
        for button in buttons:
            known.pop(button.id, None)
            known[button.id] = [button.payload, button.title]
        numbered.append(replace(message, buttons=buttons, question=offered.placed(message.question, buttons)))
    return tuple(numbered), dict(list(known.items())[-KEPT_BUTTONS:])


def _told_first(notice: str | None, messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """Put the law's first message before the first answer of a channel that has no other place for it."""
    told = notice is None or not messages or any(message.text == notice for message in messages)
    return messages if told else (Message(str(notice)), *messages)


def _failures(conversation: Conversation, turn: Answered) -> int:
    return conversation.failures + 1 if turn.outcome in FAILURES else 0
