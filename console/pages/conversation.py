"""One conversation: what was said, as it is said; its tags, and the tests kept of it."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

from aiohttp import web
from sqlalchemy import delete

from bot import desk
from bot.desk import forwarding, notes
from bot.store import audit
from console import colleagues, render, streams, talks
from console.pages.held import ONE, PATH
from console.roles import Right
from console.tables import tags
from console.visit import Route, Visit, back
from learning.models import kept_tests
from learning.sentences import intents
from learning.sentences.texts import doubtful
from nlu.components.cards import built
from nlu.selector.ranking import Asked
from region.records import Record

PREPARED = 3


async def show(visit: Visit) -> web.Response:
    """Show one conversation; the details of each turn are folded."""
    number = visit.part()
    async with visit.house.database.read() as connection:
        shown, known = await talks.thread(connection, number), await talks.tags_of(connection, number)
        between = {
            "notes": await notes.on(connection, number), "given": await forwarding.of(connection, number),
            "colleagues": await colleagues.everybody(connection),
            "available": await desk.available(connection, visit.now),
        }  # fmt: skip
    if shown["row"] is None:
        raise web.HTTPNotFound
    return visit.page(
        "conversation.html", **shown, **between, tags=known, topics=intents.by_topic(), mine=_mine(visit, shown["row"]),
        standing=await desk.standing(visit.house, number),
        doubts={turn.id for turn in shown["turns"] if doubtful(turn.text)},
        prepared=await _prepared(visit, shown["turns"]) if _mine(visit, shown["row"]) else [],
    )  # fmt: skip


async def _prepared(visit: Visit, turns: Sequence[Any]) -> list[Record]:
    """Return the records nearest to what the person asked last, for the agent to send as they are."""
    held = visit.house.in_force()
    asked = next((turn.text for turn in reversed(turns) if turn.text and not turn.text.startswith("/")), "")
    if not asked:
        return []
    selector = await asyncio.to_thread(built, held.catalogue, held.today)
    near = [held.catalogue.record(each.card.id) for each in selector.rank(Asked(asked), most=PREPARED)]
    return [each for each in near if each is not None]


async def thread(visit: Visit) -> web.StreamResponse:
    """Send the conversation again each time something is said in it, or the person writes (`typing` counts how often)."""
    number = visit.part()
    typed = 0

    def heard(value: dict[str, Any]) -> None:
        nonlocal typed
        typed += value.get("id") == number and value.get("who") == "person"

    async def said() -> str:
        async with visit.house.database.read() as connection:
            shown = await talks.thread(connection, number)
        row = shown["row"]
        html = render.fragment("thread.html", **shown, topics=intents.by_topic(), visit=visit, doubts=set(), live=True)
        return json.dumps({"html": html, "held": row.held_by if row else None, "gone": row is None, "typing": typed})

    deaf = visit.house.signals.listen("typing", heard)
    try:
        return await streams.follow(visit, ("conversation", "desk", "typing"), said)
    finally:
        deaf()


async def tag(visit: Visit) -> web.Response:
    """Put a tag on a conversation, or remove it."""
    number, name = visit.part(), visit.text("tag", longest=40).lower()
    mine = (tags.c.conversation_id == number) & (tags.c.tag == name)
    async with visit.house.database.write() as connection:
        if await talks.find(connection, number) is None:
            raise web.HTTPNotFound
        await connection.execute(delete(tags).where(mine))
        if name and not visit.ticked("remove"):
            values = {"conversation_id": number, "tag": name, "author": visit.operator.name, "at": visit.now}
            await connection.execute(tags.insert().values(**values))
        await audit.note(connection, visit.act(), "conversation.tag", f"{number} {name}")
    return back(f"{PATH}/{number}", said="saved")


async def made_a_test(visit: Visit) -> web.Response:
    """Keep a sentence as a test, once its box is ticked."""
    number, intent = visit.part(), visit.text("intent")
    if not visit.ticked("impersonal"):
        return back(f"{PATH}/{number}", said="box_needed")
    if intent not in intents.known():
        return back(f"{PATH}/{number}", said="no_such_intent")
    async with visit.house.database.write() as connection:
        turn = next((each for each in await talks.turns(connection, number) if each.id == visit.number("turn")), None)
        if turn is None:
            raise web.HTTPNotFound
        await kept_tests.add(connection, turn.text, intent, visit.act())
    return back(f"{PATH}/{number}", said="test_kept")


def _mine(visit: Visit, row: object) -> bool:
    return getattr(row, "held_by", None) == visit.operator.name


ROUTES = (
    Route("GET", ONE, Right.READ, show),
    Route("GET", f"{ONE}/flux", Right.READ, thread),
    Route("POST", f"{ONE}/etiquette", Right.LABEL, tag),
    Route("POST", f"{ONE}/test", Right.LABEL, made_a_test),
)
