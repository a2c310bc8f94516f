"""The task of an answer that is missing: what it holds, and who may see to it."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from console import operators, undo
from console.visit import Visit
from learning.inbox import candidates, tasks
from learning.inbox.candidates import MISSING, Candidate
from learning.inbox.tasks import Question
from learning.sentences.texts import doubtful
from web import asked


async def open_(connection: AsyncConnection, visit: Visit, found: Sequence[Candidate], *, draft: str = "") -> int:
    """Make a task of messages and return its number: what names nobody, where the box says so, loses every link with a person."""
    first, box = found[0], visit.ticked("impersonal")
    text = visit.text("text", longest=500) or first.text
    free = box and not doubtful(text) if len(found) > 1 else box
    questions = [
        Question(each.text, None if box and not doubtful(each.text) else each.conversation_id) for each in found
    ]
    made = await tasks.add(
        connection, text, visit.act(), owner=visit.text("owner"), due=asked.day(visit.text("due")), intent=first.intent,
        conversation_id=None if free else first.conversation_id, candidate_id=None if free else first.id, draft=draft,
        people=len({each.conversation_id for each in found}), questions=questions,
    )  # fmt: skip
    together = [each.id for each in found]
    await candidates.set_state(connection, together, MISSING)
    await undo.remember(connection, visit, undo.Step(undo.TASK, together, [made]))
    return made


async def people(connection: AsyncConnection) -> list[str]:
    """Return the names of those who may see to it."""
    return [each.name for each in await operators.everybody(connection) if each.active]
