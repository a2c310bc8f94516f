"""The data protection officer answers with a receipt in hand, without a shell."""

from datetime import timedelta

from bot.house import House
from bot.keeping import purge, rights
from bot.store.conversations import Incoming
from bot.turn import take
from tests.console.site import served, signed_in
from tests.learning.messages import written


async def test_an_erasure_is_found_by_the_receipt_its_person_was_given(house: House) -> None:
    await take(house, Incoming("web", "someone", "Proch'IA ?"))
    receipt = await rights.erase(house, "web", "someone")
    async with served(house) as client:
        visitor = await signed_in(client, house, "DPO")
        html = (await visitor.get("/console/droits", params={"recu": receipt.number}))[1]
        assert f"<code>{receipt.number}</code>" in html
        assert "conversations : 1" in html
        assert (
            "Aucun effacement" in (await visitor.get("/console/droits", params={"recu": "20200101-000000-abcdef"}))[1]
        )


async def test_the_page_says_what_the_next_purge_then_removes(house: House) -> None:
    old = house.clock() - timedelta(days=house.settings.retention.dialogue + 1)
    await written(house.database, "une vieille question", "une autre", at=old)
    line = f'échanges</th><td class="n">{house.settings.retention.dialogue}</td><td class="n">'
    async with served(house) as client:
        visitor = await signed_in(client, house, "DPO")
        assert f"{line}2<" in (await visitor.get("/console/droits"))[1]
        assert (await purge.purge(house))["transcript"] == 2
        assert f"{line}0<" in (await visitor.get("/console/droits"))[1]
