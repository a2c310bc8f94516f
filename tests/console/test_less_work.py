"""One decision settles what says the same; what is looked for is found; what was checked is no longer to check."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.clock import paris_day
from bot.house import House
from learning.inbox import candidates
from learning.tables import candidates as table
from tests.console.site import Visitor, served, signed_in
from tests.learning.messages import collected, written

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
SAME = ("le bidulotron c'est quoi", "c'est quoi le bidulotron", "le bidulotron, c'est quoi ?")
NAMED = "le bidulotron c'est quoi <NAME>"


async def states(house: House) -> dict[str, str]:
    async with house.database.read() as connection:
        return {row.text: row.state for row in await connection.execute(select(table.c.text, table.c.state))}


async def first(visitor: Visitor) -> str:
    html = (await visitor.get("/console/etiqueter"))[1]
    found = re.search(r'name="candidate" value="(\d+)"', html)
    assert found
    assert 'name="alike" value="1" data-key="alike" checked' in html
    return found[1]


@pytest.mark.parametrize(
    "form", [{"intent": "ask_prochia", "impersonal": "1"}, {"action": "later"}, {"action": "reject"}]
)
async def test_a_decision_is_taken_for_what_says_the_same_and_taken_back_with_it(
    house: House, form: dict[str, str]
) -> None:
    await written(house.database, *SAME, "tout autre chose ici")
    await collected(house.database)
    async with served(house) as client:
        visitor = await signed_in(client, house, "annotateur")
        await visitor.post("/console/etiqueter", {"candidate": await first(visitor), "alike": "1", **form})
        after = await states(house)
        assert len({after[text] for text in SAME}) == 1
        assert after[SAME[0]] != candidates.WAITING
        assert after["tout autre chose ici"] == candidates.WAITING
        await visitor.post("/console/etiqueter/annuler")
    assert set((await states(house)).values()) == {candidates.WAITING}


async def test_unticked_the_decision_is_for_one_message(house: House) -> None:
    await written(house.database, *SAME)
    await collected(house.database)
    async with served(house) as client:
        visitor = await signed_in(client, house, "annotateur")
        await visitor.post("/console/etiqueter", {"candidate": await first(visitor), "action": "reject"})
    assert sorted((await states(house)).values()) == ["rejected", "waiting", "waiting"]


async def test_a_message_that_may_name_a_person_is_decided_by_itself(house: House) -> None:
    await written(house.database, *SAME[:2], NAMED)
    await collected(house.database)
    async with served(house) as client:
        visitor = await signed_in(client, house, "annotateur")
        number = next(each.id for each in await collected(house.database) if each.text == SAME[0])
        await visitor.post("/console/etiqueter", {"candidate": str(number), "alike": "1", "action": "reject"})
    assert (await states(house))[NAMED] == candidates.WAITING


async def test_a_missing_answer_takes_what_says_the_same(house: House) -> None:
    await written(house.database, *SAME)
    await collected(house.database)
    async with served(house) as client:
        visitor = await signed_in(client, house, "annotateur")
        number = await first(visitor)
        assert "2 messages presque identiques" in (await visitor.get(f"/console/etiqueter/manquante/{number}"))[1]
        await visitor.post("/console/etiqueter/manquante", {"candidate": number, "alike": "1", "impersonal": "1"})
    assert set((await states(house)).values()) == {candidates.MISSING}


async def test_a_batch_is_put_aside_with_one_button(house: House) -> None:
    await written(house.database, *SAME)
    (group, *_) = {each.group_id for each in await collected(house.database)}
    ticked = [("candidate", str(each.id)) for each in await collected(house.database)]
    async with served(house) as client:
        visitor = await signed_in(client, house, "annotateur")
        await visitor.post(f"/console/lots/{group}", [*ticked, ("action", "reject")])
    assert set((await states(house)).values()) == {candidates.REJECTED}


async def test_an_added_intent_has_a_french_name_and_a_key(house: House) -> None:
    await written(house.database, "kezako le bidulotron")
    await collected(house.database)
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        await visitor.post("/console/intentions", {"label": "Chèque IA", "comment": "demandé"})
        inbox = (await visitor.get("/console/etiqueter"))[1]
        assert re.search(
            r'<button class="choice[^>]*value="ask_cheque_ia" data-key="\d">\s*<kbd>\d</kbd><span>Chèque IA', inbox
        )
        assert "bad_intent" in (await visitor.post("/console/intentions", {"label": "Chèque IA !", "comment": "x"}))[1]


async def test_intents_are_found_by_their_name_or_a_sentence(house: House) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "lecteur")
        html = (await visitor.get("/console/intentions", params={"cherche": "cafes ia"}))[1]
        assert "/console/intentions/ask_cafe_ia" in html
        assert "/console/intentions/ask_ami_deadline" not in html


async def test_conversations_are_found_by_the_words_written_and_told_apart(house: House) -> None:
    await written(house.database, "kezako le bidulotron", intent="out_of_scope")
    await written(house.database, "le métro de Lille", intent="ask_ami", outcome="answered")
    async with served(house) as client:
        visitor = await signed_in(client, house, "lecteur")
        everything = (await visitor.get("/console/conversations"))[1]
        assert "AMI IA" in everything
        assert "pas compris" in everything
        found = (await visitor.post("/console/conversations", {"text": "BIDULOTRON"}))[1]
        assert "kezako" in found
        assert "métro" not in found
        assert "Aucune conversation" in (await visitor.post("/console/conversations", {"text": "%"}))[1]


async def test_a_checked_answer_is_no_longer_to_check_though_its_source_is_old(house: House) -> None:
    today = paris_day(house.clock())
    record = next(each for each in house.in_force().catalogue.records if each.source and not each.figures)
    old = replace(record, raw=dict(record.raw) | {"checked_on": "2024-01-05"})
    assert replace(record, checked_on=today.replace(year=today.year - 2)).due(today)
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        assert (await visitor.post(f"/console/fiches/{old.id}/verifiee"))[0] == 303
    changed = house.in_force().catalogue.record(record.id)
    assert changed
    assert changed.checked_on == today
    assert not changed.due(today)
    assert changed.answer == record.answer


async def test_a_record_says_which_answers_the_general_question_of_its_intent(house: House) -> None:
    catalogue = house.in_force().catalogue
    mine = [each for each in catalogue.records if "ask_events" in each.intents]
    general = catalogue.for_intent("ask_events", {}, today=paris_day(house.clock()))
    assert general is not None
    other = next(each for each in mine if each.id != general.id)
    async with served(house) as client:
        visitor = await signed_in(client, house, "lecteur")
        assert "c'est cette réponse qui est donnée" in (await visitor.get(f"/console/fiches/{general.id}"))[1]
        html = (await visitor.get(f"/console/fiches/{other.id}"))[1]
    assert f'href="/console/fiches/{general.id}"' in html
    assert "celle-ci répond aux questions qui lui ressemblent" in html
