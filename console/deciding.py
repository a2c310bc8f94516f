"""What an operator decides about messages: an intent for them, or a place aside; each can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import audit
from console import proposals, undo
from console.visit import Visit, back
from learning.inbox import candidates, labels
from learning.inbox.candidates import LATER, REJECTED, Candidate

ASIDE = {"reject": REJECTED, "later": LATER}
LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Decision:
    """The form of a decision: an intent, empty where none is chosen, or the state of messages put aside."""

    intent: str
    aside: str | None
    impersonal: bool

    @classmethod
    def read(cls, visit: Visit) -> "Decision":
        """Return the decision of a form; an intent one key away goes before that of the list."""
        intent = visit.text("intent") or visit.text("other")
        return cls(intent, ASIDE.get(visit.text("action")), visit.ticked("impersonal"))


async def label(
    connection: AsyncConnection, visit: Visit, chosen: Sequence[Candidate], intent: str, *, impersonal: bool
) -> None:
    """Give messages an intent; `impersonal` says that their box « no personal data » is ticked."""
    made = await labels.put(connection, chosen, intent, visit.act(), impersonal=impersonal)
    await undo.remember(connection, visit, undo.Step(undo.LABEL, [each.id for each in chosen], made, intent))


async def set_aside(connection: AsyncConnection, visit: Visit, numbers: Sequence[int], state: str) -> None:
    """Put messages off, or out of the inbox."""
    await candidates.set_state(connection, numbers, state)
    await audit.note(connection, visit.act(), f"message.{state}", ",".join(map(str, numbers))[:LONGEST_SUBJECT])
    await undo.remember(connection, visit, undo.Step(undo.STATE, numbers))


async def labelled(
    connection: AsyncConnection, visit: Visit, chosen: Sequence[Candidate], decision: Decision, path: str
) -> web.Response:
    """Give messages the intent decided and go back to a page, which says so."""
    if decision.intent not in await proposals.choosable(connection):
        return back(path, said="no_such_intent")
    await label(connection, visit, chosen, decision.intent, impersonal=decision.impersonal)
    said = "labelled" if decision.impersonal else "labelled_draft"
    return back(path, said=said, n=len(chosen), i=decision.intent)
