"""A whole subject on one page: its name, its questions, its answer, and how it will read."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from bot.clock import paris_day
from console import new_subject
from console.record_form import UNSEEN, replay_of, unseen_loss
from console.roles import Right
from console.visit import Route, Visit, back
from learning.answers import collisions, in_force
from region.records import KINDS, TOPICS
from web import asked

PATH = "/nouveau-sujet"


async def blank(visit: Visit) -> web.Response:
    """Show the form, its questions proposed from what people wrote."""
    if (task := asked.number(visit.query.get("tache", ""))) is not None:
        return _form(visit, await new_subject.asked_by(visit, task))
    word = visit.query.get("mot", "")[:60]
    body, count = await new_subject.asked_with(visit, word, visit.query.get("nom", "")[:80])
    return _form(visit, body, word=word, count=count)


async def made(visit: Visit) -> web.Response:
    """Show how the subject reads and what collides with it, or put it in force."""
    subject = new_subject.read(visit)
    problems = new_subject.faults(visit, subject)
    if visit.text("action") != "publish":
        preview = {} if problems else await _preview(visit, subject.body)
        return _form(visit, subject.body, word=subject.word, problems=problems, **preview)
    problems += [] if visit.explained else ["comment"]
    problems += [] if visit.ticked("impersonal") else ["box"]
    if problems:
        return _form(visit, subject.body, word=subject.word, problems=problems)
    if await unseen_loss(visit, subject.body):
        preview = await _preview(visit, subject.body)
        return _form(visit, subject.body, word=subject.word, problems=["expected"], **preview)
    waits = await new_subject.create(visit, subject)
    await in_force.put_in_force(visit.house)
    return back(f"/fiches/{subject.slug}", said="topic_waits" if waits else "topic_made")


async def _preview(visit: Visit, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer as it will read, what says nearly the same, and what last month would have heard of it."""
    catalogue = visit.house.in_force().catalogue
    record = in_force.build(body, topic=body["topic"], service=catalogue.service)
    found = await asyncio.to_thread(collisions.collisions, record, catalogue, today=paris_day(visit.now))
    return {"shown": record, "collisions": found, **await replay_of(visit, record)}


def _form(
    visit: Visit, body: Mapping[str, Any], *, word: str = "", count: int = 0, problems: Sequence[str] = (),
    **preview: Any,
) -> web.Response:  # fmt: skip
    unseen = {"shown": None, "collisions": (), **UNSEEN}
    return visit.page(
        "new_subject.html", status=400 if problems else 200, body=body, word=word, count=count, problems=problems,
        topics=TOPICS, kinds=KINDS, today=paris_day(visit.now), **{**unseen, **preview},
    )  # fmt: skip


ROUTES = (
    Route("GET", PATH, Right.REVIEW, blank),
    Route("POST", PATH, Right.REVIEW, made),
)
