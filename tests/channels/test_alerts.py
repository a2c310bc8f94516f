"""A promise kept by e-mail: confirmed twice, told once, asked once, stopped in one click, erased with the rest."""

import asyncio
import html
import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from email import message_from_string, policy

import pytest_asyncio
from aiohttp import ClientSession
from sqlalchemy import select, text

from bot.desk import alert_letters, alerts
from bot.house import House
from bot.keeping import copies, rights
from bot.keeping.purge import purge
from bot.store.alert_tables import alerts as kept_alerts
from bot.store.alert_tables import outcomes
from bot.store.tables import outbox
from channels import email, session
from tests.channels.conftest import MovingClock
from tests.channels.serving import Tab, typed
from tests.mail import mail_server

CAS = json.dumps({"programme": "aden", "facts": {"headcount": 14, "investment": 85_000, "amount": 85_000}})
WHO = "jeanne@exemple.fr"


@pytest_asyncio.fixture
async def post_office(url: str, web_house: House) -> AsyncIterator[asyncio.Queue[str]]:
    """The house, once it serves, is given a mail server: letters leave when a test tells them to, not by themselves."""
    async with mail_server() as (url, taken):
        web_house.settings = replace(web_house.settings, smtp_url=url)
        yield taken


async def letter(house: House, taken: asyncio.Queue[str]) -> tuple[str, str, dict[str, str]]:
    """Deliver until one arrives, and return the subject, the text and the headers of the mail that did."""
    async with asyncio.timeout(10):
        await email.deliver(house)
        while taken.empty():  # another delivery may hold the parcel before it
            await asyncio.sleep(0.05)
            await email.deliver(house)
    mail = message_from_string(taken.get_nowait(), policy=policy.default)
    return typed(str(mail["Subject"])), typed(mail.get_content()), dict(mail.items())


async def asked(client: ClientSession, url: str, **form: str) -> str:
    async with client.post(f"{url}/dossier/alerte", data={"cas": CAS, "email": WHO, **form}) as answer:
        return typed(html.unescape(await answer.text()))


async def rows(house: House, table: object) -> list[object]:
    async with house.database.read() as connection:
        return list(await connection.execute(select(table)))  # type: ignore[call-overload]


async def page(client: ClientSession, url: str, said: str, path: str = "", **form: str) -> str:
    """Open the page of a letter, or post to it, at the test's address."""
    token = re.search(r"/alerte/([\w-]+)", said)[1]  # type: ignore[index]
    address = f"{url}/alerte/{token}{path}"
    async with client.post(address, data=form) if path else client.get(address) as answer:
        return typed(html.unescape(await answer.text()))


async def test_nothing_is_watched_before_the_second_confirmation(
    client: ClientSession, url: str, web_house: House, post_office: asyncio.Queue[str], clock: MovingClock
) -> None:
    assert "Un courriel vous attend" in await asked(client, url)
    subject, said, headers = await letter(web_house, post_office)
    assert subject.startswith("Confirmez votre alerte : ADEN")
    assert headers["To"] == WHO
    shown = await page(client, url, said)
    assert "14 salariés" in shown
    assert "coût total" not in shown  # no condition of this aid reads it
    clock.move(days=3)
    assert await alert_letters.look(web_house) == 0
    assert await rows(web_house, kept_alerts) == []
    assert "Il n'y a plus d'alerte ici" in await page(client, url, said)


async def test_a_change_is_told_once_and_the_question_asked_once_then_counted_without_the_person(
    client: ClientSession,
    url: str,
    web_house: House,
    post_office: asyncio.Queue[str],
    clock: MovingClock,
) -> None:
    await asked(client, url)
    _, said, _ = await letter(web_house, post_office)
    assert "Cette alerte est active" in await page(client, url, said, "/confirmer")
    assert await alert_letters.look(web_house) == 0
    before = web_house.in_force()
    aden = replace(before.catalogue.programmes["aden"], calendar="open", rules_version="2026-12-01")
    changed = replace(before.catalogue, programmes={**before.catalogue.programmes, "aden": aden})
    other = replace(web_house, region=replace(before, catalogue=changed))  # what serves reads its own rules meanwhile
    assert await alert_letters.look(other) == 1
    assert await alert_letters.look(other) == 0
    subject, told, headers = await letter(web_house, post_office)
    assert subject.startswith("L'aide est ouverte : ADEN")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    clock.move(days=31)
    assert await alert_letters.look(web_house) == 2  # the rules went back: told too
    assert await alert_letters.look(web_house) == 0
    subjects = {(await letter(web_house, post_office))[0].split(" : ")[0].split(" ?")[0] for _ in range(2)}
    assert "Avez-vous déposé une demande" in subjects
    assert "Dites d'abord si vous avez déposé" in await page(client, url, told, "/reponse")
    assert "Merci, c'est noté" in await page(client, url, told, "/reponse", deposee="oui", obtenue="no")
    (counted,) = await rows(web_house, outcomes)
    assert (counted.programme, counted.failed, counted.filed, counted.obtained) == ("aden", ["investment"], True, "no")  # type: ignore[attr-defined]
    assert await rows(web_house, kept_alerts) == []


