"""A request left to an agent: outside the conversation, acknowledged, never read by the assistant."""

import pytest
from aiohttp import ClientSession
from sqlalchemy import select, text

from bot.desk import requests
from bot.house import House
from bot.keeping.purge import purge
from bot.store.desk_tables import contact_requests
from tests.channels.serving import Tab, typed

GIVEN = {"key": "key-123456", "name": "Jeanne Dupont", "email": "jeanne@exemple.fr", "phone": "", "message": "Quand ?"}


async def test_a_request_gets_a_numbered_dated_acknowledgement_naming_the_service(tab: Tab) -> None:
    status, done = await tab.post("/w/contact", GIVEN)
    assert status == 200
    assert done["number"] == "2026-00001"
    assert done["at"] == "2026-11-25T12:00+01:00"
    assert "intelligence artificielle" in done["service"]


async def test_the_same_request_sent_twice_is_kept_once(tab: Tab, web_house: House) -> None:
    first, second = await tab.post("/w/contact", GIVEN), await tab.post("/w/contact", GIVEN)
    assert first == second
    assert len(await requests.listed(web_house)) == 1
    assert (await tab.post("/w/contact", GIVEN | {"key": "key-999999"}))[1]["number"] == "2026-00002"


async def test_contact_details_are_in_no_other_table(tab: Tab, web_house: House) -> None:
    await tab.send("bonjour")
    await tab.post("/w/contact", GIVEN)
    async with web_house.database.read() as connection:
        for table in await web_house.database.tables():
            rows = (await connection.execute(text(f'SELECT * FROM "{table}"'))).all()
            assert ("jeanne@exemple.fr" in repr(rows)) == (table == "contact_request"), table


async def test_the_conversation_is_joined_only_when_ticked(tab: Tab, web_house: House) -> None:
    await tab.send("Proch'IA ?")
    await tab.post("/w/contact", GIVEN)
    await tab.post("/w/contact", GIVEN | {"key": "key-joined", "join": True})
    joined, plain = await requests.listed(web_house)
    assert plain.transcript is None
    assert "> Proch'IA ?" in joined.transcript


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"name": ""}, {"name": "name"}),
        ({"email": "jeanne@exemple"}, {"email": "email"}),
        ({"email": ""}, {"email": "contact"}),
        ({"phone": "12"}, {"phone": "phone"}),
        ({"message": " "}, {"message": "message"}),
        ({"message": "a" * 2_001}, {"message": "long"}),
    ],
)
async def test_a_wrong_field_is_named(tab: Tab, given: dict[str, str], errors: dict[str, str]) -> None:
    assert await tab.post("/w/contact", GIVEN | given) == (422, {"errors": errors})


async def test_the_form_works_without_javascript(client: ClientSession, url: str) -> None:
    async with client.post(f"{url}/contact", data=GIVEN | {"email": "jeanne@"}) as answer:
        page = typed(await answer.text())
        assert answer.status == 422
        assert 'aria-invalid="true"' in page
        assert 'value="jeanne@"' in page
    async with client.post(f"{url}/contact", data=GIVEN) as answer:
        page = typed(await answer.text())
    assert "2026-00001" in page
    assert "25/11/2026 à 12 h 00" in page


async def test_a_request_leaves_a_year_after_its_answer(tab: Tab, web_house: House, clock) -> None:
    await tab.post("/w/contact", GIVEN)
    await tab.post("/w/contact", GIVEN | {"key": "key-never-answered"})
    assert await requests.answered(web_house, "2026-00001", operator="camille", answer="par courriel")
    assert not await requests.answered(web_house, "2026-00001", operator="camille", answer="encore")
    clock.move(days=364)
    await purge(web_house)
    async with web_house.database.read() as connection:
        assert len((await connection.execute(select(contact_requests))).all()) == 2
    clock.move(days=2)
    await purge(web_house)
    assert [row.number for row in await requests.listed(web_house)] == ["2026-00002"]


async def test_forgetting_the_conversation_does_not_lose_the_request(tab: Tab, web_house: House) -> None:
    await tab.send("bonjour")
    await tab.post("/w/contact", GIVEN)
    _, asked = await tab.send("/oublier")
    await tab.send(button=asked["messages"][0]["buttons"][0]["id"])
    assert len(await requests.listed(web_house)) == 1
