"""What the assistant knows how to recognise: figures by intent, and its sentences to add, move or take away."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import paris_day
from bot.store import models
from bot.store.audit import Act
from console import proposals
from console.roles import Right
from console.visit import Route, Visit, back
from learning import counts
from learning.models import kept_tests, runs
from learning.sentences import changes, intents, overlaps
from learning.sentences.changes import BadExample
from learning.sentences.files import Example
from learning.sentences.texts import key
from learning.tables import example_changes
from nlu.intents import Intent
from web import asked

PATH, ASIDE, TESTS = "/intentions", "/mises-de-cote", "/tests"
PER_PAGE = 60
Topics = dict[str, list[Intent]]
NAME = re.compile(r"ask_[a-z][a-z0-9_]{2,40}\Z")
DRIFT_LEAST = 20
"""Under so many messages in a month, a change of share says nothing."""


async def show(visit: Visit) -> web.Response:
    """Show every intent with its sentences and figures."""
    house = visit.house
    async with house.database.read() as connection:
        examples = await changes.examples(connection)
        added = await proposals.accepted_intents(connection)
        drift = await _drift(connection, visit)
    sought = visit.query.get("cherche", "")[:100]
    live = await models.in_service(house.database)
    figures = (live.figures.get("by_intent") if live else None) or {}
    compared = await runs.comparison(house, live.sha256) if live else None
    return visit.page(
        "intents.html", topics=await asyncio.to_thread(_holding, intents.by_topic(added), examples, sought), sought=sought,
        support=overlaps.support(examples), figures=figures, drift=drift,
        mixed=_mixed(compared["confusions"] if compared else []), total=len(examples), live=live,
        two=house.settings.two_person,
    )  # fmt: skip


def _holding(topics: Topics, examples: Sequence[Example], sought: str) -> Topics:
    """Return the intents whose name, meaning or sentences hold every word sought."""
    words = key(sought).split()
    if not words:
        return topics
    said = {each.intent for each in examples if all(word in each.key for word in words)}

    def holds(intent: Intent) -> bool:
        return intent.id in said or all(word in key(f"{intent.id} {intent.label} {intent.means}") for word in words)

    kept = {topic: [each for each in found if holds(each)] for topic, found in topics.items()}
    return {topic: found for topic, found in kept.items() if found}


async def one(visit: Visit) -> web.Response:
    """Show the sentences of an intent, with search, and what overlaps."""
    name, sought = visit.request.match_info["name"], visit.query.get("cherche", "")[:100]
    page = asked.number(visit.query.get("page", "1")) or 1
    async with visit.house.database.read() as connection:
        examples = await changes.examples(connection)
        added = await proposals.accepted_intents(connection)
        who = await _who(connection, name)
    if name not in {*intents.known(), *added}:
        raise web.HTTPNotFound
    mine = [each for each in examples if each.intent == name and key(sought) in each.key][::-1]
    found: Sequence[Any] = ()
    if visit.query.get("voir") == "doublons":
        found = await asyncio.to_thread(overlaps.overlaps, tuple(examples), name)
    first = (page - 1) * PER_PAGE
    return visit.page(
        "intent.html", name=name, about=intents.known().get(name), examples=mine[first : first + PER_PAGE], who=who,
        count=len(mine), page=page, pages=max(1, -(-len(mine) // PER_PAGE)), sought=sought, overlaps=found,
        looked=bool(visit.query.get("voir")), topics=intents.by_topic(added),
    )  # fmt: skip


async def write(visit: Visit) -> web.Response:
    """Add, move, correct or take away one sentence."""
    name, action = visit.request.match_info["name"], visit.text("action")
    text, act = visit.text("text", longest=1_000), visit.act()
    if action == "add" and not visit.form.get("impersonal"):
        return back(f"{PATH}/{name}", said="box_needed")
    try:
        async with visit.house.database.write() as connection:
            known = {*intents.known(), *await proposals.accepted_intents(connection)}
            said = await _written(visit, connection, name, action, text, act, known=known)
    except BadExample as error:
        return back(f"{PATH}/{name}", said=f"example_{error.args[0]}")
    return back(f"{PATH}/{name}", said=said, cherche=visit.text("sought", longest=100))


async def _written(
    visit: Visit, connection: AsyncConnection, name: str, action: str, text: str, act: Act, *, known: set[str]
) -> str:
    if action == "add":
        await changes.add(connection, text, name, act)
        return "example_added"
    target = visit.text("intent")
    if action == "move" and target in known:
        await changes.add(connection, text, target, act)
        return "example_moved"
    if action == "edit" and (corrected := visit.text("corrected", longest=1_000)):
        await changes.remove(connection, text, name, act)
        await changes.add(connection, corrected, name, act)
        return "saved"
    if action == "remove":
        await changes.remove(connection, text, name, act)
        return "example_removed"
    return "bad_value"


async def create(visit: Visit) -> web.Response:
    """Add an intent: at once, or after a second person when the settings ask for two."""
    label, act = visit.text("label", longest=60), visit.act()
    name = intents.named(label)
    async with visit.house.database.write() as connection:
        if not NAME.match(name) or name in {*intents.known(), *await proposals.accepted_intents(connection)}:
            return back(PATH, said="bad_intent")
        number = await proposals.propose(connection, proposals.INTENT, name, act, body={"label": label})
        if not visit.house.settings.two_person:
            await proposals.settle(connection, number, act)
    return back(PATH, said="proposed" if visit.house.settings.two_person else "intent_added")


async def aside(visit: Visit) -> web.Response:
    """Show what a return to an older model set aside."""
    ended = select(example_changes).where(example_changes.c.ended_at.isnot(None))
    async with visit.house.database.read() as connection:
        rows = (await connection.execute(ended.order_by(example_changes.c.ended_at.desc()).limit(200))).all()
    return visit.page("aside.html", rows=rows)


async def taken_up(visit: Visit) -> web.Response:
    """Take up again sentences that were set aside."""
    numbers = [found for value in visit.form.getall("change", []) if (found := asked.number(value)) is not None]
    async with visit.house.database.write() as connection:
        for number in numbers:
            await changes.take_up(connection, number, visit.act())
    return back(ASIDE, said="saved")


async def tested(visit: Visit) -> web.Response:
    """Show the operators' own tests."""
    async with visit.house.database.read() as connection:
        kept = await kept_tests.in_force(connection)
    return visit.page("tests.html", tests=kept)


