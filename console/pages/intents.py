"""What the assistant knows how to recognise: every intent with its figures, and a new one."""

import asyncio
import re

from aiohttp import web

from bot.store import models
from console import known_intents, proposals
from console.roles import Right
from console.visit import Route, Visit, back
from learning.models import runs
from learning.sentences import current, intents, overlaps

PATH = "/intentions"
NAME = re.compile(r"ask_[a-z][a-z0-9_]{2,40}\Z")


async def show(visit: Visit) -> web.Response:
    """Show every intent with its sentences and figures."""
    house, sought = visit.house, visit.query.get("cherche", "")[:100]
    async with house.database.read() as connection:
        examples = await current.examples(connection)
        added = await proposals.accepted_intents(connection)
        drift = await known_intents.drift(connection, now=visit.now)
    live = await models.in_service(house.database)
    compared = await runs.comparison(house, live.sha256) if live else None
    topics = await asyncio.to_thread(known_intents.holding, intents.by_topic(added), examples, sought)
    return visit.page(
        "intents.html", topics=topics, sought=sought, support=overlaps.support(examples), drift=drift,
        figures=(live.figures.get("by_intent") if live else None) or {}, total=len(examples), live=live,
        mixed=known_intents.mixed(compared["confusions"] if compared else []), two=house.settings.two_person,
    )  # fmt: skip


async def create(visit: Visit) -> web.Response:
    """Add an intent: at once, or after a second person when the settings ask for two."""
    label, act, two = visit.text("label", longest=60), visit.act(), visit.house.settings.two_person
    name = intents.named(label)
    async with visit.house.database.write() as connection:
        if not NAME.match(name) or name in await proposals.choosable(connection):
            return back(PATH, said="bad_intent")
        number = await proposals.propose(connection, proposals.INTENT, name, act, body={"label": label})
        if not two:
            await proposals.settle(connection, number, act)
    return back(PATH, said="proposed" if two else "intent_added")


ROUTES = (
    Route("GET", PATH, Right.READ, show),
    Route("POST", PATH, Right.REVIEW, create),
)
