"""The agendas that refresh themselves: follow an address, have it read now, follow it no more."""

from aiohttp import web

from bot.store import audit
from console import asked_first
from console.pages.agenda import AGENDA
from console.roles import Right
from console.visit import Route, Visit, back
from region.adapters import agenda_feed, agenda_sources
from region.records import KINDS

SOURCES = f"{AGENDA}/sources"


async def followed(visit: Visit) -> web.Response:
    """Follow an address; it is read at the next round, within a minute."""
    title = visit.text("title", longest=200)
    try:
        url = agenda_feed.address(visit.text("url", longest=500))
    except ValueError:
        return back(AGENDA, said="bad_feed")
    if not title:
        return back(AGENDA, said="bad_feed")
    kind = visit.text("source_kind", longest=40)
    async with visit.house.database.write() as connection:
        await agenda_sources.add(connection, url, title=title, source_kind=kind if kind in KINDS else KINDS[-1])
        await audit.note(connection, visit.act(), "feed.add", title)
    await visit.house.signals.publish("agenda")
    return back(AGENDA, said="feed_added")


async def asked_again(visit: Visit) -> web.Response:
    """Have an agenda read again soon."""
    async with visit.house.database.write() as connection:
        await agenda_sources.ask_again(connection, visit.number("source"))
    await visit.house.signals.publish("agenda")
    return back(AGENDA, said="feed_asked")


async def dropped(visit: Visit) -> web.Response:
    """Follow an agenda no more."""
    number = visit.number("source")
    if page := await asked_first.unread(visit, lambda connection: agenda_sources.drop(connection, number), page=AGENDA):
        return page
    async with visit.house.database.write() as connection:
        await agenda_sources.drop(connection, number)
        await audit.note(connection, visit.act(), "feed.drop", str(number))
    await visit.house.signals.publish("data")
    return back(AGENDA, said="saved")


ROUTES = (
    Route("POST", SOURCES, Right.ADMINISTER, followed),
    Route("POST", f"{SOURCES}/actualiser", Right.REVIEW, asked_again),
    Route("POST", f"{SOURCES}/retirer", Right.ADMINISTER, dropped),
)
