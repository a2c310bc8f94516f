"""Agendas that refresh themselves: read when their time comes, and their last good dates kept when they fail."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.clock import fixed_at
from bot.house import House
from bot.store.database import Database
from region.adapters import agenda_feed, agenda_sources, events, opening
from region.adapters.agenda_sources import FeedSource
from tests.conversations.talk import Talk
from tests.regions import THE_REGION

TODAY, NOW = date(2026, 11, 26), datetime(2026, 11, 26, 11, tzinfo=UTC)
ICAL = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
SUMMARY:Atelier découverte
DTSTART:20261210T130000Z
LOCATION:62300 Lens
END:VEVENT
END:VCALENDAR
"""
OPENAGENDA = {
    "total": 2,
    "events": [
        {
            "uid": 12, "title": {"fr": "Café IA du jeudi"}, "status": 1, "keywords": {"fr": []},
            "timings": [
                {"begin": "2026-12-10T14:00:00+01:00", "end": "2026-12-10T16:00:00+01:00"},
                {"begin": "2026-11-01T14:00:00+01:00", "end": "2026-11-01T16:00:00+01:00"},
            ],
            "location": {"name": "Médiathèque", "address": "Place", "postalCode": "02120", "city": "Guise"},
        },
        {"uid": 13, "title": "Annulé", "status": 6, "timings": [{"begin": "2026-12-11T14:00:00+01:00", "end": "2026-12-11T15:00:00+01:00"}]},
        {"uid": 14, "title": "Sans date"},
    ],
}  # fmt: skip


@dataclass
class Feed:
    """A server that gives what a test wants."""

    base: str = ""
    status: int = 200
    body: bytes = ICAL.encode()
    asked: int = 0
    pages: tuple[dict[str, Any], ...] = ()  # served by the number `after[]` holds

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked += 1
        if self.pages:
            return web.json_response(self.pages[int(request.query.get("after[]", "0"))])
        if self.status == 0:  # cut short
            cut = web.StreamResponse(headers={"Content-Length": "100000"})
            await cut.prepare(request)
            await cut.write(self.body[:20])
            assert request.transport is not None
            request.transport.abort()
            return cut
        return web.Response(status=self.status, body=self.body)


@pytest_asyncio.fixture
async def feed() -> AsyncIterator[Feed]:
    held = Feed()
    app = web.Application()
    app.router.add_get("/agenda", held.answer)
    async with TestServer(app) as server:
        held.base = str(server.make_url("/agenda"))
        yield held


async def followed(database: Database, feed: Feed) -> None:
    async with database.write() as connection:
        await agenda_sources.add(connection, feed.base, title="Ville de Lens", source_kind="officiel")
    await agenda_sources.refresh(database.write, THE_REGION, now=NOW)


async def state(database: Database) -> tuple[FeedSource, list[str]]:
    async with database.read() as connection:
        (source,) = await agenda_sources.everyone(connection)
        return source, [each.title for each in await events.load(connection, since=TODAY)]


async def test_an_agenda_followed_gives_its_dates_and_says_when(database: Database, feed: Feed) -> None:
    await followed(database, feed)
    source, titles = await state(database)
    assert titles == ["Atelier découverte"]
    assert (source.succeeded_at, source.next_at, source.fault, source.events) == (
        NOW,
        NOW + timedelta(hours=6),
        None,
        1,
    )


async def test_it_is_not_read_again_before_its_time(database: Database, feed: Feed) -> None:
    await followed(database, feed)
    await agenda_sources.refresh(database.write, THE_REGION, now=NOW + timedelta(hours=1))
    assert feed.asked == 1
    await agenda_sources.refresh(database.write, THE_REGION, now=NOW + timedelta(hours=7))
    assert feed.asked == 2


FAULTS = [(500, b"", "répond 500"), (404, b"", "répond 404"), (0, b"x" * 50, "ne répond pas"), (200, b"bonjour", "iCal"), (200, b"{", "lue"), (200, b"{}", "OpenAgenda"), (200, b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "aucun")]  # fmt: skip


@pytest.mark.parametrize(("status", "body", "why"), FAULTS)
async def test_when_it_fails_its_last_good_dates_stay(
    status: int, body: bytes, why: str, database: Database, feed: Feed
) -> None:
    await followed(database, feed)
    feed.status, feed.body = status, body
    later = NOW + timedelta(hours=7)
    await agenda_sources.refresh(database.write, THE_REGION, now=later)
    source, titles = await state(database)
    assert titles == ["Atelier découverte"]
    assert why in (source.fault or "")
    assert (source.succeeded_at, source.next_at) == (NOW, later + timedelta(minutes=15))


