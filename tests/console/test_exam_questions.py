"""Anybody proposes a question; a reviewer accepts it with the answer it must get, and the open exam keeps it."""

import csv
import io

import pytest
from aiohttp import ClientSession
from sqlalchemy import select

from bot.house import House
from bot.keeping.purge import purge
from bot.store.audit import audits
from learning.tables import exam_questions
from tests.channels.serving import served as application
from tests.channels.serving import typed
from tests.console.site import served, signed_in
from tests.regions import THE_REGION

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
FORM, LIST = "/transparence/proposer", "/console/questions-proposees"
RECORD = THE_REGION.catalogue.records[0]
GIVEN = {
    "key": "key-123456", "question": "Qui décide de la feuille de route ? Écrivez à jeanne@exemple.fr",
    "answer": "Le conseil, rappelez le 06 12 34 56 78", "source": "https://exemple.fr/feuille",
}  # fmt: skip


async def rows(house: House) -> list[object]:
    async with house.database.read() as connection:
        return list(await connection.execute(select(exam_questions)))


async def test_a_question_is_proposed_from_the_public_account_and_kept_masked_once(house: House) -> None:
    async with application(house) as url, ClientSession() as client:
        async with client.get(f"{url}/transparence") as answer:
            assert f'href="{FORM}"' in await answer.text()
        for _ in range(2):
            async with client.post(url + FORM, data=GIVEN) as answer:
                assert answer.status == 200
                assert "Votre question est reçue" in typed(await answer.text())
    (row,) = await rows(house)
    assert row.text == "Qui décide de la feuille de route ? Écrivez à <EMAIL>"
    assert "06 12" not in row.answer
    assert row.source == "https://exemple.fr/feuille"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"question": " "}, "Écrivez la question."),
        ({"question": "a" * 301}, "La question est trop longue"),
        ({"answer": "a" * 1_001}, "La réponse est trop longue"),
        ({"source": "javascript:alert(1)"}, "doit commencer par https://"),
        ({"source": "https://" + "a" * 500}, "L'adresse de la source est trop longue"),
    ],
)
async def test_what_is_wrong_is_said_first_with_a_link_to_its_field_and_nothing_typed_is_lost(
    house: House, given: dict[str, str], said: str
) -> None:
    async with application(house) as url, ClientSession() as client:
        async with client.post(url + FORM, data=GIVEN | given) as answer:
            page = typed(await answer.text())
            assert answer.status == 422
    (field,) = given
    summary = page.partition('id="erreurs"')[2].partition("</section>")[0]
    assert f'href="#{field}"' in summary
    assert said in summary
    assert page.count('aria-invalid="true"') == 1
    assert "<title>Erreur" in page
    assert "rappelez le 06 12 34 56 78" in page or field == "answer"
    assert await rows(house) == []


async def test_another_site_cannot_propose_and_nobody_floods(house: House) -> None:
    async with application(house) as url, ClientSession() as client:
        async with client.post(url + FORM, data=GIVEN, headers={"Origin": "https://ailleurs.example"}) as answer:
            assert answer.status == 403
        assert await rows(house) == []
        statuses = []
        for _ in range(121):
            async with client.post(url + FORM, data={"question": ""}) as answer:
                statuses.append(answer.status)
    assert statuses[-1] == 429


async def test_an_accepted_question_is_in_the_open_exam_with_its_answer(house: House) -> None:
    async with served(house) as client:
        async with client.post(FORM, data=GIVEN) as answer:
            assert answer.status == 200
        reviewer = await signed_in(client, house, "relecteur")
        assert "1 question proposée à lire" in (await reviewer.get("/console/"))[1]
        listed = (await reviewer.get(LIST))[1]
        assert "Qui décide de la feuille de route ?" in listed
        one = f"{LIST}/1"
        page = (await reviewer.get(one))[1]
        assert "peut contenir une donnée personnelle" in page
        form = {"action": "accept", "text": "Qui décide de la feuille de route ?", "impersonal": "1"}
        assert "exam_expected" in (await reviewer.post(one, form | {"expected": "no-such-record"}))[1]
        kept = form | {"expected": RECORD.id}
        assert "box_needed" in (await reviewer.post(one, {**kept, "impersonal": ""}))[1]
        assert "exam_accepted" in (await reviewer.post(one, kept))[1]
        assert "exam_decided" in (await reviewer.post(one, kept))[1]
        assert RECORD.title.split()[0] in (await reviewer.get(f"{LIST}?etat=accepted"))[1]
        async with client.get("/transparence/questions.csv") as answer:
            (line,) = csv.DictReader(io.StringIO(await answer.text()))
        async with client.get("/transparence/examen.json") as answer:
            assert (await answer.json())["questions"] == [line]
        async with client.get("/transparence/schema.json") as answer:
            described = {each["name"]: each for each in (await answer.json())["resources"]}
        assert [each["name"] for each in described["questions"]["schema"]["fields"]] == list(line)
        assert (await reviewer.post(one, {"action": "aside"}))[1].endswith("exam_aside")
        async with client.get("/transparence/questions.csv") as answer:
            assert len((await answer.text()).splitlines()) == 1
    assert line["question"] == "Qui décide de la feuille de route ?"
    assert (line["expected"], line["title"]) == (RECORD.id, RECORD.title)
    (row,) = await rows(house)
    assert (row.answer, row.source) == (None, None), "what its author answered left when it was accepted"
    async with house.database.read() as connection:
        acts = [row.action for row in await connection.execute(select(audits)) if row.action.startswith("exam.")]
    assert acts == ["exam.accept", "exam.aside"]


@pytest.mark.parametrize(
    ("state", "days", "stays"), [("new", 366, False), ("new", 364, True), ("aside", 31, False), ("accepted", 900, True)]
)
async def test_only_an_accepted_question_stays(house: House, state: str, days: int, stays: bool) -> None:
    from datetime import timedelta

    now = house.clock()
    values = {"token": "t", "text": "Quand ?", "state": state, "created_at": now, "decided_at": now}
    async with house.database.write() as connection:
        await connection.execute(exam_questions.insert().values(**values))
    await purge(house, now=now + timedelta(days=days))
    assert bool(await rows(house)) == stays
