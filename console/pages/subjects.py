"""What people begin to speak of, and a whole topic made from it on one page: name, questions, answer, preview."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import paris_day
from bot.store import audit
from console import proposals, undo
from console.pages.record_form import SMALLEST_COMMENT, body_of, problems_of, replay_of
from console.roles import Right
from console.visit import Route, Visit, back
from learning.answers import collisions, edits, in_force
from learning.inbox import candidates, emerging, labels
from learning.inbox.candidates import REJECTED
from learning.inbox.emerging import Heard
from learning.sentences import changes, intents
from learning.sentences.texts import doubtful
from region.records import KINDS, TOPICS

PATH, ONE, NEW = "/sujets", "/sujets/lot", "/nouveau-sujet"


async def show(visit: Visit) -> web.Response:
    """Show the subjects that emerge from what was not understood."""
    async with visit.house.database.read() as connection:
        heard = await emerging.heard(connection)
    found = await asyncio.to_thread(emerging.subjects, heard, changes.base())
    return visit.page("subjects.html", found=found)


async def one(visit: Visit) -> web.Response:
    """Show the messages of one subject, to label, put aside or make a topic of."""
    word = visit.query.get("mot", "")[:60]
    async with visit.house.database.read() as connection:
        messages = emerging.about(word, await emerging.heard(connection))
        added = await proposals.accepted_intents(connection)
    if not messages:
        return back(PATH, said="message_gone")
    doubts = {each.id for each in messages if doubtful(each.text)}
    return visit.page("subject.html", word=word, messages=messages, doubts=doubts, topics=intents.by_topic(added))


async def decided(visit: Visit) -> web.Response:
    """Label the ticked messages with one intent, or put them aside."""
    intent, word = visit.text("other"), visit.text("word", longest=60)
    ticked = [int(value) for value in visit.form.getall("candidate", []) if str(value).isdigit()]
    async with visit.house.database.write() as connection:
        if visit.text("action") == "reject":
            await candidates.set_state(connection, ticked, REJECTED)
            await audit.note(connection, visit.act(), "message.rejected", ",".join(map(str, ticked))[:200])
            await undo.remember(connection, visit, undo.Step(undo.STATE, ticked))
            return back(PATH, said="said_rejected")
        if not ticked or intent not in {*intents.known(), *await proposals.accepted_intents(connection)}:
            return back(ONE, said="no_intent", mot=word)
        impersonal = bool(visit.form.get("impersonal"))
        await _label(visit, connection, ticked, intent, impersonal=impersonal)
    return back(PATH, said="labelled" if impersonal else "labelled_draft")


async def blank(visit: Visit) -> web.Response:
    """Show the page of a new topic, its questions proposed from what people wrote."""
    word = visit.query.get("mot", "")[:60]
    messages = await _about(visit, word)
    questions = [text for text in emerging.different(messages) if not doubtful(text)]
    name = visit.query.get("nom", "")[:80]
    body = {"title": name.capitalize(), "questions": questions, "names": [name] if name else []}
    return await _form(visit, body, word=word, count=len(messages))


async def made(visit: Visit) -> web.Response:
    """Show how the topic reads and what collides with it, or put it in force."""
    word, act = visit.text("word", longest=60), visit.act()
    intent = intents.named(visit.text("title", longest=48))
    slug = intent.removeprefix("ask_").replace("_", "-")
    body = body_of(visit, {"id": slug, "topic": visit.text("topic"), "confidence": "sourced", "intents": [intent]})
    problems = _faults(visit, body, slug, intent)
    wanted = visit.text("action") == "publish"
    if wanted and len(act.comment) < SMALLEST_COMMENT:
        problems.append("comment")
    if wanted and not visit.form.get("impersonal"):
        problems.append("box")
    if problems or not wanted:
        return await _form(visit, body, word=word, problems=problems, previewed=not problems)
    waits = await _create(visit, body, slug, intent, word)
    await in_force.put_in_force(visit.house)
    return back(f"/fiches/{slug}", said="topic_waits" if waits else "topic_made")


async def _create(visit: Visit, body: Mapping[str, Any], slug: str, intent: str, word: str) -> bool:
    """Write the answer, the intent and its sentences; tells whether the intent waits for a second person."""
    act, two = visit.act(), visit.house.settings.two_person
    async with visit.house.database.write() as connection:
        await edits.write(connection, slug, body, act)
        asked = await proposals.propose(connection, proposals.INTENT, intent, act, body={"label": body["title"]})
        if two:
            return True
        await proposals.settle(connection, asked, act)
        for question in body["questions"]:
            if not await changes.same(connection, question):
                await changes.add(connection, question, intent, act)
        asking = emerging.about(word, await emerging.heard(connection)) if word else []
        clean = [each.id for each in asking if not doubtful(each.text)]
        if clean:
            await _label(visit, connection, clean, intent, impersonal=True)
    return False


def _faults(visit: Visit, body: Mapping[str, Any], slug: str, intent: str) -> list[str]:
    if not slug or visit.house.in_force().catalogue.record(slug) is not None or intent in intents.known():
        return ["id"]
    if body["topic"] not in TOPICS:
        return ["topic"]
    return problems_of(visit, body) or ([] if body.get("questions") else ["questions"])


async def _form(
    visit: Visit, body: Mapping[str, Any], *, word: str, count: int = 0, problems: Sequence[str] = (),
    previewed: bool = False,
) -> web.Response:  # fmt: skip
    shown = None
    found: Sequence[Any] = ()
    replayed: Sequence[Any] = ()
    changed: Sequence[Any] = ()
    if previewed:
        held, today = visit.house.in_force().catalogue, paris_day(visit.now)
        shown = in_force.build(body, topic=body["topic"], service=held.service)
        found = await asyncio.to_thread(collisions.collisions, shown, held, today=today)
        replayed, changed = await replay_of(visit, shown)
    return visit.page(
        "new_subject.html", status=400 if problems else 200, body=body, word=word, count=count, problems=problems,
        shown=shown, collisions=found, replayed=len(replayed), differences=changed, topics=TOPICS, kinds=KINDS, today=paris_day(visit.now),
    )  # fmt: skip


async def _about(visit: Visit, word: str) -> list[Heard]:
    if not word:
        return []
    async with visit.house.database.read() as connection:
        return emerging.about(word, await emerging.heard(connection))


async def _label(
    visit: Visit, connection: AsyncConnection, numbers: Sequence[int], intent: str, *, impersonal: bool
) -> None:
    found = [await candidates.find(connection, number) for number in numbers]
    chosen = [each for each in found if each is not None]
    made = await labels.put(connection, chosen, intent, visit.act(), impersonal=impersonal)
    await undo.remember(connection, visit, undo.Step(undo.LABEL, [each.id for each in chosen], made, intent))


ROUTES = (
    Route("GET", PATH, Right.LABEL, show),
    Route("GET", ONE, Right.LABEL, one),
    Route("POST", ONE, Right.LABEL, decided),
    Route("GET", NEW, Right.REVIEW, blank),
    Route("POST", NEW, Right.REVIEW, made),
)
