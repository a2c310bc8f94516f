"""What nobody covers: messages that failed their person, grouped by meaning, the groups of most people first."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.privacy import mask
from learning.gaps import meaning
from learning.inbox.candidates import LATER, WAITING
from learning.inbox.ranking import Reason
from learning.sentences.files import Example
from learning.sentences.texts import doubtful
from learning.tables import candidates

READ, SHOWN, LEAST = 600, 12, 2
LONGEST_DRAFT = 4_000
FAILED = (
    Reason.UNKNOWN, Reason.AMBIGUOUS, Reason.THUMBS_DOWN, Reason.COMPLAINT, Reason.PERSON, Reason.REPHRASED, Reason.TAKEOVER,
)  # fmt: skip


@dataclass(frozen=True)
class Message:
    """A message that waits; `proposed` is what an agent answered it, where one did."""

    id: int
    text: str
    conversation_id: str
    intent: str | None
    proposed: str | None


@dataclass(frozen=True)
class Gap:
    """Messages that ask the same; `people` counts conversations, `draft` is what agents answered, masked."""

    messages: Sequence[Message]

    @property
    def people(self) -> int:
        """How many conversations ask it."""
        return len({each.conversation_id for each in self.messages})

    @property
    def text(self) -> str:
        """How it is said most shortly by somebody who names nobody."""
        plain = [each.text for each in self.messages if not doubtful(each.text)] or [self.messages[0].text]
        return min(plain, key=lambda text: (abs(len(text) - 50), text))

    @property
    def draft(self) -> str:
        """The answers that people proposed, masked."""
        answers = dict.fromkeys(each.proposed.strip() for each in self.messages if each.proposed)
        return mask("\n\n".join(answers)[:LONGEST_DRAFT]).text


async def waiting(connection: AsyncConnection) -> list[Message]:
    """Return the messages that failed their person and still wait, the latest first."""
    table = candidates
    wanted = (table.c.state.in_([WAITING, LATER]), table.c.reason.in_([each.value for each in FAILED]))
    columns: Any = (table.c.id, table.c.text, table.c.conversation_id, table.c.intent, table.c.proposed)
    rows = await connection.execute(select(*columns).where(*wanted).order_by(table.c.id.desc()).limit(READ))
    return [Message(*row) for row in rows]


async def gaps(messages: Sequence[Message], known: tuple[Example, ...]) -> list[Gap]:
    """Return the groups that two people or more ask, those of most people first."""
    grouped = await asyncio.to_thread(meaning.groups, [each.text for each in messages], known)
    found = [Gap([messages[place] for place in places]) for places in grouped]
    asked = [each for each in found if each.people >= LEAST]
    return sorted(asked, key=lambda each: (-each.people, -len(each.messages)))[:SHOWN]
