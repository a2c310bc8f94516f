"""What nobody covers becomes work, and is closed when its questions, asked again, have an answer."""

import asyncio
import html
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio

from bot.engine.engine import Answer, Heard
from bot.engine.memory import Memory
from bot.house import House
from bot.replies import Message, Reply, Understanding
from bot.store.database import Database
from console.public import _mended
from learning.answers import edits, in_force
from learning.gaps import closing, meaning, uncovered
from learning.inbox import tasks
from learning.sentences import current
from learning.sentences.texts import key
from region.in_force import InForce
from tests.console.site import Visitor, served, signed_in
from tests.fakes import FakeEngine
from tests.houses import a_house
from tests.learning.messages import ACT, collected, written

ASKED = ("le trottinium c'est quoi", "comment avoir le trottinium", "c quoi le trottinium", "demander un trottinium")
OTHERS = ("la pluie sur la mairie", "ma facture de gaz est fausse")


class ByQuestions(FakeEngine):
    """Answers by the record that holds the question as it is asked, and by nothing else."""

    async def respond(self, sender: str, memory: Memory, heard: Heard, held: InForce) -> Answer:
        asked = key(heard.text)
        found = next((each for each in held.catalogue.records if asked in map(key, each.questions)), None)
        if found is None:
            return Answer(Reply((Message("?"),), Understanding("out_of_scope", 1.0, ())), memory)
        said = Reply(
            (Message(found.answer),),
            Understanding("tell", 1.0, ()),
            record={"id": found.id, "score": 1.0},
            chosen="exact",
        )
        return Answer(said, memory)


@pytest_asyncio.fixture
async def office(database: Database, tmp_path: Path) -> AsyncIterator[House]:
    async with a_house(database, tmp_path, engine=ByQuestions()) as house:
        yield house


def a_record(house: House, number: str, *questions: str, answer: str = "Un essai de notre test.") -> dict[str, Any]:
    known = next(each for each in house.in_force().catalogue.records if each.source and not each.figures)
    body = in_force.raw(known)
    return body | {
        "id": number,
        "title": "Le trottinium",
        "answer": answer,
        "questions": list(questions),
        "intents": [],
        "names": [],
    }


async def put(house: House, body: dict[str, Any]) -> None:
    async with house.database.write() as connection:
        await edits.write(connection, body["id"], body, ACT)
    await in_force.put_in_force(house)


async def test_messages_that_mean_the_same_are_one_gap_ranked_by_people(office: House) -> None:
    await written(office.database, *ASKED, *OTHERS)
    await collected(office.database)
    async with office.database.read() as connection:
        waiting = await uncovered.waiting(connection)
    first, *_ = await uncovered.gaps(waiting, current.base())
    assert {each.text for each in first.messages} == set(ASKED)
    assert first.people == len(ASKED)


async def test_what_one_person_repeats_is_no_gap(office: House) -> None:
    await written(office.database, *ASKED, conversation_id="c1")
    await collected(office.database)
    async with office.database.read() as connection:
        assert await uncovered.gaps(await uncovered.waiting(connection), current.base()) == []


def test_one_message_or_none_is_grouped_too() -> None:
    assert meaning.groups([], current.base()) == []
    assert meaning.groups(["le trottinium"], current.base()) == [[0]]
    assert sorted(map(len, meaning.groups(["le trottinium", "zzz", ""], current.base()))) == [1, 1, 1]


async def test_a_task_is_closed_when_its_questions_are_answered_and_the_public_page_says_so(office: House) -> None:
    await written(office.database, *ASKED)
    await collected(office.database)
    async with served(office) as client:
        visitor = await signed_in(client, office, "relecteur")
        number = await _opened(visitor, office)
        assert await closing.verify(office) == []
        await put(office, a_record(office, "trottinium", *ASKED[:2]))
        assert await closing.verify(office) == [], "two of four are not enough"
        await put(office, a_record(office, "trottinium", *ASKED))
        assert await closing.verify(office) == [number]
        assert await closing.verify(office) == []
        page = (await visitor.get("/console/reponses-manquantes"))[1]
        assert 'href="/console/fiches/trottinium"' in page
        public = (await visitor.get("/transparence"))[1]
        assert re.search(r"Le trottinium.: depuis le", public)
        assert ASKED[0] not in public


