"""Signing in through the administration's identity provider, against one that runs here."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.house import House
from bot.store.audit import Act
from bot.store.database import Database
from console import operators, sessions
from tests.console.provider import CLIENT, Provider, provider
from tests.console.site import PASSWORD, Visitor, an_operator, served, signed_in, token
from tests.fakes import FakeEngine
from tests.houses import a_house

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)


@asynccontextmanager
async def trusting(
    database: Database, folder: Path, *, subject: str | None = "person-1", proconnect: bool = False
) -> AsyncIterator[tuple[House, Provider, Visitor]]:
    async with provider() as idp:
        idp.proconnect = proconnect
        settings = {"oidc_issuer": idp.url, "oidc_client_id": CLIENT, "oidc_client_secret": "s"}
        async with a_house(database, folder, engine=FakeEngine(), **settings) as house, served(house) as client:
            number = await an_operator(house, "Camille", "publieur")
            if subject:
                await tied(house, number, subject)
            yield house, idp, Visitor(client, {})


async def tied(house: House, number: int, subject: str | None) -> None:
    async with house.database.write() as connection:
        await operators.tie(connection, number, subject, Act("Chef", house.clock()))


def leads_to(html: str) -> str:
    """Return where a page sends the browser on."""
    found = re.search(r'href="(http[^"]+)"', html)
    assert found, html
    return unescape(found[1])


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
        idp.lies = {"sub": "person-2"}
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


@pytest.mark.parametrize("claims", [{}, {"email": "Camille"}, {"email": "Camille", "email_verified": True}])
async def test_a_name_or_an_email_never_opens_an_account(
    database: Database, tmp_path: Path, claims: dict[str, object]
) -> None:
    async with trusting(database, tmp_path, subject=None) as (_, idp, visitor):
        idp.lies = claims
        assert await came_back(idp, visitor) == (303, "/console/connexion?dit=oidc_unknown")


async def test_an_identity_whose_email_is_not_verified_is_refused(database: Database, tmp_path: Path) -> None:
    async with trusting(database, tmp_path) as (_, idp, visitor):
        idp.lies = {"email": "c@exemple.fr", "email_verified": False}
        assert await came_back(idp, visitor) == (303, "/console/connexion?dit=oidc_refused")


async def test_an_account_is_tied_by_its_password_and_untied_by_an_administrator(
    database: Database, tmp_path: Path
) -> None:
    async with trusting(database, tmp_path, subject=None) as (house, idp, visitor):
        boss = await signed_in(visitor.client, house, "administrateur", name="Chef")
        me = await signed_in(visitor.client, house, "lecteur", name="Alex")
        wrong = await me.post("/console/mon-compte", {"action": "tie", "old": "faux"})
        assert wrong == (303, "/console/mon-compte?dit=login_wrong")
        question = leads_to((await me.post("/console/mon-compte", {"action": "tie", "old": PASSWORD}))[1])
        assert await _followed(me, idp.agree(question)) == (303, "/console/connexion?dit=oidc_tied")
        assert (await me.get("/console/"))[0] == 303
        assert await came_back(idp, visitor) == (303, "/console/")
        async with house.database.read() as connection:
            number = next(each.id for each in await operators.everybody(connection) if each.name == "Alex")
        await boss.post(f"/console/operateurs/{number}", {"role": "lecteur", "active": "1", "subject": ""})
        assert (await visitor.get("/console/"))[0] == 303
        assert await came_back(idp, visitor) == (303, "/console/connexion?dit=oidc_unknown")


async def test_an_identity_answered_in_another_browser_ties_nothing(database: Database, tmp_path: Path) -> None:
    async with trusting(database, tmp_path, subject=None) as (house, idp, visitor):
        me = await signed_in(visitor.client, house, "lecteur", name="Alex")
        question = leads_to((await me.post("/console/mon-compte", {"action": "tie", "old": PASSWORD}))[1])
        me.cookies.pop(sessions.COOKIE)
        assert await _followed(me, idp.agree(question)) == (303, "/console/connexion?dit=oidc_refused")


async def test_proconnect_signs_its_userinfo_is_sent_nothing_it_does_not_know_and_hears_the_logout(
    database: Database, tmp_path: Path
) -> None:
    async with trusting(database, tmp_path, proconnect=True) as (_, idp, visitor):
        assert await came_back(idp, visitor) == (303, "/console/")
        assert idp.asked["acr_values"] == "eidas1"
        visitor.csrf = token((await visitor.get("/console/"))[1])
        status, html = await visitor.post("/console/deconnexion")
        ending = urlsplit(leads_to(html))
        assert (status, ending.path) == (200, "/session/end")
        assert set(parse_qs(ending.query)) == {"id_token_hint", "state", "post_logout_redirect_uri"}
        assert (await visitor.get("/console/"))[0] == 303


@pytest.mark.parametrize("told", [{"sub": "person-2"}, {"aud": "autre"}, {"email_verified": False}])
async def test_a_userinfo_that_says_otherwise_is_refused(
    database: Database, tmp_path: Path, told: dict[str, object]
) -> None:
    async with trusting(database, tmp_path, proconnect=True) as (_, idp, visitor):
        idp.told = told
        assert await came_back(idp, visitor) == (303, "/console/connexion?dit=oidc_refused")


async def test_it_is_off_by_default(house: House) -> None:
    async with served(house) as client:
        visitor = Visitor(client, {})
        assert (await visitor.get("/console/oidc"))[0] == 404
        assert "service d'identité" not in (await visitor.get("/console/connexion"))[1]
