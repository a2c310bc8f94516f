"""The same service without JavaScript: what forms send, what the page shows."""

import re
from html import unescape

import pytest_asyncio
from aiohttp import ClientSession

from bot import desk
from bot.house import House
from bot.running.limits import Limiter
from bot.store.database import Database
from tests.channels.serving import served, typed


class Reader:
    """A browser without JavaScript: sends forms with the hidden fields of the page it reads."""

    def __init__(self, client: ClientSession, url: str) -> None:
        self.client, self.url, self.status, self.page = client, url, 0, ""

    async def open(self) -> "Reader":
        async with self.client.get(f"{self.url}/assistant") as answer:
            self.status, self.page = answer.status, typed(unescape(await answer.text()))
        return self

    async def send(self, **fields: str) -> str:
        hidden = {name: self.field(name) for name in ("session", "id")}
        async with self.client.post(f"{self.url}/assistant", data=hidden | fields) as answer:
            self.status, self.page = answer.status, typed(unescape(await answer.text()))
        return self.page

    def field(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        assert found
        return found[1]

    def choice(self, title: str) -> str:
        found = re.search(rf'name="button" value="([^"]*)">{re.escape(title)}<', self.page)
        assert found, title
        return found[1]


@pytest_asyncio.fixture
async def reader(client: ClientSession, url: str) -> Reader:
    return await Reader(client, url).open()


async def test_a_question_is_answered_with_sources_and_their_kind(reader: Reader) -> None:
    page = await reader.send(text="Proch'IA ?")
    assert reader.status == 200
    assert "Proch'IA est le programme" in page
    assert 'href="https://www.hautsdefrance.fr/ia#:~:text=permettre%20%C3%A0%20chaque%20habitant"' in page
    assert "24 juin 2026 · " in page
    assert "officiel" in page


async def test_a_choice_leads_to_a_readable_verdict_to_print(reader: Reader, client: ClientSession, url: str) -> None:
    await reader.send(text="Proch'IA ?")
    await reader.send(button=reader.choice("Vérifier mon cas"))
    page = await reader.send(button=reader.choice("Du matériel"))
    for part in (
        "Non remplie",
        "Remplie",
        "À titre indicatif",
        "300 000 €",
        "Que faire ?",
        "Règles du ",
    ):
        assert part in page.replace("\xa0", " ").replace("\u202f", " "), part
    assert "vous n'avez pas droit" not in page.lower()
    form = {"session": reader.field("session"), "position": re.search(r'name="position" value="(\d+)"', page)[1]}  # type: ignore[index]
    async with client.post(f"{url}/w/verdict", data=form) as answer:
        printed = typed(unescape(await answer.text()))
    assert answer.status == 200
    assert "Vérification du 25 novembre 2026" in printed
    assert "CityraMag" in printed


async def test_a_reload_of_the_answer_sends_nothing_again(reader: Reader, web_house: House) -> None:
    before = reader.page
    await reader.send(text="Proch'IA ?")
    reader.page = before
    await reader.send(text="Proch'IA ?")
    assert web_house.engines.current.heard == ["Proch'IA ?"]
    assert reader.page.count("Proch'IA est le programme") == 1


async def test_another_choice_from_the_same_page_is_another_message(reader: Reader, web_house: House) -> None:
    await reader.send(text="Proch'IA ?")
    page = reader.page
    await reader.send(button=reader.choice("Vérifier mon cas"))
    reader.page = page
    await reader.send(button=reader.choice("Les ateliers"))
    assert web_house.engines.current.heard == ["Proch'IA ?", "/check_ami_eligibility", "/find_workshop"]


async def test_a_message_too_long_is_said_and_kept_in_the_field(reader: Reader) -> None:
    page = await reader.send(text="a" * 1_200)
    assert reader.status == 422
    assert "trop long" in page
    assert "a" * 1_200 in page


async def test_too_many_messages_are_said_with_a_delay(reader: Reader, web_house: House) -> None:
    web_house.limiter = Limiter(1)
    await reader.send(text="bonjour")
    page = await reader.send(text="encore")
    assert reader.status == 429
    assert "Attendez" in page
    assert ">encore</textarea>" in page


async def test_a_lost_session_starts_another_and_keeps_the_words(reader: Reader) -> None:
    page = await reader.send(session="forged", text="Proch'IA ?")
    assert "n'a pas pu être retrouvée" in page
    assert ">Proch'IA ?</textarea>" in page


async def test_what_is_written_is_shown_as_text(reader: Reader, client: ClientSession, url: str) -> None:
    form = {"session": reader.field("session"), "id": "x1", "text": "<script>alert(1)</script>"}
    async with client.post(f"{url}/assistant", data=form) as answer:
        page = typed(await answer.text())
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


async def test_forgetting_is_confirmed_and_leaves_a_receipt(reader: Reader) -> None:
    await reader.send(text="Proch'IA ?")
    await reader.send(say="/oublier")
    page = await reader.send(button=reader.choice("Oui, tout effacer"))
    assert "Reçu n°" in page
    assert "Proch'IA est le programme" not in page


async def test_a_copy_is_given_on_the_page(reader: Reader) -> None:
    await reader.send(text="Proch'IA ?")
    page = await reader.send(say="/exporter")
    assert "beffroi-mes-messages.txt" in page
    assert "> Proch'IA ?" in page


async def test_a_person_is_asked_for_and_the_form_offered(reader: Reader) -> None:
    page = await reader.send(say="/humain")
    assert "formulaire" in page
    assert 'href="/contact"' in page


async def test_a_persons_reply_is_read_by_refreshing(reader: Reader, web_house: House) -> None:
    await desk.set_presence(web_house, "camille", available=True)
    page = await reader.send(say="/humain")
    assert "trois minutes" in page
    waiting = (await desk.waiting(web_house))[0].conversation_id
    await desk.take_over(web_house, waiting, "camille")
    await desk.say(web_house, waiting, "camille", "Bonjour, que puis-je faire ?")
    page = await reader.send(do="refresh")
    assert "Bonjour, que puis-je faire ?" in page
    assert "camille" not in page


async def test_a_database_that_is_gone_is_said(client: ClientSession, web_house: House) -> None:
    async with served(web_house) as url:
        reader = await Reader(client, url).open()
        web_house.database = Database("postgresql+asyncpg://127.0.0.1:1/none")
        page = await reader.send(text="bonjour")
    assert reader.status == 503
    assert "enregistrer" in page
    assert ">bonjour</textarea>" in page


async def test_a_person_in_danger_presses_the_numbers_to_call(reader: Reader) -> None:
    page = await reader.send(text="je veux me suicider")
    assert '<a href="tel:3114" class="call">3114</a>' in page