async def test_dropped(visit: Visit) -> web.Response:
    """Drop a test."""
    async with visit.house.database.write() as connection:
        await kept_tests.drop(connection, visit.number(), visit.act())
    return back(TESTS, said="saved")


async def _who(connection: AsyncConnection, name: str) -> Mapping[str, Any]:
    """Return who added each sentence of an intent, and when, by sentence key."""
    mine = (example_changes.c.intent == name) & (example_changes.c.kind == changes.ADD)
    rows = await connection.execute(select(example_changes).where(mine).order_by(example_changes.c.id))
    return {row.key: row for row in rows}


async def _drift(connection: AsyncConnection, visit: Visit) -> dict[str, float]:
    """Return by how much the share of each intent this week differs from the four weeks before."""
    today = paris_day(visit.now)
    begins = today - timedelta(days=6)
    week = await counts.totals(connection, begins, today, counts.INTENT)
    month = await counts.totals(connection, begins - timedelta(days=28), begins - timedelta(days=1), counts.INTENT)
    now, before = sum(week.values()), sum(month.values())
    if min(now, before) < DRIFT_LEAST:
        return {}
    return {name: week.get(name, 0) / now - month.get(name, 0) / before for name in week.keys() | month.keys()}


def _mixed(confusions: Sequence[Any]) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for expected, understood, count in confusions:
        found.setdefault(expected, []).append((understood, count))
    return found


ROUTES = (
    Route("GET", PATH, Right.READ, show),
    Route("POST", PATH, Right.REVIEW, create),
    Route("GET", f"{PATH}/{{name}}", Right.READ, one),
    Route("POST", f"{PATH}/{{name}}", Right.REVIEW, write),
    Route("GET", ASIDE, Right.REVIEW, aside),
    Route("POST", ASIDE, Right.REVIEW, taken_up),
    Route("GET", TESTS, Right.READ, tested),
    Route("POST", f"{TESTS}/{{id}}", Right.REVIEW, test_dropped),
)
