"""What a Région wants to know of its service: when people write, what made them ask for a person, where checks stop."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.engine.engine import Answer, Engines, Heard
from bot.engine.memory import Memory
from bot.house import House
from bot.replies import Message, Reply, Understanding
from bot.store.conversations import Incoming
from bot.store.tables import transcripts
from bot.turn import take
from learning import counts
from learning.inbox import collecting
from region.in_force import InForce
from region.records import Record
from tests.console.site import served, signed_in
from tests.learning.messages import a_message, written
from tests.regions import THE_REGION

pytestmark = pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)
CASES = 6


def a_verdict() -> dict[str, Any]:
    told = {"project_cost": "not_met", "territory": "met"}
    conditions = [{"id": name, "status": status} for name, status in told.items()]
    return {"programme": "ami-ia", "verdict": "conditions_not_met", "conditions": conditions}


def told_record() -> Record:
    return next(each for each in THE_REGION.catalogue.records if not each.expired(THE_REGION.today))


class Tells:
    """An engine whose answers tell one record, as the selector chose it."""

    fixed: frozenset[str] = frozenset()

    async def respond(self, sender: str, memory: Memory, heard: Heard, in_force: InForce) -> Answer:
        message = Message("Voici.", record="ami-quoi")
        reply = Reply((message, message), Understanding("ask_ami", 0.9, (("ask_ami", 0.9),)), chosen="exact")
        return Answer(reply, memory)


async def test_a_turn_keeps_which_records_it_told_and_sends_no_more(house: House) -> None:
    house.engines = Engines(Tells(), version="tells")
    turn = await take(house, Incoming("web", "ada", "c'est quoi l'AMI ?"))
    async with house.database.read() as connection:
        (kept,) = await connection.execute(select(transcripts.c.records, transcripts.c.chosen, transcripts.c.reply))
    assert (kept.records, kept.chosen) == (["ami-quoi"], "exact")
    assert "record" not in kept.reply[0]
    assert turn.reply.messages[0].text == "Voici."


async def lived(house: House) -> None:
    """Six people ask, are told a verdict, and ask for a person."""
    at = house.clock().replace(hour=9, minute=0) - timedelta(days=1)
    rows = []
    for number in range(CASES):
        same = {"conversation_id": f"c{number}"}
        asked = {"outcome": "answered", "records": [told_record().id]}
        checked = {"outcome": "verdict", "reply": [{"text": "", "verdict": a_verdict()}]}
        called = {"outcome": "command", "intent": None, "text": "/humain"}
        for place, values in enumerate((asked, checked, called)):
            row = a_message(number * 3 + place + 1, "un message") | same | values
            rows.append({"records": None} | row | {"at": at + timedelta(minutes=place)})
    async with house.database.write() as connection:
        await connection.execute(transcripts.insert(), rows)
    await counts.roll(house)


async def test_the_measures_tell_hours_calls_conditions_and_records(house: House) -> None:
    await lived(house)
    async with served(house) as client:
        visitor = await signed_in(client, house, "lecteur")

        async def lines(name: str) -> list[list[str]]:
            status, text = await visitor.get(f"/console/mesures/{name}.csv?jours=7")
            assert status == 200
            return [line.split(";") for line in text.strip().splitlines()[1:]]

        hours, led, conditions, unseen = [await lines(name) for name in ("hours", "led", "conditions", "unseen")]
        page = (await visitor.get("/console/mesures?jours=7"))[1]
    busy = [hour for hour, count in hours if count != "moins de 5"]
    assert len(hours) == 24 and len(busy) == 1
    assert [line[0] for line in led] == ["verdict"]
    assert led[0][1] in ("5", "10")
    aid = THE_REGION.catalogue.programmes["ami-ia"]
    labels = {each.id: f"{aid.title} : {each.label}" for each in aid.conditions}
    stopped = {line[0].strip('"'): line[1:] for line in conditions}
    assert stopped[labels["project_cost"]][:2] == ["moins de 5", "moins de 5"]
    assert stopped[labels["project_cost"]][2] in ("5", "10")
    assert stopped[labels["territory"]][2] == "moins de 5"
    titles = {line[0].strip('"') for line in unseen}
    assert titles and told_record().title not in titles
    for words in ("Messages par heure du jour", "Ce qui a mené à une personne", "Fiches jamais montrées"):
        assert words in page


async def test_a_question_nobody_covers_shows_whether_it_grows(house: House) -> None:
    texts = [f"le zigouigoui de la mairie {'!' * number}" for number in range(1, 8)]
    await written(house.database, *texts, at=house.clock() - timedelta(minutes=5))
    await collecting.collect(house.database, telegram=False, now=house.clock())
    async with served(house) as client:
        visitor = await signed_in(client, house, "lecteur")
        _, text = await visitor.get("/console/mesures/uncovered.csv")
        page = (await visitor.get("/console/mesures"))[1]
    (line,) = [line.split(";") for line in text.strip().splitlines()[1:]]
    assert "zigouigoui" in line[0]
    assert line[1:5].count("moins de 5") >= 3
    assert {"5", "10"} & set(line[4:6])
    assert "Questions que personne ne couvre" in page