async def test_one_click_stops_and_erases_everything(
    client: ClientSession, url: str, web_house: House, post_office: asyncio.Queue[str]
) -> None:
    await asked(client, url)
    _, said, _ = await letter(web_house, post_office)
    assert "Il n'y a plus d'alerte ici" in await page(
        client, url, said, "/arreter", **{"List-Unsubscribe": "One-Click"}
    )
    async with web_house.database.read() as connection:
        for table in await web_house.database.tables():
            held = (await connection.execute(text(f'SELECT * FROM "{table}"'))).all()
            assert WHO not in repr(held), table
    assert await rows(web_house, outbox) == []


async def test_an_alert_asked_for_in_a_conversation_is_erased_with_it(
    tab: Tab, web_house: House, post_office: asyncio.Queue[str]
) -> None:
    await tab.send("bonjour")
    await asked(tab.client, tab.url, session=tab.token)
    await letter(web_house, post_office)
    sender = session.sender(web_house.settings.secret_key, tab.token)
    counts = (await rights.erase(web_house, "web", sender or "")).counts
    assert counts["alert"] == 1
    assert await rows(web_house, kept_alerts) == []
    assert await rows(web_house, outbox) == []


async def test_the_same_alert_asked_for_again_posts_no_other_letter_and_an_address_is_not_flooded(
    client: ClientSession, url: str, web_house: House, post_office: asyncio.Queue[str]
) -> None:
    for slug in ("aden", "aden", "dacs", "hdfid", "diag-data-ia", "ia-booster", "cite-de-l-ia", "osez-l-ia"):
        said = await asked(client, url, cas=json.dumps({"programme": slug, "facts": {"headcount": 14}}))
        assert "Un courriel vous attend" in said  # nothing tells a stranger what an address already follows
    assert len(await rows(web_house, outbox)) == alerts.MOST_UNCONFIRMED


async def test_a_copy_holds_the_alert_and_its_reference_is_still_the_conversation_s(
    tab: Tab, web_house: House, post_office: asyncio.Queue[str]
) -> None:
    await tab.send("bonjour")
    sender = session.sender(web_house.settings.secret_key, tab.token) or ""
    before = (await copies.export(web_house, "web", sender))["reference"]
    await asked(tab.client, tab.url, session=tab.token)
    copy = await copies.export(web_house, "web", sender)
    assert copy["reference"] == before
    assert copy["alerts"] == [{"email": WHO, "programme": "aden", "facts": {"headcount": 14, "investment": 85_000}}]


async def test_a_letter_waits_for_a_mail_server_that_does_not_answer(
    client: ClientSession, url: str, web_house: House, post_office: asyncio.Queue[str], clock: MovingClock
) -> None:
    working = web_house.settings
    assert "Un courriel vous attend" in await asked(client, url)
    web_house.settings = replace(working, smtp_url="smtp://127.0.0.1:9")
    assert await email.deliver(web_house) == 0
    web_house.settings = working
    assert await email.deliver(web_house) == 0  # not before a while
    clock.move(minutes=11)
    assert await email.deliver(web_house) == 1
    assert post_office.qsize() == 1


async def test_an_alert_leaves_after_its_time_and_none_is_offered_without_a_mail_server(
    client: ClientSession, url: str, web_house: House, post_office: asyncio.Queue[str], clock: MovingClock
) -> None:
    await asked(client, url)
    _, said, _ = await letter(web_house, post_office)
    await page(client, url, said, "/confirmer")
    clock.move(days=366)
    await purge(web_house)
    assert await rows(web_house, kept_alerts) == []
    web_house.settings = replace(web_house.settings, smtp_url="")
    async with client.post(f"{url}/dossier", data={"cas": CAS}) as answer:
        assert "Être averti par courriel" not in typed(html.unescape(await answer.text()))
    async with client.post(f"{url}/dossier/alerte", data={"cas": CAS, "email": WHO}) as answer:
        assert answer.status == 400