async def test_the_answer_they_already_had_closes_nothing_until_it_changes(office: House) -> None:
    await put(office, a_record(office, "trottinium", *ASKED))
    await written(office.database, *ASKED)
    await collected(office.database)
    async with served(office) as client:
        visitor = await signed_in(client, office, "annotateur")
        number = await _opened(visitor, office)
        assert await closing.verify(office, only=number) == []
        await put(office, a_record(office, "trottinium", *ASKED, answer="Un essai, mené en 2026."))
        assert await closing.verify(office) == [number]


async def test_a_message_that_may_name_somebody_stays_theirs(office: House) -> None:
    await written(office.database, *ASKED[:2], "le trottinium pour Jeanne Dupont")
    await collected(office.database)
    async with served(office) as client:
        visitor = await signed_in(client, office, "annotateur")
        number = await _opened(visitor, office)
    async with office.database.read() as connection:
        rows = (await tasks.questions(connection, [number]))[number]
    assert {each.text: each.conversation_id is None for each in rows}["le trottinium pour Jeanne Dupont"] is False
    assert sum(each.conversation_id is None for each in rows) == 2


async def test_the_draft_is_what_agents_answered_and_becomes_the_answer(office: House) -> None:
    await written(office.database, *ASKED)
    await collected(office.database)
    async with office.database.write() as connection:
        await connection.exec_driver_sql(
            "UPDATE candidate SET proposed = 'Écrivez au 06 12 34 56 78 : c''est un essai.' WHERE id = 1"
        )
    async with served(office) as client:
        visitor = await signed_in(client, office, "relecteur")
        page = await _page(visitor)
        assert "un agent y a répondu" in page
        assert "06 12" not in page
        number = await _opened(visitor, office, draft="C'est un essai.")
        form = (await visitor.get(f"/console/nouveau-sujet?tache={number}"))[1]
        assert "C&#39;est un essai." in form
        assert ASKED[1] in form
        assert (await visitor.get("/console/nouveau-sujet?tache=999"))[0] == 404


async def test_a_public_account_keeps_small_counts_hidden(office: House) -> None:
    await put(office, a_record(office, "trottinium", *ASKED))
    async with office.database.write() as connection:
        number = await tasks.add(connection, "le trottinium", ACT, owner=None, due=None, people=3)
        assert await tasks.mend(connection, number, "trottinium", ACT)
        assert not await tasks.mend(connection, number, "trottinium", ACT)
        assert [people for _, _, people in _mended(office, await tasks.mended(connection))] == [None]


async def _opened(visitor: Visitor, house: House, **form: str) -> int:
    """Make a task of every message that waits."""
    async with house.database.read() as connection:
        waiting = await uncovered.waiting(connection)
    fields = [("candidate", str(each.id)) for each in waiting]
    values = {"text": "le trottinium", "owner": "Camille", "due": "2026-12-01", "impersonal": "1", "draft": ""} | form
    answer = await visitor.post("/console/reponses-manquantes/ouvrir", [*fields, *values.items()])
    assert "task_opened" in answer[1], answer
    async with house.database.read() as connection:
        (task,) = await tasks.listed(connection)
        assert await uncovered.waiting(connection) == []
    return task.id


async def _page(visitor: Visitor) -> str:
    """Open the page again until its groups are ready: the first time, it only asks for them."""
    for _ in range(1_200):
        page = (await visitor.get("/console/reponses-manquantes"))[1]
        if "en train d'être réunis" not in html.unescape(page):
            return page
        await asyncio.sleep(0.1)
    raise AssertionError("the groups are never ready")
