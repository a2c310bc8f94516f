"""The links that the data cite: what a visit finds, when it is believed, when it is made again."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.store.database import Database
from region.adapters import link_visit, links
from region.adapters.guard import Pace
from region.adapters.link_visit import GONE, GOOD, MOVED, TROUBLE, Visit
from region.adapters.links import Link
from region.links import cited
from tests.regions import THE_REGION

NOW = datetime(2026, 11, 26, 11, tzinfo=UTC)
asked: list[str] = []


async def _site(request: web.Request) -> web.StreamResponse:
    asked.append(f"{request.method} {request.path}")
    moved: dict[str, tuple[type[web.HTTPException], str]] = {
        "/moved": (web.HTTPMovedPermanently, "/good"),
        "/slash": (web.HTTPMovedPermanently, "/slash/"),
        "/for-now": (web.HTTPFound, "/good"),
        "/moved-away": (web.HTTPPermanentRedirect, "/gone"),
        "/round": (web.HTTPFound, "/round"),
    }
    if request.path in moved:
        kind, to = moved[request.path]
        raise kind(to)  # type: ignore[call-arg]
    if request.path == "/no-head" and request.method == "HEAD":
        return web.Response(status=405)
    status: dict[str, int] = {"/gone": 404, "/removed": 410, "/down": 503, "/private": 403}
    return web.Response(status=status.get(request.path, 200))


@pytest_asyncio.fixture
async def site() -> AsyncIterator[str]:
    asked.clear()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", _site)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


FOUND = {
    "/good": GOOD, "/no-head": GOOD, "/slash": GOOD, "/for-now": GOOD, "/moved": MOVED, "/gone": GONE, "/removed": GONE,
    "/moved-away": GONE, "/down": TROUBLE, "/private": TROUBLE, "/round": TROUBLE,
}  # fmt: skip


@pytest.mark.parametrize("path", FOUND)
async def test_a_visit_tells_good_from_moved_from_gone_from_trouble(site: str, path: str) -> None:
    async with aiohttp.ClientSession() as http:
        found = await link_visit.visit(site + path, http=http)
    assert found.state == FOUND[path]
    assert found.to == (f"{site}/good" if path == "/moved" else None)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x", "http://[mauvais", "https://exemple.invalid/"])
async def test_an_address_that_cannot_be_reached_is_trouble_and_nothing_breaks(url: str) -> None:
    async with aiohttp.ClientSession() as http:
        assert (await link_visit.visit(url, http=http)).state == TROUBLE


@pytest.mark.parametrize(
    ("found", "deaths"), [(Visit(GONE), [False, True]), (Visit(TROUBLE), [False, False, True]), (Visit(GOOD), [False])]
)
def test_a_link_is_dead_only_after_several_days(found: Visit, deaths: list[bool]) -> None:
    link: Link | None = None
    for day, dead in enumerate(deaths):
        link = links.after(link, "u", found, now=NOW + timedelta(days=day))
        assert link.dead is dead
    assert link
    assert link.since == (NOW if link.failures else None)
    again = links.after(link, "u", Visit(GOOD), now=NOW)
    assert (again.dead, again.failures, again.next_at) == (False, 0, NOW + links.EVERY)


def _pace() -> Pace:
    return Pace(1_000, now=lambda: 0.0, sleep=_at_once)


async def _at_once(_: float) -> None:
    return None


async def test_links_are_visited_in_their_time_a_few_at_a_time_and_forgotten_when_no_longer_cited(
    database: Database, site: str
) -> None:
    urls = [f"{site}/page/{number}" for number in range(links.A_ROUND + 5)]
    options: dict[str, Any] = {"pace": _pace()}
    assert await links.look(database.write, urls, now=NOW, **options) == links.A_ROUND
    assert await links.look(database.write, urls, now=NOW, **options) == 5
    assert await links.look(database.write, urls, now=NOW, **options) == 0
    assert len(asked) == len(set(asked)) == len(urls)
    assert await links.look(database.write, urls[:3], now=NOW + links.EVERY, **options) == 3
    async with database.read() as connection:
        assert [each.url for each in await links.everyone(connection)] == sorted(urls[:3])


def test_every_address_cited_is_known_with_what_cites_it() -> None:
    found = cited(THE_REGION.catalogue)
    assert all(url.startswith("http") for url in found)
    programme = THE_REGION.catalogue.programmes["aden"]
    source = next(each for each in programme.sources if each.url)
    assert programme.title in found[str(source.url)]
    assert {page.url for page in THE_REGION.catalogue.service.pages} <= found.keys()
