"""The agenda: the events to come, those an operator adds or removes."""

import uuid
from datetime import date

from aiohttp import web
from sqlalchemy import delete

from bot.clock import paris_day
from console import asked_first, bringing
from console.roles import Right
from console.visit import Route, Visit, back
from region import whereabouts
from region.adapters import agenda_sources
from region.adapters import events as agenda
from region.agenda import KINDS as EVENT_KINDS
from region.agenda import Event
from region.records import KINDS, Source
from region.tables import events
from web import asked

AGENDA = "/agenda"
MINE = "console-"


async def agenda_shown(visit: Visit) -> web.Response:
    """Show the coming events and the agendas that refresh themselves."""
    async with visit.house.database.read() as connection:
        coming = await agenda.load(connection, since=paris_day(visit.now))
        feeds, imported = await agenda_sources.everyone(connection), await bringing.last(connection)
    known = visit.house.in_force().gazetteer
    return visit.page(
        "agenda.html",
        where={each.uid: whereabouts.where(each.place, known.by_code(each.commune or "")) for each in coming},
        events=coming,
        feeds=feeds,
        imported=imported,
        kinds=EVENT_KINDS,
        sources=KINDS,
        mine=MINE,
        today=paris_day(visit.now),
    )


async def agenda_added(visit: Visit) -> web.Response:
    """Add a session an organiser announced: its source and its day are compulsory."""
    starts, today = asked.day(visit.text("starts_on")), paris_day(visit.now)
    title, source = visit.text("title", longest=200), visit.text("source_title", longest=200)
    if starts is None or not title or not source:
        return back(AGENDA, said="source_needed")
    town, typed = visit.text("commune", longest=100), None
    if town and (typed := whereabouts.typed(town, visit.house.in_force().gazetteer)) is None:
        return back(AGENDA, said="commune_unknown")
    event = Event(
        uid=f"{MINE}{uuid.uuid4().hex}", title=title, starts_on=starts, ends_on=_end(visit, starts), checked_on=today,
        source=Source(source, visit.text("source_url") or None, _one_of(visit, "source_kind", KINDS), today),
        kind=_one_of(visit, "kind", EVENT_KINDS), place=visit.text("place", longest=200) or None,
        audience=visit.text("audience", longest=200) or None, commune=typed.code if typed else None,
        url=visit.text("url", longest=300) or None,
    )  # fmt: skip
    first = await asked_first.made(
        visit,
        lambda connection: agenda.replace(connection, [event], source="console", today=today),
        page=AGENDA,
        noted=("event.add", event.uid),
    )
    return first or back(AGENDA, said="saved")


async def agenda_dropped(visit: Visit) -> web.Response:
    """Remove an event."""
    uid = visit.text("uid", longest=200)
    mine = delete(events).where(events.c.uid == uid)
    first = await asked_first.made(
        visit, lambda connection: connection.execute(mine), page=AGENDA, noted=("event.drop", uid)
    )
    return first or back(AGENDA, said="saved")


def _end(visit: Visit, starts: date) -> date:
    ends = asked.day(visit.text("ends_on"))
    return ends if ends and ends >= starts else starts


def _one_of(visit: Visit, name: str, allowed: tuple[str, ...]) -> str:
    value = visit.text(name, longest=40)
    return value if value in allowed else allowed[0]


ROUTES = (
    Route("GET", AGENDA, Right.READ, agenda_shown),
    Route("POST", AGENDA, Right.REVIEW, agenda_added),
    Route("POST", f"{AGENDA}/supprimer", Right.REVIEW, agenda_dropped),
)