async def test_the_longer_it_fails_the_less_it_is_asked(database: Database, feed: Feed) -> None:
    feed.status = 500
    await followed(database, feed)
    for _ in range(9):
        next_at = (await state(database))[0].next_at
        assert next_at
        await agenda_sources.refresh(database.write, THE_REGION, now=next_at)
    source = (await state(database))[0]
    assert source.next_at == next_at + timedelta(hours=24)


async def test_a_date_that_left_the_agenda_is_removed(database: Database, feed: Feed) -> None:
    await followed(database, feed)
    feed.body = ICAL.replace("UID:1", "UID:2").replace("découverte", "robots").encode()
    await agenda_sources.refresh(database.write, THE_REGION, now=NOW + timedelta(hours=7))
    assert (await state(database))[1] == ["Atelier robots"]


async def test_openagenda_gives_its_coming_dates_less_what_is_cancelled(database: Database, feed: Feed) -> None:
    feed.body = json.dumps(OPENAGENDA).encode()
    await followed(database, feed)
    source, titles = await state(database)
    assert titles == ["Café IA du jeudi"]
    assert "1 : l'événement ne peut pas être lu" in (source.fault or "")


def _page(number: int, *, total: int) -> dict[str, Any]:
    event = {**OPENAGENDA["events"][0], "uid": number, "title": f"Café IA {number}"}  # type: ignore[index]
    return {"total": total, "events": [event], "after": [number + 1]}


async def test_every_page_of_openagenda_is_read(
    database: Database, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agenda_feed, "PAUSE", 0)
    feed.pages = tuple(_page(number, total=3) for number in range(3))
    await followed(database, feed)
    source, titles = await state(database)
    assert (sorted(titles), source.fault) == (["Café IA 0", "Café IA 1", "Café IA 2"], None)


async def test_an_agenda_too_long_is_said_and_removes_nothing(
    database: Database, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agenda_feed, "PAUSE", 0)
    monkeypatch.setattr(agenda_feed, "MOST_PAGES", 2)
    feed.pages = tuple(_page(number, total=9) for number in range(9))
    await followed(database, feed)
    source, titles = await state(database)
    assert len(titles) == 3 and "les 3 premiers événements" in (source.fault or "")


async def test_a_page_of_openagenda_that_fails_leaves_the_last_good_dates(
    database: Database, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agenda_feed, "PAUSE", 0)
    await followed(database, feed)
    feed.pages = (_page(0, total=2), {"error": "trop de demandes"})
    await agenda_sources.refresh(database.write, THE_REGION, now=NOW + timedelta(hours=7))
    assert (await state(database))[1] == ["Atelier découverte"]


async def test_openagenda_without_details_gives_the_dates_it_says_and_each_page(database: Database, feed: Feed) -> None:
    row = {**OPENAGENDA["events"][0]}  # type: ignore[index]
    (timing, _), link = row.pop("timings"), "https://lens.example.org/inscription"
    row |= {"nextTiming": timing, "firstTiming": timing, "registration": [{"type": "link", "value": link}]}
    feed.body = json.dumps({"total": 1, "events": [row]}).encode()
    await followed(database, feed)
    async with database.read() as connection:
        (event,) = await events.load(connection, since=TODAY)
    assert (event.title, event.url, event.source.url) == ("Café IA du jeudi", link, None)


async def test_an_agenda_no_longer_followed_takes_its_dates_with_it(database: Database, feed: Feed) -> None:
    await followed(database, feed)
    async with database.write() as connection:
        await agenda_sources.drop(connection, (await state(database))[0].id)
    async with database.read() as connection:
        assert await events.load(connection, since=TODAY) == ()


@pytest.mark.parametrize("typed", ["ftp://x", "agenda", "https://", "javascript:alert(1)", "https://a b"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="https"):
        agenda_feed.address(typed)


def test_a_webcal_address_is_read_over_https() -> None:
    assert agenda_feed.address("webcal://lens.example.org/a.ics") == "https://lens.example.org/a.ics"


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_what_an_agenda_gives_is_told_with_its_source(real_house: House, feed: Feed) -> None:
    real_house.clock = fixed_at(TODAY)
    await followed(real_house.database, feed)
    real_house.region = (await opening.read(real_house.database.read, today=TODAY)).over(real_house.in_force())
    reply = await asyncio.wait_for(Talk(real_house).write("prochain atelier à Lens ?"), timeout=30)
    assert "Atelier découverte" in reply.messages[0].text
    assert [(each.title, each.url) for each in reply.messages[0].sources] == [("Ville de Lens", None)]
