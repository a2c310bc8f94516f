"""Before an answer is put in force, the page says what it would have changed last month."""

from dataclasses import replace

import pytest

from bot.house import House
from bot.store.audit import Act
from learning.answers import replay
from learning.models import expecting, proposed
from tests.console.site import served, signed_in
from tests.console.test_subjects import ANSWER, ASKED, OUT
from tests.learning.messages import written


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_new_answer_shows_the_messages_of_last_month_it_would_have_answered(house: House) -> None:
    await written(house.database, *ASKED, "la recette du maroilles", at=house.clock(), **OUT)
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        _, html = await visitor.post("/console/nouveau-sujet", ANSWER | {"action": "preview"})
    told = html.partition("Le mois dernier")[2].partition("<form")[0]
    assert "sur 7 messages" in told
    assert "comment avoir le trottinium" in told
    assert "essai de notre test" in told
    assert "maroilles" not in told


EXAM = "comment avoir le trottinium ?"


async def an_accepted_question(house: House, expected: str) -> None:
    await proposed.propose(house, "token-1", text=EXAM, answer="", source="")
    async with house.database.write() as connection:
        assert await proposed.accept(connection, 1, Act("Alix", house.clock()), text=EXAM, expected=expected)


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_question_of_the_exam_that_loses_its_answer_is_shown_before_publishing(real_house: House) -> None:
    house = real_house
    assert await expecting.now(house, EXAM) == "out_of_scope"
    await an_accepted_question(house, "out_of_scope")
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        _, html = await visitor.post("/console/nouveau-sujet", ANSWER | {"action": "publish"})
        told = html.partition("Questions de l'examen public : 1 perdrait")[2].partition("</div></div>")[0]
        assert EXAM in told
        assert "Hors sujet" in told
        assert "Le trottinium" in told
        assert house.in_force().catalogue.record("le-trottinium") is None, "nothing was published"
        status, said = await visitor.post("/console/nouveau-sujet", ANSWER | {"action": "publish", "despite": "1"})
        assert status == 303
        assert "topic_made" in said
    assert await expecting.now(house, EXAM) == "le-trottinium"


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_an_answer_changed_on_its_page_says_it_too(real_house: House) -> None:
    house = real_house
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        await visitor.post("/console/nouveau-sujet", ANSWER | {"action": "publish"})
        await an_accepted_question(house, "le-trottinium")
        other = {
            "title": "La luge",
            "answer": "La luge est à la cave.",
            "simple": "Elle est en bas.",
            "questions": "où est la luge",
            "names": "luge",
        }
        page, kept = (
            "/console/fiches/le-trottinium",
            ANSWER | {"action": "publish", "answer": "Le trottinium est un vélo."},
        )
        assert (await visitor.post(page, kept))[0] == 303, "its question is still answered by it"
        status, html = await visitor.post(page, ANSWER | other | {"action": "publish"})
        assert status == 409
        assert "1 perdrait sa réponse attendue, sur 1" in html
        assert 'name="despite"' in html
        assert (await visitor.post(page, ANSWER | other | {"action": "publish", "despite": "1"}))[0] == 303


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_new_answer_names_the_question_it_would_take(real_house: House) -> None:
    house = real_house
    await an_accepted_question(house, "out_of_scope")
    form = ANSWER | {"id": "trottinium", "intent": "ask_trottinium", "questions": EXAM}
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        status, html = await visitor.post("/console/fiches", form)
        assert status == 409
        assert EXAM in html.partition("1 perdrait sa réponse attendue, sur 1")[2].partition("<form")[0]
        assert house.in_force().catalogue.record("trottinium") is None
        assert (await visitor.post("/console/fiches", form | {"despite": "1"}))[0] == 303


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_what_a_record_answered_in_its_conversation_gets_the_new_words(house: House) -> None:
    held = house.in_force().catalogue
    record = next(each for each in held.records if each.topic == "ethics")
    follow = {
        "intent": "greet",
        "ranking": [["greet", 0.9]],
        "ambiguous": False,
        "records": [record.id],
        "chosen": "exact",
    }
    await written(house.database, "et ensuite ?", at=house.clock(), **follow)
    async with house.database.read() as connection:
        messages = await replay.last_month(connection, now=house.clock())
    assert [each.records for each in messages] == [[record.id]]
    changed = replace(record, answer="Autre chose.")
    (found,) = replay.differences(messages, changed, held, today=house.in_force().today)
    assert (found.text, found.before, found.after) == ("et ensuite ?", record, changed)
    assert replay.by_record([found]) == [], "the same record answers"
    assert replay.differences(messages, record, held, today=house.in_force().today) == []
