"""The sentences of an intent: to search, add, correct, move or take away."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from console import paging, proposals
from console.pages.intents import PATH
from console.roles import Right
from console.visit import Route, Visit, back
from learning.sentences import changes, current, intents, overlaps
from learning.sentences.changes import BadExample
from learning.sentences.texts import key
from learning.tables import example_changes

ONE = f"{PATH}/{{name}}"
PER_PAGE = 60
LONGEST, LONGEST_SEARCH = 1_000, 100


@dataclass(frozen=True)
class Correction:
    """What the form asks of a sentence of an intent: `action` is add, move, edit or remove."""

    action: str
    text: str
    intent: str
    target: str
    corrected: str

    @classmethod
    def read(cls, visit: Visit) -> "Correction":
        """Return the correction of the form, of the intent of the address."""
        text, corrected = visit.text("text", longest=LONGEST), visit.text("corrected", longest=LONGEST)
        return cls(visit.text("action"), text, visit.part("name"), visit.text("intent"), corrected)


async def show(visit: Visit) -> web.Response:
    """Show the sentences of an intent, with search, and what overlaps."""
    name, sought = visit.part("name"), visit.query.get("cherche", "")[:LONGEST_SEARCH]
    async with visit.house.database.read() as connection:
        examples = await current.examples(connection)
        added = await proposals.accepted_intents(connection)
        who = await _who(connection, name)
    if name not in {*intents.known(), *added}:
        raise web.HTTPNotFound
    wanted = key(sought)
    mine = [each for each in examples if each.intent == name and wanted in each.key][::-1]
    twins = visit.query.get("voir") == "doublons"
    found = await asyncio.to_thread(overlaps.overlaps, tuple(examples), name) if twins else ()
    return visit.page(
        "intent.html", name=name, about=intents.known().get(name), sheet=paging.sheet(visit, mine, PER_PAGE), who=who,
        sought=sought, overlaps=found, looked=bool(visit.query.get("voir")), topics=intents.by_topic(added),
    )  # fmt: skip


async def write(visit: Visit) -> web.Response:
    """Add, move, correct or take away one sentence."""
    wanted, path = Correction.read(visit), f"{PATH}/{visit.part('name')}"
    if wanted.action == "add" and not visit.ticked("impersonal"):
        return back(path, said="box_needed")
    try:
        async with visit.house.database.write() as connection:
            said = await _write(connection, visit, wanted)
    except BadExample as error:
        return back(path, said=f"example_{error.args[0]}")
    return back(path, said=said, cherche=visit.text("sought", longest=LONGEST_SEARCH))


async def _write(connection: AsyncConnection, visit: Visit, wanted: Correction) -> str:
    """Carry out a correction; returns what to say of it. Raises BadExample."""
    act, text, intent = visit.act(), wanted.text, wanted.intent
    match wanted.action:
        case "add":
            await changes.add(connection, text, intent, act)
            return "example_added"
        case "move" if wanted.target in await proposals.choosable(connection):
            await changes.add(connection, text, wanted.target, act)
            return "example_moved"
        case "edit" if wanted.corrected:
            await changes.remove(connection, text, intent, act)
            await changes.add(connection, wanted.corrected, intent, act)
            return "saved"
        case "remove":
            await changes.remove(connection, text, intent, act)
            return "example_removed"
    return "bad_value"


async def _who(connection: AsyncConnection, name: str) -> Mapping[str, Any]:
    """Return who added each sentence of an intent, and when, by sentence key."""
    mine = (example_changes.c.intent == name) & (example_changes.c.kind == changes.ADD)
    rows = await connection.execute(select(example_changes).where(mine).order_by(example_changes.c.id))
    return {row.key: row for row in rows}


ROUTES = (
    Route("GET", ONE, Right.READ, show),
    Route("POST", ONE, Right.REVIEW, write),
)
