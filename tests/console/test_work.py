"""What operators do on the pages: label, take back, review, take over, correct an answer, keep a task."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot import desk, project
from bot.engine.importer import FilesImporter
from bot.house import House
from bot.store.audit import audits
from bot.store.conversations import Incoming
from bot.store.tables import outbox
from bot.turn import take
from learning.answers import in_force
from learning.inbox import tasks
from learning.models import kept_tests
from learning.sentences import current, exporting
from learning.tables import labels
from tests.console.site import Visitor, served, signed_in
from tests.learning.messages import written


async def shown(visitor: Visitor) -> tuple[int, str]:
    """Return the message on screen: its number and its text."""
    html = (await visitor.get("/console/etiqueter"))[1]
    number = re.search(r'name="candidate" value="(\d+)"', html)
    text = re.search(r'id="said"[^>]*><span data-raw>([^<]+)<', html)
    assert number, html
    assert text
    return int(number[1]), text[1]


async def decide(visitor: Visitor, **form: str) -> str:
    number, text = await shown(visitor)
    status, _ = await visitor.post("/console/etiqueter", {"candidate": str(number), **form})
    assert status == 303
    return text


async def taught(house: House) -> set[tuple[str, str]]:
    async with house.database.read() as connection:
        return {(each.text, each.intent) for each in await current.active(connection)}


async def test_a_label_by_one_key_teaches_and_shows_the_next(house: House) -> None:
    await written(house.database, "kezako le machin", "tout autre chose ici")
    async with served(house) as client:
        visitor = await signed_in(client, house, "annotateur")
        text = await decide(visitor, intent="ask_prochia", impersonal="1")
        assert (text, "ask_prochia") in await taught(house)
        assert (await shown(visitor))[1] != text


async def test_ten_decisions_can_be_taken_back_and_no_more(house: House) -> None:
    words = [
        "pluie",
        "train",
        "robot",
        "lampe",
        "chien",
        "moulin",
        "banque",
        "jardin",
        "fusée",
        "piano",
        "vélo",
        "neige",
    ]
    await written(house.database, *[f"{word} {word * 2} {word[::-1]}" for word in words])
    async with served(house) as client:
        visitor = await signed_in(client, house, "annotateur")
        said = [await decide(visitor, intent="ask_prochia", impersonal="1") for _ in range(11)]
        for text in reversed(said[1:]):
            assert (await visitor.post("/console/etiqueter/annuler"))[0] == 303
            assert (text, "ask_prochia") not in await taught(house)
        assert "nothing_to_undo" in (await visitor.post("/console/etiqueter/annuler"))[1]
        assert await taught(house) == {(said[0], "ask_prochia")}


async def test_a_message_put_aside_or_put_off_leaves_and_comes_back(house: House) -> None:
    await written(house.database, "pluie sur la mairie")
    async with served(house) as client:
        visitor = await signed_in(client, house, "annotateur")
        for action in ("later", "reject"):
            await decide(visitor, action=action)
            assert "Il n'y a plus de message" in (await visitor.get("/console/etiqueter"))[1]
            await visitor.post("/console/etiqueter/annuler")
            assert (await shown(visitor))[1] == "pluie sur la mairie"


async def test_a_missing_answer_gets_an_owner_a_date_and_a_state(house: House) -> None:
    await written(house.database, "pluie sur la mairie")
    async with served(house) as client:
        visitor = await signed_in(client, house, "annotateur")
        number, text = await shown(visitor)
        form = {"candidate": str(number), "text": text, "owner": "Camille", "due": "2026-12-01", "impersonal": "1"}
        await visitor.post("/console/etiqueter/manquante", form)
        assert text in (await visitor.get("/console/"))[1]
        async with house.database.read() as connection:
            (task,) = await tasks.listed(connection)
        assert (task.owner, task.due.isoformat() if task.due else None, task.state) == ("Camille", "2026-12-01", "open")
        await visitor.post(f"/console/reponses-manquantes/{task.id}", {"state": "done", "owner": "Camille", "due": ""})
        async with house.database.read() as connection:
            assert await tasks.listed(connection) == []


async def test_a_group_is_labelled_at_once(house: House) -> None:
    await written(house.database, "le machin numerique", "le machin numérique ?", "le machin numeriqe")
    async with served(house) as client:
        visitor = await signed_in(client, house, "annotateur")
        link = re.search(r"/console/lots/(\d+)", (await visitor.get("/console/lots"))[1])
        assert link
        ids = re.findall(r'name="candidate" value="(\d+)"', (await visitor.get(link[0]))[1])
        form = [("candidate", number) for number in ids] + [("intent", "ask_prochia"), ("impersonal", "1")]
        await visitor.post(link[0], form)
        assert "Aucun message en attente" in (await visitor.get("/console/lots"))[1]


async def test_what_may_be_personal_waits_for_a_reviewer_who_corrects_it(house: House) -> None:
    await written(house.database, "je suis Jeanne Dupont et je veux une aide")
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        assert (
            'name="impersonal" value="1" data-key="impersonal" checked'
            not in (await visitor.get("/console/etiqueter"))[1]
        )
        await decide(visitor, intent="ask_public_support")
        assert await taught(house) == set()
        async with house.database.read() as connection:
            number = (await connection.execute(select(labels.c.id))).scalar()
        await visitor.post("/console/relire", {"label": str(number), f"text-{number}": "je veux une aide"})
        assert await taught(house) == {("je veux une aide", "ask_public_support")}


async def test_keys_can_be_switched_off(house: House) -> None:
    await written(house.database, "pluie sur la mairie")
    async with served(house) as client:
        visitor = await signed_in(client, house, "annotateur")
        assert "inbox.js" in (await visitor.get("/console/etiqueter"))[1]
        await visitor.post("/console/mon-compte", {"action": "shortcuts"})
        assert "inbox.js" not in (await visitor.get("/console/etiqueter"))[1]


async def test_an_operator_takes_over_answers_and_gives_back(house: House) -> None:
    turn = await take(house, Incoming("web", "someone", "mon cas est compliqué"))
    assert turn.conversation
    number = turn.conversation.id
    async with served(house) as client:
        visitor = await signed_in(client, house, "annotateur")
        page = f"/console/conversations/{number}"
        assert "taken" in (await visitor.post(f"{page}/prendre"))[1]
        held = await take(house, Incoming("web", "someone", "vous êtes là ?"))
        assert held.reply.messages == ()
        await visitor.post(f"{page}/dire", {"text": "Oui, je vous lis."})
        async with house.database.read() as connection:
            said = [
                row.body["text"] for row in await connection.execute(select(outbox).where(outbox.c.author == "Camille"))
            ]
        assert said == ["Oui, je vous lis."]
        assert "vous êtes là" in (await visitor.get(page))[1]
        assert "released" in (await visitor.post(f"{page}/rendre"))[1]
    assert (await desk.standing(house, number)).state == desk.ASSISTANT


async def test_a_sentence_of_a_conversation_becomes_a_test_only_with_its_box(house: House) -> None:
    turn = await take(house, Incoming("web", "someone", "kezako le bidule"))
    assert turn.conversation
    async with served(house) as client:
        visitor = await signed_in(client, house, "annotateur")
        path, form = (
            f"/console/conversations/{turn.conversation.id}/test",
            {"turn": "1", "intent": "ask_ami"},
        )
        assert "box_needed" in (await visitor.post(path, form))[1]
        html = (await visitor.get(f"/console/conversations/{turn.conversation.id}"))[1]
        form["turn"] = re.search(r'name="turn" value="(\d+)"', html)[1]  # type: ignore[index]
        await visitor.post(path, form | {"impersonal": "1"})
        async with house.database.read() as connection:
            assert [each.text for each in await kept_tests.in_force(connection)] == ["kezako le bidule"]


async def test_an_answer_changes_with_source_date_and_comment_and_its_history_brings_it_back(house: House) -> None:
    record = next(each for each in house.in_force().catalogue.records if each.source and not each.figures)
    before = record.answer
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        form = {
            "title": record.title, "answer": "Une réponse toute neuve.", "simple": "C'est neuf.", "source_kind": "officiel",
            "source_title": "Communiqué", "source_date": "2026-11-20", "checked_on": "2026-11-25", "action": "publish",
        }  # fmt: skip
        path = f"/console/fiches/{record.id}"
        assert (await visitor.post(path, form))[0] == 400, "a comment is compulsory"
        assert (await visitor.post(path, form | {"comment": "mise à jour", "source_title": ""}))[0] == 400
        preview = await visitor.post(path, form | {"action": "preview"})
        assert preview[0] == 200
        assert "Une réponse toute neuve." in preview[1]
        assert house.in_force().catalogue.record(record.id).answer == before  # type: ignore[union-attr]
        await visitor.post(path, form | {"comment": "mise à jour"})
        assert house.in_force().catalogue.record(record.id).answer == "Une réponse toute neuve."  # type: ignore[union-attr]
        html = (await visitor.get(path))[1]
        change = re.search(r'name="change" value="(\d+)"', html)
        assert change
        await visitor.post(f"{path}/annuler", {"change": change[1], "comment": "erreur"})
        await in_force.apply(house)
        assert house.in_force().catalogue.record(record.id).answer == before  # type: ignore[union-attr]


async def test_a_phone_number_of_the_service_is_set_with_a_reason(house: House) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "administrateur", "lecteur")
        assert "comment_needed" in (await visitor.post("/console/service", {"contact.phone": "03 20 00 00 00"}))[1]
        await visitor.post("/console/service", {"contact.phone": "03 20 00 00 00", "comment": "standard ouvert"})
        assert house.in_force().catalogue.service.contact["phone"] == "03 20 00 00 00"


async def test_an_answer_that_may_not_have_arrived_is_shown_in_its_conversation(house: House) -> None:
    turn = await take(house, Incoming("telegram", "4242", "Proch'IA ?"))
    assert turn.conversation is not None
    async with served(house) as client:
        visitor = await signed_in(client, house, "lecteur")
        path = f"/console/conversations/{turn.conversation.id}"
        assert "Envoi incertain" not in (await visitor.get(path))[1]
        async with house.database.write() as connection:
            await connection.execute(update(outbox).values(status="uncertain"))
        assert "Envoi incertain" in (await visitor.get(path))[1]


async def test_the_hours_of_the_desk_are_set_kept_and_refused_when_they_make_no_sense(house: House) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "administrateur", "lecteur")
        path, mornings = (
            "/console/interrupteurs/horaires",
            {"day-0-1": "1", "day-0-3": "1", "from-0": "09:00", "to-0": "12:00"},
        )
        assert "comment_needed" in (await visitor.post(path, mornings))[1]
        await visitor.post(path, mornings | {"comment": "le matin"})
        assert house.in_force().catalogue.service.hours == ({"days": [1, 3], "from": "09:00", "to": "12:00"},)
        html = (await visitor.get("/console/interrupteurs"))[1]
        assert "lundi, mercredi de 09 h 00 à 12 h 00" in html
        for wrong in ({"to-0": "08:00"}, {"day-0-1": "", "day-0-3": ""}, {"from-0": "midi"}):
            assert "bad_hours" in (await visitor.post(path, mornings | wrong | {"comment": "le matin"}))[1]
        await visitor.post("/console/service", {"contact.phone": "03 20 00 00 00", "comment": "standard"})
        assert house.in_force().catalogue.service.hours[0]["to"] == "12:00"
        await visitor.post(path, {"comment": "plus d'horaires"})
        assert house.in_force().catalogue.service.hours == ()


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_every_write_is_in_the_audit_with_its_author_and_comment(house: House) -> None:
    await written(house.database, "pluie sur la mairie")
    async with served(house) as client:
        visitor = await signed_in(client, house, "tous")
        number, _ = await shown(visitor)
        await visitor.post(
            "/console/etiqueter", {"candidate": str(number), "action": "reject", "comment": "hors sujet"}
        )
        await visitor.post("/console/conversations/presence", {"available": "1"})
        await visitor.post("/console/interrupteurs", {"action": "stop", "comment": "exercice"})
        await visitor.post("/console/interrupteurs", {"action": "start", "comment": "fin d'exercice"})
        await visitor.post("/console/intentions", {"label": "Transport", "comment": "souvent demandé"})
    async with house.database.read() as connection:
        rows = [row for row in await connection.execute(select(audits)) if row.author == "Camille"]
    assert {row.action for row in rows} >= {
        "message.rejected", "desk.presence", "switch.stop", "switch.start", "intent.propose",
    }  # fmt: skip
    assert {"hors sujet", "exercice", "souvent demandé"} <= {row.comment for row in rows}
    assert all(house.clock() - row.at < timedelta(minutes=5) for row in rows)


async def test_a_new_intent_with_its_sentences_and_its_answer_can_be_trained(house: House, tmp_path: Path) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        await visitor.post("/console/intentions", {"label": "Transport", "comment": "souvent demandé"})
        form = {"action": "add", "text": "y a-t-il un bus pour l'atelier", "impersonal": "1"}
        await visitor.post("/console/intentions/ask_transport", form)
        answer = {
            "id": "transport-atelier", "topic": "workshops", "new_intent": "ask_transport", "title": "Le bus",
            "answer": "Nous ne connaissons pas les bus.", "simple": "Nous ne savons pas.", "source_title": "Note",
            "source_kind": "officiel", "source_date": "2026-11-20", "checked_on": "2026-11-25", "comment": "manquait",
        }  # fmt: skip
        assert (await visitor.post("/console/fiches", answer))[0] == 303
        assert house.in_force().catalogue.for_intent("ask_transport", {})
    made = await exporting.write_files(house.database, tmp_path / "material")
    read = FilesImporter(str(project.CONFIG), str(project.DOMAIN), [str(place) for place in made])
    assert "ask_transport" in read.get_domain().intents
    assert "y a-t-il un bus pour l'atelier" in {each.get("text") for each in read.get_nlu_data().intent_examples}


WRONG = [
    ("contact.phone", "0612", "doit être un numéro de téléphone"),
    ("contact.email", "ia(at)region.fr", "doit être un courriel"),
    ("contact.form", "region.fr/contact", "doit être une adresse https"),
    ("dpo.email", "dpo@", "doit être un courriel"),
]


@pytest.mark.parametrize(("field", "typed", "why"), WRONG)
async def test_what_cannot_be_used_to_reach_the_service_is_refused(
    field: str, typed: str, why: str, house: House
) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "administrateur")
        status, page = await visitor.post("/console/service", {field: typed, "comment": "ouverture"})
    assert (status, why in page, typed in page) == (400, True, True)
    part, _, name = field.partition(".")
    assert getattr(house.in_force().catalogue.service, part)[name] is None


async def test_a_region_cannot_publish_a_service_without_publisher_host_and_dpo(house: House) -> None:
    form = {"official": "1", "comment": "ouverture", "publisher.name": "Région", "host.name": "Hébergeur"}
    async with served(house) as client:
        visitor = await signed_in(client, house, "administrateur")
        status, page = await visitor.post("/console/service", form)
        assert status == 400
        assert page.count("rien n'est rempli") == 1
        assert not house.in_force().catalogue.service.official
        assert (await visitor.post("/console/service", {**form, "dpo.email": "dpo@region.example.org"}))[0] == 303
    assert house.in_force().catalogue.service.official
