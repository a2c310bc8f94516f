"""When the settings ask for two, nobody publishes or adds an intent alone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient

from bot.house import House
from bot.store.database import Database
from console import proposals
from tests.console.site import served, signed_in
from tests.fakes import FakeEngine
from tests.houses import a_house
from tests.learning.test_publishing import a_version, compared, in_service, live

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)


@asynccontextmanager
async def two_persons(database: Database, folder: Path) -> AsyncIterator[tuple[House, TestClient]]:
    async with a_house(database, folder, engine=FakeEngine(), two_person=True) as house, served(house) as client:
        yield house, client


async def test_a_publication_waits_for_somebody_else(database: Database, tmp_path: Path) -> None:
    async with two_persons(database, tmp_path) as (house, client):
        first, second = await a_version(house, tmp_path, "first"), await a_version(house, tmp_path, "second")
        await in_service(house, first)
        await compared(house, second, first)
        one = await signed_in(client, house, "publieur", name="Camille")
        other = await signed_in(client, house, "publieur", name="Alex")
        await one.post(f"/console/entrainement/{second}/publier", {"comment": "vingt étiquettes"})
        assert await live(house) == first
        assert "same_person" in (await one.post("/console/deuxieme-personne/1", {"decision": "accept"}))[1]
        assert await live(house) == first
        await other.post("/console/deuxieme-personne/1", {"decision": "accept"})
        assert await live(house) == second


async def test_a_reviewer_cannot_accept_a_publication(database: Database, tmp_path: Path) -> None:
    async with two_persons(database, tmp_path) as (house, client):
        first, second = await a_version(house, tmp_path, "first"), await a_version(house, tmp_path, "second")
        await in_service(house, first)
        await compared(house, second, first)
        one = await signed_in(client, house, "publieur", name="Camille")
        reviewer = await signed_in(client, house, "relecteur", name="Alex")
        await one.post(f"/console/entrainement/{second}/publier", {"comment": "vingt étiquettes"})
        assert (await reviewer.post("/console/deuxieme-personne/1", {"decision": "accept", "kind": "intent"}))[0] == 403
        assert await live(house) == first


async def test_a_new_intent_waits_for_somebody_else(database: Database, tmp_path: Path) -> None:
    async with two_persons(database, tmp_path) as (house, client):
        one = await signed_in(client, house, "relecteur", name="Camille")
        other = await signed_in(client, house, "relecteur", name="Alex")
        await one.post("/console/intentions", {"label": "Transport", "comment": "souvent"})
        assert (await one.get("/console/intentions/ask_transport"))[0] == 404
        await other.post("/console/deuxieme-personne/1", {"decision": "accept"})
        assert (await one.get("/console/intentions/ask_transport"))[0] == 200
        async with house.database.read() as connection:
            assert await proposals.accepted_intents(connection) == ["ask_transport"]
