"""The last ten decisions of an operator, so that each can be taken back with one key."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from console import sessions
from console.visit import Visit
from learning.inbox import candidates, labels, tasks

STEPS = 10
LABEL, STATE, TASK = "label", "state", "task"


@dataclass(frozen=True)
class Step:
    """One decision: the messages it was about, what it made (labels, or a task), and the intent given."""

    kind: str
    candidates: Sequence[int]
    made: Sequence[int] = ()
    intent: str = ""


async def remember(connection: AsyncConnection, visit: Visit, step: Step) -> None:
    """Keep a decision in the session, the last ten only."""
    assert visit.session is not None
    steps = [*visit.session.state.get("undo", []), asdict(step)][-STEPS:]
    await sessions.keep(connection, visit.session, {**visit.session.state, "undo": steps})


def recent_intents(visit: Visit) -> list[str]:
    """Return the intents of the last labels, the latest first: the next message often wants the same."""
    steps = visit.session.state.get("undo", []) if visit.session else []
    return list(dict.fromkeys(step.get("intent") for step in reversed(steps) if step.get("intent")))


def count(visit: Visit) -> int:
    """Return how many decisions can be taken back."""
    return len(visit.session.state.get("undo", [])) if visit.session else 0


async def take_back(visit: Visit) -> int | None:
    """Take the last decision back; returns the message to show again, None when there is nothing to take back."""
    session = visit.session
    assert session is not None
    steps = list(session.state.get("undo", []))
    if not steps:
        return None
    step, act = Step(**steps.pop()), visit.act("")
    async with visit.house.database.write() as connection:
        if step.kind == LABEL:
            await labels.undo(connection, step.made, step.candidates, act)
        if step.kind == TASK:
            for number in step.made:
                await tasks.drop(connection, number, act)
        await candidates.set_state(connection, step.candidates, candidates.WAITING)
        await sessions.keep(connection, session, {**session.state, "undo": steps})
    return step.candidates[0] if step.candidates else None
