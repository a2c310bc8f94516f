"""What the public pages say, on each of them and one by one."""

import html
import re

import pytest
from aiohttp import ClientSession

from bot.house import House
from bot.running.switches import Banner, hide_banner, show_banner
from bot.settings import Retention, Settings
from channels import render
from tests.channels.serving import served, typed

PAGES = [
    "/",
    "/integrer",
    "/assistant",
    "/donnees",
    "/mentions-legales",
    "/accessibilite",
    "/contact",
    "/regles/ami-ia",
    "/w/",
]


async def read(client: ClientSession, address: str) -> str:
    async with client.get(address, headers={"Accept": "text/html"}) as answer:
        return typed(html.unescape(await answer.text()))


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


@pytest.mark.parametrize("path", PAGES)
async def test_each_page_says_demonstration_and_non_conforming(client: ClientSession, url: str, path: str) -> None:
    page = await read(client, url + path)
    assert "Démonstration : service non édité par la Région" in page
    assert "Accessibilité : non conforme" in page
    assert '<html lang="fr">' in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("path", ["/w/", "/assistant"])
async def test_the_laws_first_message_is_there_before_anything_is_asked(
    client: ClientSession, url: str, web_house: House, path: str
) -> None:
    page = await read(client, url + path)
    assert "<strong>Je suis une intelligence artificielle : vous n'échangez pas avec une personne.</strong>" in page
    said = words(page)
    for part in ("à titre indicatif", "ne valent pas dépôt de demande", "information sensible", "gardés 30 jours"):
        assert part in said
    assert page.index("Je suis une intelligence artificielle") < page.index("<textarea")


def test_the_first_message_is_the_same_sentence_on_every_channel(tmp_path) -> None:
    from bot.wordings import Wordings

    said = Wordings.load().say("first_message", service="S", days=30, data_link="", human_link="")
    for strong in render.texts("widget")["strong"]:
        assert strong in said


async def test_the_durations_of_my_data_are_the_settings(web_house: House, client: ClientSession) -> None:
    kept = Retention(dialogue=17, contact=91, security=44, backup=9, outbox=3)
    web_house.settings = Settings(**{**web_house.settings.__dict__, "retention": kept})
    async with served(web_house) as url:
        page = words(await read(client, f"{url}/donnees"))
        first = words(await read(client, f"{url}/w/"))
    for days in ("17 jours", "91 jours après la réponse", "44 jours", "9 jours", "3 jours"):
        assert days in page
    assert "gardés 17 jours" in first


async def test_what_nobody_filled_is_said_not_filled(client: ClientSession, url: str) -> None:
    page = words(await read(client, f"{url}/mentions-legales"))
    assert page.count("non renseigné") >= 7


async def test_the_front_page_gives_the_rights_and_the_integrators_page_the_line_to_copy(
    client: ClientSession, url: str
) -> None:
    line = await read(client, f"{url}/integrer")
    page = await read(client, f"{url}/")
    assert '<script src="http://localhost:8080/widget.js" async></script>' in line
    for link in (
        "/assistant",
        "/donnees",
        "/accessibilite",
        "/transparence",
        "/mentions-legales",
        "/regles/ami-ia",
        "/integrer",
    ):
        assert f'href="{link}"' in page


async def test_the_rules_of_an_aid_are_published_for_people_and_programs(client: ClientSession, url: str) -> None:
    page = words(await read(client, f"{url}/regles/ami-ia"))
    assert "70 000 €" in page
    assert "CityraMag" in page
    assert "à titre indicatif" in page
    async with client.get(f"{url}/regles/ami-ia", headers={"Accept": "application/json"}) as answer:
        rules = await answer.json()
    assert [condition["id"] for condition in rules["conditions"]] == [
        "territory",
        "beneficiary",
        "project_cost",
        "expenses",
    ]
    async with client.get(f"{url}/regles/rien?format=json") as answer:
        assert answer.status == 404


async def test_an_emergency_banner_is_shown_with_its_dates_then_goes(
    web_house: House, client: ClientSession, url: str, clock
) -> None:
    from datetime import timedelta

    now = web_house.clock()
    banner = Banner("Panne du site <b>régional</b>.", now - timedelta(hours=1), now + timedelta(hours=2))
    await show_banner(web_house, banner, author="camille", comment="panne signalée")
    for path in ("/", "/w/", "/assistant"):
        async with client.get(url + path) as answer:
            page = await answer.text()
        assert "Panne du site &lt;b&gt;régional&lt;/b&gt;." in page
        assert "Publiée le 25/11/2026 à 11 h 00, valable jusqu'au 25/11/2026 à 14 h 00." in typed(html.unescape(page))
    clock.move(hours=3)
    assert "Panne du site" not in await read(client, f"{url}/w/")
    clock.move(hours=-3)
    await hide_banner(web_house, author="camille", comment="réparé")
    assert "Panne du site" not in await read(client, f"{url}/w/")


def test_no_promotional_word_and_no_invented_contact() -> None:
    said = "\n".join(
        file.read_text()
        for folder in ("templates", "pages/templates", "wordings")
        for file in sorted((render.HERE / folder).iterdir())
    )
    assert not re.search(r"\b(leader|pionnier|paradis|excellence)\b", said, re.I)
    assert not re.search(r"\bM€", said)
    assert not [mail for mail in re.findall(r"[\w.]+@[\w.]+\.\w+", said) if not mail.endswith("exemple.fr")]


async def test_the_rules_page_says_what_was_read_what_is_not_tested_and_plays_its_cases(
    client: ClientSession, url: str
) -> None:
    page = words(await read(client, f"{url}/regles/aden"))
    for said in ("Ce que nous y lisons", "Ce qui n'est pas testé", "pas encore immatriculée", "Ce qui a changé"):
        assert said in page
    table = page[page.index("Les cas, vérifiés") : page.index("Ce qui a changé")]
    assert "une condition n'est pas remplie" in table
