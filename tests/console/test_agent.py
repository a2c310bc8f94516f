"""An agent who holds a conversation is helped: answers ready to send, with where they come from."""

import html

import pytest

from bot import desk
from bot.house import House
from bot.store.conversations import Incoming
from bot.turn import take
from tests.console.site import served, signed_in


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_ready_answer_reaches_the_person_with_its_source(house: House) -> None:
    record = next(
        each for each in house.in_force().catalogue.records if each.questions and each.source and not each.figures
    )
    await take(house, Incoming("web", "someone", record.questions[0]))
    async with house.database.read() as connection:
        number = (await connection.exec_driver_sql("SELECT id FROM conversation")).scalar()
    async with served(house) as client:
        visitor = await signed_in(client, house, "annotateur")
        path = f"/console/conversations/{number}"
        assert "Réponses prêtes" not in (await visitor.get(path))[1], "the assistant answers"
        await visitor.post(f"{path}/prendre")
        page = html.unescape((await visitor.get(path))[1])
        assert f"<h3>{record.title}</h3>" in page
        said = page.split('name="text" value="')[1].split('">')[0]
        assert said.endswith(record.source.url or ")")
        assert "Source : " in said
        await visitor.post(f"{path}/dire", {"text": said})
    assert (await desk.standing(house, str(number))).state == desk.HELD
    async with house.database.read() as connection:
        sent = (
            await connection.exec_driver_sql("SELECT body FROM outbox WHERE author IS NOT NULL ORDER BY position DESC")
        ).scalar()
    assert "Source : " in str(sent)
