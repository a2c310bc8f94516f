"""The answers of the Région: listed, read, and corrected."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.clock import paris_day
from console import paging
from console.record_form import UNSEEN, body_of, problems_of, record_of, replay_of, unseen_loss
from console.roles import Right
from console.visit import Route, Visit, back
from learning.answers import edits, in_force
from learning.sentences.texts import key
from region import plain
from region.records import KINDS, Record

PATH = "/fiches"
PER_PAGE = 40


async def show(visit: Visit) -> web.Response:
    """List the records, those to look at again first."""
    today, topic = paris_day(visit.now), visit.query.get("theme", "")
    catalogue = visit.house.in_force().catalogue
    sought = visit.query.get("cherche", "")[:100]
    chosen = [each for each in catalogue.records if (not topic or each.topic == topic) and _holds(each, sought)]
    chosen.sort(key=lambda each: (not each.due(today), each.topic, each.title))
    async with visit.house.database.read() as connection:
        changed = await edits.in_force(connection)
    return visit.page(
        "records.html", sheet=paging.sheet(visit, chosen, PER_PAGE), topics=catalogue.topics, topic=topic, today=today,
        changed=changed, sought=sought,
    )  # fmt: skip


def _holds(record: Record, sought: str) -> bool:
    """Tell whether a record's title, answer, questions or names hold every word sought."""
    texts = (record.title, record.answer, record.id, *record.questions, *record.names)
    return all(word in key(" ".join(texts)) for word in key(sought).split())


async def one(visit: Visit) -> web.Response:
    """Show an answer with its form."""
    record = record_of(visit)
    return await _form(visit, record, in_force.raw(record))


async def write(visit: Visit) -> web.Response:
    """Show how a change reads on both channels, or put it in force."""
    record = record_of(visit)
    body = body_of(visit, in_force.raw(record))
    problems = problems_of(visit, body)
    if problems or visit.text("action") == "preview":
        return await _form(
            visit, record, body, problems=problems, previewed=not problems, status=400 if problems else 200
        )
    act = visit.act()
    if not visit.explained:
        return await _form(visit, record, body, problems=["comment"], status=400)
    if await unseen_loss(visit, body):
        return await _form(visit, record, body, problems=["expected"], previewed=True, status=409)
    async with visit.house.database.write() as connection:
        await edits.write(connection, record.id, body, act)
    await in_force.put_in_force(visit.house)
    return back(f"{PATH}/{record.id}", said="saved")


async def _form(
    visit: Visit, record: Record, body: Mapping[str, Any], *, problems: list[str] | None = None,
    previewed: bool = False, status: int = 200,
) -> web.Response:  # fmt: skip
    async with visit.house.database.read() as connection:
        history = await edits.history(connection, record.id)
    shown = (
        in_force.build(body, topic=record.topic, service=visit.house.in_force().catalogue.service)
        if previewed or not problems
        else record
    )
    remarks = [*plain.answer_faults(shown.answer), *plain.simple_faults(shown.simple)]
    replayed = await replay_of(visit, shown) if previewed else UNSEEN
    tried = visit.house.in_force().catalogue.with_records([shown])
    first = [(name, tried.for_intent(name, {}, today=paris_day(visit.now))) for name in shown.intents]
    return visit.page(
        "record.html", **replayed, status=status, record=record, body=body, shown=shown, history=history, kinds=KINDS,
        problems=problems or [], remarks=remarks, first=first, previewed=previewed, today=paris_day(visit.now),
    )  # fmt: skip


ROUTES = (
    Route("GET", PATH, Right.READ, show),
    Route("GET", f"{PATH}/{{id}}", Right.READ, one),
    Route("POST", f"{PATH}/{{id}}", Right.REVIEW, write),
)
