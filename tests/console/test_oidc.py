"""Signing in through the administration's identity provider, against one that runs here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.house import House
from bot.store.database import Database
from tests.console.provider import CLIENT, Provider, provider
from tests.console.site import Visitor, an_operator, served
from tests.fakes import FakeEngine
from tests.houses import a_house

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)


@asynccontextmanager
async def trusting(database: Database, folder: Path) -> AsyncIterator[tuple[House, Provider, Visitor]]:
    async with provider() as idp:
        settings = {"oidc_issuer": idp.url, "oidc_client_id": CLIENT, "oidc_client_secret": "s"}
        async with a_house(database, folder, engine=FakeEngine(), **settings) as house, served(house) as client:
            await an_operator(house, "Camille", "publieur")
            yield house, idp, Visitor(client, {})


async def came_back(idp: Provider, visitor: Visitor) -> tuple[int, str]:
    _, location = await _followed(visitor, "/console/oidc")
    return await _followed(visitor, idp.agree(location))


async def _followed(visitor: Visitor, path: str) -> tuple[int, str]:
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    async with visitor.client.get(path, headers={"Cookie": cookies}, allow_redirects=False) as answer:
        visitor.cookies.update({name: morsel.value for name, morsel in answer.cookies.items()})
        return answer.status, answer.headers.get("Location", "")


async def test_a_known_account_signs_in_and_the_provider_answers_for_the_second_factor(
    database: Database, tmp_path: Path
) -> None:
    async with trusting(database, tmp_path) as (_, idp, visitor):
        assert await came_back(idp, visitor) == (303, "/console/")
        assert (await visitor.get("/console/"))[0] == 200


async def test_an_account_nobody_made_here_stays_out(database: Database, tmp_path: Path) -> None:
    async with trusting(database, tmp_path) as (_, idp, visitor):
        idp.name = "Inconnu"
        assert await came_back(idp, visitor) == (303, "/console/connexion?dit=oidc_unknown")


@pytest.mark.parametrize(
    "lie", [{"iss": "https://autre.example"}, {"aud": "autre"}, {"nonce": "autre"}, {"exp": 1_000_000_000}]
)
async def test_a_token_that_is_not_for_this_question_is_refused(
    database: Database, tmp_path: Path, lie: dict[str, object]
) -> None:
    async with trusting(database, tmp_path) as (_, idp, visitor):
        idp.lies = lie
        assert await came_back(idp, visitor) == (303, "/console/connexion?dit=oidc_refused")


async def test_an_answer_nobody_asked_for_is_refused(database: Database, tmp_path: Path) -> None:
    async with trusting(database, tmp_path) as (_, _idp, visitor):
        said = await _followed(visitor, "/console/oidc/retour?code=code&state=x")
        assert said == (303, "/console/connexion?dit=oidc_refused")


async def test_it_is_off_by_default(house: House) -> None:
    async with served(house) as client:
        visitor = Visitor(client, {})
        assert (await visitor.get("/console/oidc"))[0] == 404
        assert "service d'identité" not in (await visitor.get("/console/connexion"))[1]
