"""What the public pages say, on each of them and one by one."""

import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession

from bot.desk.switching import hide_banner, show_banner
from bot.house import House
from bot.running.switches import Banner
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
    "/regles",
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
    from bot.wordings import WORDINGS

    said = WORDINGS.say("first_message", service="S", days=30, data_link="", human_link="")
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


async def test_durations_are_said_as_people_say_them(web_house: House, client: ClientSession, url: str) -> None:
    page = words(await read(client, f"{url}/donnees"))
    for said in ("30 jours", "7 jours", "12 mois après la réponse", "6 mois", "25 mois", "3 ans"):
        assert said in page
    for raw in ("761", "1096", "365", "183"):
        assert raw not in page
    one = Retention(outbox=1, inbox=2)
    web_house.settings = Settings(**{**web_house.settings.__dict__, "retention": one})
    async with served(web_house) as again:
        page = words(await read(client, f"{again}/donnees"))
    assert "Réponses déjà remises1 jour " in page.replace("Réponses déjà remises 1", "Réponses déjà remises1")
    assert "2 jours" in page


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
        "/regles",
        "/integrer",
    ):
        assert f'href="{link}"' in page


async def test_the_aids_are_listed_with_their_state_and_the_day_they_were_last_checked(
    client: ClientSession, url: str, web_house: House
) -> None:
    region = web_house.in_force()
    html_page = await read(client, f"{url}/regles")
    page = words(html_page)
    for each in region.catalogue.programmes.values():
        assert f'href="/regles/{each.slug}"' in html_page
        assert typed(each.title) in page
        assert typed(each.ended if each.over(region.today) and each.ended else each.opening) in page
    assert page.count("Dernière vérification : 26 novembre 2026") >= 1
    assert page.index("Terminée. Cette aide n'existe plus") > page.index("Ouverture à confirmer.")
    assert "unknown" not in page
    assert 'href="/regles"' in await read(client, f"{url}/donnees")  # in the head of every page


@pytest.mark.parametrize("path", ["/assistant", "/contact", "/regles", "/regles/ami-ia", "/donnees", "/transparence"])
async def test_a_page_is_found_with_a_slash_too(client: ClientSession, url: str, path: str) -> None:
    async with client.get(f"{url}{path}/", headers={"Accept": "text/html"}) as answer:
        assert answer.status == 200
        assert answer.url.path == path


@pytest.mark.parametrize(
    ("method", "path", "form", "status", "heading"),
    [
        ("GET", "/rien", {}, 404, "Cette page n'existe pas"),
        ("GET", "/regles/rien", {}, 404, "Cette page n'existe pas"),
        ("GET", "/dossier/demande", {}, 405, "Cette adresse ne s'ouvre pas directement"),
        ("POST", "/donnees", {"a": "b"}, 405, "Cette adresse ne s'ouvre pas directement"),
        ("POST", "/dossier", {"cas": "{"}, 400, "Cette demande n'a pas été comprise"),
        ("POST", "/contact", {"message": "a" * 9_000}, 413, "Ce que vous envoyez est trop long"),
        ("POST", "/assistant", {"text": "é" * 9_000}, 413, "Ce que vous envoyez est trop long"),
    ],
)
async def test_every_refusal_is_a_page_for_a_person_and_a_code_for_a_program(
    client: ClientSession, url: str, method: str, path: str, form: dict[str, str], status: int, heading: str
) -> None:
    given = {"data": form} if form else {}
    async with client.request(method, url + path, headers={"Accept": "text/html"}, **given) as answer:
        page = typed(html.unescape(await answer.text()))
        assert (answer.status, answer.content_type) == (status, "text/html")
        assert (status == 405) == ("Allow" in answer.headers)
    assert f"<h1>{heading}</h1>" in page
    assert page.count('class="site"') == 2  # the head and the foot of every page
    assert "Accessibilité : non conforme" in page
    async with client.request(method, url + path, **given) as answer:
        assert (answer.status, answer.content_type) == (status, "application/json")
        assert set(await answer.json()) == {"error"}


@asynccontextmanager
async def one_request_at_a_time(house: House) -> AsyncIterator[None]:
    """A rule of the database that the program knows nothing of: a second request breaks it."""
    async with house.database.write() as connection:
        await connection.exec_driver_sql("CREATE UNIQUE INDEX one_at_a_time ON contact_request (status)")
    try:
        yield
    finally:  # the tables of this run are those of the tests after it
        async with house.database.write() as connection:
            await connection.exec_driver_sql("DROP INDEX one_at_a_time")


async def test_a_foreign_form_too_many_and_a_failure_are_told_on_a_page_too(
    client: ClientSession, web_house: House, url: str
) -> None:
    read_as = {"Accept": "text/html"}
    foreign = read_as | {"Origin": "https://ailleurs.example"}
    async with client.post(f"{url}/contact", data={"name": "a"}, headers=foreign) as answer:
        assert (answer.status, answer.content_type) == (403, "text/html")

    given = {"name": "Jeanne", "email": "jeanne@exemple.fr", "message": "Quand ?"}
    async with one_request_at_a_time(web_house):
        async with client.post(f"{url}/contact", data=given, headers=read_as) as answer:
            assert answer.status == 200
        async with client.post(f"{url}/contact", data=given | {"message": "Où ?"}, headers=read_as) as answer:
            assert answer.status == 500
            assert "Le service n'a pas pu répondre" in typed(html.unescape(await answer.text()))
    for _ in range(130):
        async with client.post(f"{url}/contact", data={"name": "a"}, headers=read_as) as answer:
            if answer.status == 429:
                break
    assert (answer.status, answer.content_type) == (429, "text/html")
    assert int(answer.headers["Retry-After"]) > 0


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
