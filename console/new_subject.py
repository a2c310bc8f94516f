"""A whole subject made at once: what people write of it, its answer, its intent, and its sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from console import deciding, proposals
from console.record_form import body_of, problems_of
from console.visit import Visit
from learning.answers import edits
from learning.inbox import candidates, emerging, tasks
from learning.inbox.emerging import Heard
from learning.sentences import changes, current, intents
from learning.sentences.texts import doubtful
from region.records import TOPICS

LONGEST_TITLE = 48


@dataclass(frozen=True)
class Subject:
    """A subject as its form has it: `body` is the record of its answer, `word` what its messages share, empty for none."""

    body: Mapping[str, Any]
    intent: str
    word: str

    @property
    def slug(self) -> str:
        """The id of its answer."""
        return slug_of(self.intent)


def read(visit: Visit) -> Subject:
    """Return the subject of the form; its id and its intent come from its title."""
    intent = intents.named(visit.text("title", longest=LONGEST_TITLE))
    fixed = {"id": slug_of(intent), "topic": visit.text("topic"), "confidence": "sourced", "intents": [intent]}
    return Subject(body_of(visit, fixed), intent, visit.text("word", longest=60))


def slug_of(intent: str) -> str:
    """« ask_cheque_ia » → « cheque-ia »"""
    return intent.removeprefix("ask_").replace("_", "-")


def faults(visit: Visit, subject: Subject) -> list[str]:
    """Return what stops a subject: its name is taken, its topic is none, its answer lacks something, nobody asks it."""
    taken = visit.house.in_force().catalogue.record(subject.slug) is not None or subject.intent in intents.known()
    if not subject.slug or taken:
        return ["id"]
    if subject.body["topic"] not in TOPICS:
        return ["topic"]
    return problems_of(visit, subject.body) or ([] if subject.body.get("questions") else ["questions"])


async def create(visit: Visit, subject: Subject) -> bool:
    """Write the answer, the intent and its sentences; tells whether the intent waits for a second person."""
    act, label = visit.act(), {"label": subject.body["title"]}
    async with visit.house.database.write() as connection:
        await edits.write(connection, subject.slug, subject.body, act)
        proposed = await proposals.propose(connection, proposals.INTENT, subject.intent, act, body=label)
        if visit.house.settings.two_person:
            return True
        await proposals.settle(connection, proposed, act)
        for question in subject.body["questions"]:
            if not await current.same(connection, question):
                await changes.add(connection, question, subject.intent, act)
        await _label_what_asked(connection, visit, subject)
    return False


async def _label_what_asked(connection: AsyncConnection, visit: Visit, subject: Subject) -> None:
    asking = await _asking(connection, subject.word)
    clean = [each.id for each in asking if not doubtful(each.text)]
    if clean:
        chosen = await candidates.these(connection, clean)
        await deciding.label(connection, visit, chosen, subject.intent, impersonal=True)


async def asked_with(visit: Visit, word: str, name: str) -> tuple[dict[str, Any], int]:
    """Return what the form of a subject holds at first, from the messages that share a word, and how many they are."""
    async with visit.house.database.read() as connection:
        asking = await _asking(connection, word)
    questions = [text for text in emerging.different(asking) if not doubtful(text)]
    return {"title": name.capitalize(), "questions": questions, "names": [name] if name else []}, len(asking)


async def asked_by(visit: Visit, task: int) -> dict[str, Any]:
    """Return what the form holds at first, from a missing answer: its questions, and its draft; 404 where there is none."""
    async with visit.house.database.read() as connection:
        missing, rows = await tasks.one(connection, task), (await tasks.questions(connection, [task]))[task]
    if missing is None:
        raise web.HTTPNotFound
    questions = [each.text for each in rows if not doubtful(each.text)]
    title = missing.text[:LONGEST_TITLE].strip(" ?!.").capitalize()
    return {"title": title, "questions": questions, "names": [], "answer": missing.draft or ""}


async def _asking(connection: AsyncConnection, word: str) -> list[Heard]:
    """Return the messages that wait and say a word; none without a word."""
    return emerging.about(word, await emerging.heard(connection)) if word else []
