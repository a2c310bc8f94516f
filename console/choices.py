"""What an operator needs to see to decide what a message means: intents, close sentences, what was said before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import transcripts
from console import alike, proposals, undo
from console.visit import Visit
from learning.inbox import candidates
from learning.inbox.candidates import Candidate
from learning.inbox.groups import nearest
from learning.sentences import current, intents
from learning.sentences.files import Example
from learning.sentences.intents import Intent
from learning.sentences.texts import doubtful, key

MOST = 9
GUESSES = 3
ALIKE = 12
BEFORE = 2
COMMON = tuple(intent.id for intent in intents.known().values() if intent.common)

Near = Sequence[tuple[Example, float]]
"""Known sentences and how close they are, from 0 to 1."""


@dataclass(frozen=True)
class Choice:
    """An intent one key away; `confidence` is the model's, None where it did not think of it."""

    key: int
    intent: Intent
    confidence: float | None


async def shown(connection: AsyncConnection, visit: Visit, candidate: Candidate) -> dict[str, Any]:
    """Return what the page of a message shows: choices, the closest known sentences, the context, the messages alike."""
    examples = await current.examples(connection)
    near = _near(examples, candidate.text)
    added = await proposals.accepted_intents(connection)
    group = await candidates.in_group(connection, candidate.group_id)
    others = [each for each in group if each.id != candidate.id]
    return {
        "choices": _choices(candidate, near, undo.recent_intents(visit), intents.by_topic(added)),
        "near": near,
        "topics": intents.by_topic(added),
        "context": await _context(connection, candidate),
        "alike": others[:ALIKE],
        "more": max(0, len(others) - ALIKE),
        "close": len(alike.close(candidate, group)),
        "impersonal": not doubtful(candidate.text),
        "known": next((each for each in examples if each.key == key(candidate.text)), None),
    }


def _near(examples: Sequence[Example], text: str) -> Near:
    places = nearest(key(text), [each.key for each in examples])
    return [(examples[place], likeness) for place, likeness in places]


def _choices(
    candidate: Candidate, near: Near, recent: Sequence[str], topics: Mapping[str, Sequence[Intent]]
) -> list[Choice]:
    """Return up to nine intents: the model's first three, the last given, those added and of close sentences, the usual."""
    known = {intent.id: intent for found in topics.values() for intent in found}
    added = [intent.id for intent in topics.get("added", ())]
    scores = {str(name): float(score) for name, score in candidate.ranking}
    guesses, close = list(scores), [example.intent for example, _ in near]
    names = [*guesses[:GUESSES], *recent[:GUESSES], *added[-2:], *close, *guesses[GUESSES:], *COMMON]
    kept = [name for name in dict.fromkeys(names) if name in known][:MOST]
    return [Choice(place, known[name], scores.get(name)) for place, name in enumerate(kept, start=1)]


async def _context(connection: AsyncConnection, candidate: Candidate) -> list[Any]:
    """Return the turns before the message, and its own with the answer it got."""
    table = transcripts
    upto = (table.c.conversation_id == candidate.conversation_id) & (table.c.id <= candidate.transcript_id)
    columns = select(table.c.id, table.c.text, table.c.reply, table.c.at)
    query = columns.where(upto).order_by(table.c.id.desc()).limit(BEFORE + 1)
    return list((await connection.execute(query)).all())[::-1]
