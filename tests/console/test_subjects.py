"""A whole topic is made in the console: from what people say to an answered question, without a training."""

import re
from dataclasses import replace

import pytest

from bot.house import House
from bot.store.conversations import Incoming
from bot.turn import take
from learning.answers import collisions
from learning.inbox import emerging
from learning.inbox.emerging import Heard
from learning.sentences import current
from tests.console.site import served, signed_in
from tests.learning.messages import collected, written
from tests.regions import THE_REGION

ASKED = (
    "le trottinium c'est quoi", "comment avoir le trottinium", "trottinium pour ma mairie", "qui donne le trottinium",
    "trottinium en 2026 ?", "le trottinium est-il gratuit",
)  # fmt: skip
OUT = {"intent": "out_of_scope", "ranking": [["out_of_scope", 0.8]], "ambiguous": False, "confidence": 0.8}
ANSWER = {
    "title": "Le trottinium", "topic": "service", "answer": "Le trottinium est un essai de notre test.",
    "simple": "C'est un essai.", "questions": "le trottinium c'est quoi\ncomment avoir le trottinium", "names": "trottinium",
    "source_title": "Note du test", "source_kind": "officiel", "source_date": "2026-11-20", "checked_on": "2026-11-25",
    "impersonal": "1", "comment": "six messages", "word": "trottinium",
}  # fmt: skip


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_what_people_begin_to_speak_of_is_one_card_named_by_their_word(house: House) -> None:
    await written(house.database, *ASKED, "il pleut sur la mairie", **OUT)
    await collected(house.database)
    async with served(house) as client:
        html = (await (await signed_in(client, house, "annotateur")).get("/console/sujets"))[1]
    assert re.search(r"6 messages parlent de « [a-z ]*trottinium »", html)
    assert html.count("messages parlent") == 1


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_subject_is_put_aside_or_labelled_at_once(house: House) -> None:
    await written(house.database, *ASKED, **OUT)
    numbers = [str(each.id) for each in await collected(house.database)]
    async with served(house) as client:
        visitor = await signed_in(client, house, "annotateur")
        form = [("candidate", number) for number in numbers]
        await visitor.post("/console/sujets/lot", [*form[:2], ("action", "reject")])
        assert "labelled" in (
            await visitor.post("/console/sujets/lot", [*form[2:], ("other", "ask_ami"), ("impersonal", "1")])
        )[1]  # fmt: skip
        assert "Rien ne revient" in (await visitor.get("/console/sujets"))[1]


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_topic_is_answered_at_once_keyed_and_taught(real_house: House) -> None:
    house = real_house
    await written(house.database, *ASKED, **OUT)
    await collected(house.database)
    before = await take(house, Incoming("web", "somebody", "le trottinium, c'est quoi ?"))
    assert before.reply
    assert "essai de notre test" not in before.reply.messages[0].text
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        blank = (await visitor.get("/console/nouveau-sujet?mot=trottinium&nom=trottinium"))[1]
        assert "qui donne le trottinium" in blank
        status, preview = await visitor.post("/console/nouveau-sujet", ANSWER | {"action": "preview"})
        assert status == 200
        assert "Aucune : chaque question trouve cette réponse." in preview
        assert house.in_force().catalogue.record("le-trottinium") is None
        assert "topic_made" in (await visitor.post("/console/nouveau-sujet", ANSWER | {"action": "publish"}))[1]
        await written(house.database, "encore un trottinium bizarre", **OUT)
        assert "Le trottinium" in (await visitor.get("/console/etiqueter"))[1], "its name is on a key"
    after = await take(house, Incoming("web", "another", "comment avoir le trottinium ?"))
    assert after.reply
    assert "essai de notre test" in after.reply.messages[0].text
    async with house.database.read() as connection:
        taught = {each.text for each in await current.active(connection) if each.intent == "ask_le_trottinium"}
    assert {"le trottinium c'est quoi", "comment avoir le trottinium"} <= taught


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_topic_needs_its_source_its_box_and_a_name_of_its_own(house: House) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        for missing in ({"source_title": ""}, {"impersonal": ""}, {"questions": ""}, {"comment": ""}, {"title": "!"}):
            status, _ = await visitor.post("/console/nouveau-sujet", ANSWER | {"action": "publish"} | missing)
            assert status == 400, missing
    assert house.in_force().catalogue.record("le-trottinium") is None


def test_a_question_another_record_claims_is_a_collision() -> None:
    held = THE_REGION.catalogue
    claimed = next(each for each in held.records if each.questions)
    mine = replace(claimed, id="la-mienne", title="La mienne", questions=(claimed.questions[0],))
    found = collisions.collisions(mine, held, today=claimed.checked_on)
    assert claimed.id in {each.record for each in found}


def test_usual_words_make_no_subject() -> None:
    messages = [Heard(number, f"quelle aide pour ma commune {number}") for number in range(20)]
    assert emerging.subjects(messages, current.base()) == []


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_an_answer_is_found_by_its_words_and_edited_with_its_questions(house: House) -> None:
    record = next(
        each for each in house.in_force().catalogue.records if each.questions and each.source and not each.figures
    )
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        html = (await visitor.get("/console/fiches", params={"cherche": record.questions[0]}))[1]
        assert f"/console/fiches/{record.id}" in html
        assert html.count("<tr>") < 20
        form = {
            "title": record.title, "answer": "Une réponse.", "simple": "Une réponse.", "source_kind": "officiel",
            "source_title": "Note", "source_date": "2026-11-20", "checked_on": "2026-11-25", "comment": "essai",
            "questions": "une question neuve\n\nune question neuve\nune autre", "names": "", "action": "publish",
        }  # fmt: skip
        assert (await visitor.post(f"/console/fiches/{record.id}", form))[0] == 303
    changed = house.in_force().catalogue.record(record.id)
    assert changed
    assert changed.questions == ("une question neuve", "une autre")
    assert changed.source
    assert changed.source.date_label == "20 novembre 2026", "the day alone is enough to be read"
