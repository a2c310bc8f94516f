"""The data protection officer answers with a receipt in hand, without a shell."""

import json
import re
from datetime import timedelta

import pytest

from bot.desk import requests
from bot.desk.requests import ContactRequest
from bot.house import House
from bot.keeping import copies, purge, rights
from bot.store.conversations import Incoming
from bot.turn import take
from tests.console.site import served, signed_in
from tests.learning.messages import written

WHY = {"comment": "courrier du 12 mars, référence recopiée"}


async def test_an_erasure_is_found_by_the_receipt_its_person_was_given(house: House) -> None:
    await take(house, Incoming("web", "someone", "Proch'IA ?"))
    receipt = await rights.erase(house, "web", "someone")
    async with served(house) as client:
        visitor = await signed_in(client, house, "DPO")
        html = (await visitor.post("/console/droits", {"reference": receipt.number}))[1]
        assert f"<code>{receipt.number}</code>" in html
        assert "conversations : 1" in html
        html = (await visitor.post("/console/droits", {"reference": "20200101-000000-abcdef"}))[1]
        assert "aucun reçu ne porte ce numéro" in html


async def test_a_person_is_found_by_the_reference_they_read_copied_and_erased_with_a_receipt(house: House) -> None:
    await take(house, Incoming("web", "someone", "le zigouigoui ?"))
    await take(house, Incoming("web", "someone else", "et l'AMI ?"))
    given = {"reference": await _reference(house, "someone")}
    async with served(house) as client:
        visitor = await signed_in(client, house, "DPO")
        html = (await visitor.post("/console/droits", given))[1]
        assert "échanges : 2" in html
        assert "zigouigoui" not in html, "what they wrote is in the copy only"
        assert (await visitor.post("/console/droits/copie", given))[0] == 400, "who asked is not said"
        copy = json.loads((await visitor.post("/console/droits/copie", given | WHY))[1])
        assert [turn["you"] for turn in copy["turns"]] == ["le zigouigoui ?", "/donnees"]
        assert (await visitor.post("/console/droits/effacer", given | WHY))[0] == 400, "it is not confirmed"
        html = (await visitor.post("/console/droits/effacer", given | WHY | {"confirmed": "1"}))[1]
        receipt = re.search(r"<strong><code>(\d{8}-\d{6}-[0-9a-f]{6})</code>", html)
        assert receipt
        assert receipt[1] in (await visitor.get("/console/journal"))[1]
        assert "copie remise à une personne" in html
        assert "Rien n'est gardé" in (await visitor.post("/console/droits", given))[1]
    assert (await copies.export(house, "web", "someone"))["turns"] == []
    assert len((await copies.export(house, "web", "someone else"))["turns"]) == 1


async def _reference(house: House, sender: str) -> str:
    """Ask, as the person does, where they read it."""
    done = await take(house, Incoming("web", sender, "/donnees"))
    assert done.reply
    found = re.search(r"[0-9a-f]{4}(?:-[0-9a-f]{4}){3}", done.reply.messages[0].text)
    assert found
    return found[0]


async def test_a_person_on_telegram_is_found_by_their_number(house: House) -> None:
    await take(house, Incoming("telegram", "123456789", "Proch'IA ?"))
    async with served(house) as client:
        visitor = await signed_in(client, house, "DPO")
        assert "Telegram, du" in (await visitor.post("/console/droits", {"reference": "123456789"}))[1]
        assert "Rien n'est gardé" in (await visitor.post("/console/droits", {"reference": "123456780"}))[1]


async def test_a_request_left_by_form_is_copied_and_erased_by_its_number(house: House) -> None:
    request = ContactRequest("jeton", "Ada Lovelace", "Rappelez-moi", email="ada@example.org")
    given = {"reference": (await requests.leave(house, request)).number}
    async with served(house) as client:
        visitor = await signed_in(client, house, "DPO")
        html = (await visitor.post("/console/droits", given))[1]
        assert "Formulaire de contact" in html
        assert "Ada" not in html
        copy = json.loads((await visitor.post("/console/droits/copie", given | WHY))[1])
        assert copy["request"]["email"] == "ada@example.org"
        await visitor.post("/console/droits/effacer", given | WHY | {"confirmed": "1"})
    assert await requests.listed(house) == []


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_nobody_is_found_by_a_part_of_a_reference(house: House) -> None:
    await take(house, Incoming("web", "someone", "Proch'IA ?"))
    reference = await _reference(house, "someone")
    async with served(house) as client:
        visitor = await signed_in(client, house, "DPO")
        for part in (reference[:-1], reference[:9], "%", "_" * 16, ""):
            assert "du 2" not in (await visitor.post("/console/droits", {"reference": part}))[1], part


async def test_the_page_says_what_the_next_purge_then_removes(house: House) -> None:
    old = house.clock() - timedelta(days=house.settings.retention.dialogue + 1)
    await written(house.database, "une vieille question", "une autre", at=old)
    line = f'échanges</th><td class="n">{house.settings.retention.dialogue}</td><td class="n">'
    async with served(house) as client:
        visitor = await signed_in(client, house, "DPO")
        assert f"{line}2<" in (await visitor.get("/console/droits"))[1]
        assert (await purge.purge(house))["transcript"] == 2
        assert f"{line}0<" in (await visitor.get("/console/droits"))[1]
