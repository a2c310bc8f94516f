"""A link that dies: visited in the background, shown on the console's home, said under the answer."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer

from beffroi.upkeep import check_links
from bot.engine.engine import Answer, Heard
from bot.engine.memory import Memory
from bot.house import House
from bot.replies import Message, Reply, Source
from bot.store.conversations import Incoming
from bot.store.database import Database
from bot.turn import take
from region.adapters import links
from region.agenda import Event
from region.in_force import InForce
from region.records import Source as Cited
from tests.console.site import served, signed_in
from tests.houses import a_house
from tests.regions import THE_REGION

DAY = date(2026, 12, 10)


class Citing:
    """Answers anything with one source."""

    fixed: frozenset[str] = frozenset()

    def __init__(self, url: str) -> None:
        self._source = Source("Page de l'atelier", url, None, "non datée", "officiel")

    async def respond(self, sender: str, memory: Memory, heard: Heard, in_force: InForce) -> Answer:
        return Answer(Reply((Message("Oui.", sources=(self._source,)),)), memory)


def a_region(*urls: str) -> InForce:
    """The shipped region, citing these addresses alone."""
    catalogue = THE_REGION.catalogue
    bare = replace(catalogue, records=(), programmes={}, service=replace(catalogue.service, pages=()))
    cited = Cited("Ville de Lens", None, "officiel")
    events = [Event(url, "Atelier découverte", DAY, DAY, cited, DAY, url=url) for url in urls]
    return replace(THE_REGION, catalogue=bare, events=tuple(events))


async def looked(house: House, visits: int) -> None:
    """Let the background look at the links once."""
    stop = asyncio.Event()
    task = asyncio.create_task(check_links(house, stop, per_second=1_000))
    while True:
        async with house.database.read() as connection:
            known = await links.everyone(connection)
        if len(known) == 2 and max(each.failures for each in known) == visits:
            break
        await asyncio.sleep(0.02)
    stop.set()
    await task


async def test_a_link_that_dies_is_seen_by_operators_and_said_under_the_answer(
    database: Database, tmp_path: Path
) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=404 if request.path == "/mort" else 200)

    app = web.Application()
    app.router.add_route("*", "/{path}", answer)
    now = datetime(2026, 11, 25, 11, tzinfo=UTC)
    async with TestServer(app) as server:
        dead, alive = str(server.make_url("/mort")), str(server.make_url("/vivant"))
        opened = a_house(database, tmp_path, engine=Citing(dead), clock=lambda: now, check_links=True)
        async with opened as house:
            house.region = a_region(dead, alive)
            await looked(house, 1)
            assert house.in_force().dead_links == frozenset()
            now += timedelta(hours=25)
            house.region = a_region(dead, alive)
            await looked(house, 2)
            assert house.in_force().dead_links == {dead}
            house.region = replace(house.in_force(), events=a_region(dead, alive).events)
            reply = (await take(house, Incoming("web", "une personne", "un atelier ?"))).reply
            assert reply.messages[0].sources[0].to_dict()["dead"] is True
            async with served(house) as client:
                home = (await (await signed_in(client, house, "lecteur")).get("/console/"))[1]
            assert dead in home
            assert "ne répond plus" in home
            assert "Citée par : Atelier découverte" in home.replace("\u202f", " ")


async def test_nothing_is_visited_unless_it_is_asked_for(database: Database, tmp_path: Path) -> None:
    async with a_house(database, tmp_path, engine=None) as house:
        await asyncio.wait_for(check_links(house, asyncio.Event()), 5)
        async with house.database.read() as connection:
            assert await links.everyone(connection) == ()
