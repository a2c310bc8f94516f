"""What operators decide about messages: a label, a rejection, a step back; and what becomes a training sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import audit
from bot.store.audit import Act
from learning.inbox import candidates
from learning.inbox.candidates import LABELLED, WAITING, Candidate
from learning.inbox.ranking import Reason
from learning.models import kept_tests
from learning.sentences import changes
from learning.sentences.texts import as_example, key
from learning.tables import labels

DRAFT, PROMOTED, UNDONE = "draft", "promoted", "undone"
DRAFTS = select(labels).where(labels.c.state == DRAFT).order_by(labels.c.id)
KEPT_FOR_TEST = 3
"""In a batch of at least so many different sentences, the last one measures and is not trained on."""


@dataclass(frozen=True)
class Label:
    """One decision: this text means this intent. A draft is not trained on until its box is ticked."""

    id: int
    text: str
    intent: str
    state: str
    control: bool
    author: str


async def put(
    connection: AsyncConnection, chosen: Sequence[Candidate], intent: str, act: Act, *, impersonal: bool
) -> list[int]:
    """Label messages with one intent; `impersonal` says that the box « no personal data » is ticked."""
    different, made = _different(chosen), []
    for rank, candidate in enumerate(different, start=1):
        spared = rank == len(different) >= KEPT_FOR_TEST
        made.append(await _write(connection, candidate, intent, act, control=spared or _measures(candidate, intent)))
    await candidates.set_state(connection, [candidate.id for candidate in chosen], LABELLED)
    await candidates.lower(connection, {candidate.group_id for candidate in chosen})
    await audit.note(connection, act, "label", f"{','.join(map(str, made))} {intent}")
    if impersonal:
        await promote(connection, made, act)
    return made


async def promote(connection: AsyncConnection, numbers: Sequence[int], act: Act) -> list[int]:
    """Make labels training sentences, or tests for the control sample, without any link to who wrote them."""
    rows = await _read(connection, DRAFTS.where(labels.c.id.in_(numbers)))
    done = []
    for row in rows:
        try:
            await _promote_one(connection, row, act)
        except changes.BadExample:
            continue
        done.append(row.id)
    if done:
        await audit.note(connection, act, "label.promote", ",".join(map(str, done)))
    return done


async def undo(connection: AsyncConnection, numbers: Sequence[int], candidate_ids: Sequence[int], act: Act) -> None:
    """Take labels back: their messages wait again, and what they taught is taken back."""
    await connection.execute(update(labels).where(labels.c.id.in_(numbers)).values(state=UNDONE, text=""))
    for number in numbers:
        await changes.end(connection, act, label_id=number)
        await kept_tests.end(connection, act, label_id=number)
    await candidates.set_state(connection, candidate_ids, WAITING)
    await audit.note(connection, act, "label.undo", ",".join(map(str, numbers)))


async def drafts(connection: AsyncConnection, *, limit: int = 200) -> list[Label]:
    """Return the labels whose box is not ticked yet."""
    return await _read(connection, DRAFTS.limit(limit))


async def correct(connection: AsyncConnection, number: int, text: str) -> None:
    """Rewrite a draft before it is promoted, to take out what is personal."""
    mine = (labels.c.id == number) & (labels.c.state == DRAFT)
    await connection.execute(update(labels).where(mine).values(text=as_example(text)))


def _measures(candidate: Candidate, intent: str) -> bool:
    """A control message that is understood becomes a test; one that is not is counted, then taught."""
    return candidate.reason == Reason.CONTROL and candidate.intent == intent


def _different(chosen: Sequence[Candidate]) -> list[Candidate]:
    return list({key(each.text): replace(each, text=as_example(each.text)) for each in chosen}.values())


async def _write(connection: AsyncConnection, candidate: Candidate, intent: str, act: Act, *, control: bool) -> int:
    values = {
        "candidate_id": candidate.id, "conversation_id": candidate.conversation_id, "text": candidate.text,
        "intent": intent, "predicted": candidate.intent, "drawn": candidate.reason == Reason.CONTROL,
        "control": control, "state": DRAFT, **act.stamp,
    }  # fmt: skip
    return int((await connection.execute(labels.insert().values(**values))).inserted_primary_key[0])


async def _read(connection: AsyncConnection, query: Any) -> list[Label]:
    rows = await connection.execute(query)
    return [Label(row.id, row.text, row.intent, row.state, row.control, row.author) for row in rows]


async def _promote_one(connection: AsyncConnection, label: Label, act: Act) -> None:
    if label.control:
        await kept_tests.add(connection, label.text, label.intent, act, origin=kept_tests.CONTROL, label_id=label.id)
    else:
        await changes.add(connection, label.text, label.intent, act, label_id=label.id)
    unlinked = {"candidate_id": None, "conversation_id": None}
    promoted = {"state": PROMOTED, "promoted_by": act.author, "promoted_at": act.at}
    await connection.execute(update(labels).where(labels.c.id == label.id).values(**unlinked, **promoted))
