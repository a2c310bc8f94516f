"""The page of an aid's rules as anybody uses it: facts changed without JavaScript, conditions that move, days, versions."""

import html
import re
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.channels.serving import typed
from tests.regions import THE_REGION

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)  # nothing is kept: one database is enough
ADEN = {"org_type": "pme", "headcount": "14", "investment": "85 k€", "place": "Hazebrouck"}


async def tried(client: ClientSession, url: str, slug: str, facts: dict[str, Any]) -> tuple[int, str]:
    async with client.post(f"{url}/regles/{slug}", data=facts) as answer:
        assert str(answer.url) == f"{url}/regles/{slug}"
        return answer.status, typed(html.unescape(await answer.text()))


def stands(page: str) -> dict[str, str]:
    """How each condition stands in the list of conditions."""
    return dict(re.findall(r'<li id="(\w+)" data-status="(\w+)">', page))


async def test_facts_written_as_people_write_them_move_each_condition(client: ClientSession, url: str) -> None:
    status, page = await tried(client, url, "aden", ADEN)
    assert status == 200
    found = stands(page)
    assert (found["territory"], found["headcount"], found["investment"]) == ("met", "met", "not_met")
    assert found["turnover"] == "unknown"
    assert "Vous avez indiqué : 85 000 €, attendu de 3 000 à 30 000 €" in page
    assert "Certaines conditions ne semblent pas remplies" in page
    assert 'value="85 k€"' in page  # what was written stays in the form
    assert not re.search(r"(?:href|action)=\"[^\"]*(?:[?&=]85|85k|85000|azebrouck)", page)


async def test_a_second_try_says_which_condition_just_changed(client: ClientSession, url: str) -> None:
    _, first = await tried(client, url, "aden", ADEN)
    before = re.findall(r'name="avant" value="([^"]+)"', first)
    assert "investment=not_met" in before
    form = [*{**ADEN, "investment": "20 000"}.items(), *(("avant", each) for each in before)]
    async with client.post(f"{url}/regles/aden", data=form) as answer:
        page = typed(html.unescape(await answer.text()))
    assert "Vient de changer : non remplie, puis remplie" in page
    assert page.count("Vient de changer") == 1


@pytest.mark.parametrize(
    ("written", "said"),
    [("10 à 19", "de 10 à 19 salariés"), ("moins de 20", "moins de 20 salariés"), ("une vingtaine", "20 salariés")],
)
async def test_a_head_count_may_be_a_range(client: ClientSession, url: str, written: str, said: str) -> None:
    _, page = await tried(client, url, "aden", {"headcount": written})
    assert f"Vous avez indiqué : {said}" in page


async def test_what_cannot_be_read_is_said_beside_its_field(client: ClientSession, url: str) -> None:
    status, page = await tried(client, url, "aden", {"headcount": "beaucoup", "place": "Nulleparlà"})
    assert status == 422
    assert 'id="f-headcount-error"' in page
    assert "Commune ou département inconnu" in page
    assert stands(page)["headcount"] == "unknown"


async def test_a_name_that_several_communes_bear_is_a_choice(client: ClientSession, url: str) -> None:
    _, page = await tried(client, url, "aden", {"place": "Saint-Aubin"})
    options = re.findall(r"<option>(Saint-Aubin [^<]+)", page)
    assert len(options) > 1
    _, page = await tried(client, url, "aden", {"place": options[0]})
    assert stands(page)["territory"] == "met"


async def test_the_verdict_as_on_a_day_uses_the_rules_of_that_day(client: ClientSession, url: str) -> None:
    lawyer = {"naf": "69.10Z"}  # excluded since the reading of 26 November
    _, now = await tried(client, url, "aden", {**lawyer, "jour": "2026-11-27"})
    _, then = await tried(client, url, "aden", {**lawyer, "jour": "2026-11-24"})
    assert stands(now)["sector"] == "not_met"
    assert stands(then)["sector"] == "unknown"
    assert "Règles du 23 novembre 2026, en vigueur ici ce jour-là" in then
    status, before = await tried(client, url, "aden", {"jour": "2020-01-01"})
    assert status == 422
    assert "Ces règles n'étaient pas encore écrites ici ce jour-là." in before


async def test_an_aid_past_its_last_day_is_over(client: ClientSession, url: str) -> None:
    facts = {"org_type": "pme", "place": "Lens", "headcount": "40", "amount": "90 000", "project": "innovation"}
    _, now = await tried(client, url, "france-2030-regionalise", {**facts, "jour": "2026-11-26"})
    assert "L'aide est terminée" in now


async def test_the_history_shows_the_conditions_that_changed(client: ClientSession, url: str) -> None:
    async with client.get(f"{url}/regles/aden", headers={"Accept": "text/html"}) as answer:
        page = typed(html.unescape(await answer.text()))
    assert "nouvelle condition. La structure est immatriculée" in page
    assert "Avant : Sont exclus" in page


@pytest.mark.parametrize("slug", sorted(THE_REGION.catalogue.programmes))
async def test_every_aid_draws_its_path_and_its_steps(client: ClientSession, url: str, slug: str) -> None:
    async with client.get(f"{url}/regles/{slug}", headers={"Accept": "text/html"}) as answer:
        assert answer.status == 200
        page = await answer.text()
    programme = THE_REGION.catalogue.programmes[slug]
    path = page.split('<ol class="path"')[1].split("</ol>")[0]
    assert path.count("<li") == len(programme.conditions) + 1
    assert page.count("Comment elle se calcule") == len(programme.conditions)
    assert "{" not in re.sub(r"<[^>]+>", "", page.split("<main")[1])


async def test_a_page_of_another_site_cannot_post_the_form(client: ClientSession, url: str) -> None:
    headers = {"Origin": "https://ailleurs.example"}
    async with client.post(f"{url}/regles/aden", data=ADEN, headers=headers) as answer:
        assert answer.status == 403
