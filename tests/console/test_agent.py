"""An agent who holds a conversation is helped: answers ready to send, with where they come from."""

import html

import pytest
from aiohttp.test_utils import TestClient

from bot import desk
from bot.house import House
from bot.store.audit import Act
from bot.store.conversations import Incoming
from bot.turn import take
from console import operators, sessions
from tests.console.site import Visitor, served, signed_in, token


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


@pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)
async def test_a_conversation_is_noted_given_and_found_by_the_service(house: House) -> None:
    number = await _a_conversation(house, "web")
    async with served(house) as client:
        camille = await signed_in(client, house, "annotateur")
        await signed_in(client, house, "annotateur", name="Dominique")
        async with house.database.write() as connection:
            await operators.change(
                connection, 2, Act("test", house.clock()), wanted=["annotateur"], active=True, email=None,
                service="Numérique",
            )  # fmt: skip
        dominique = await _again(client, house, 2)
        path = f"/console/conversations/{number}"
        await camille.post(f"{path}/prendre")
        page = (await camille.get(path))[1]
        assert 'value="agent:Dominique"' in page
        assert 'value="agent:Camille"' not in page
        assert "no_assignee" in (await camille.post(f"{path}/confier", {"to": "agent:Personne"}))[1]
        assert "no_assignee" in (await camille.post(f"{path}/confier", {"to": "Dominique"}))[1]
        given = await camille.post(f"{path}/confier", {"to": "service:Numérique", "note": "elle attend un devis"})
        assert "given" in given[1]
        assert "vous est confiée" in html.unescape((await dominique.get("/console/conversations"))[1])
        assert "vous est confiée" in html.unescape((await dominique.get("/console/"))[1])
        assert "vous est confiée" not in html.unescape((await camille.get("/console/conversations"))[1])
        assert number in (await camille.get("/console/conversations?etat=confiee"))[1]
        shown = html.unescape((await dominique.get(path))[1])
        assert "elle attend un devis" in shown
        assert "Confiée à Numérique par Camille" in shown
        assert "note_empty" in (await dominique.post(f"{path}/note", {"remove": "1"}))[1]
        assert "saved" in (await camille.post(f"{path}/note", {"remove": "1"}))[1]
        assert "elle attend un devis" not in (await dominique.get(path))[1]


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_who_is_there_says_so_on_any_page_and_comes_back_to_it(house: House) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "annotateur")
        assert "Je suis disponible" in (await visitor.get("/console/fiches"))[1]
        form = {"available": "1", "from": "/console/fiches"}
        assert (await visitor.post("/console/conversations/presence", form))[1] == "/console/fiches?dit=present"
        assert '<span class="tag good">Disponible</span>' in (await visitor.get("/console/fiches"))[1]
        for elsewhere in ("//exemple.fr", "https://exemple.fr", ""):
            answer = await visitor.post("/console/conversations/presence", {"available": "0", "from": elsewhere})
            assert answer[1].startswith("/console/"), answer
        reader = await signed_in(client, house, "lecteur", name="Lou")
        assert "disponible" not in (await reader.get("/console/fiches"))[1].lower()


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_rest_conversation_says_that_it_cannot_be_answered_live(house: House) -> None:
    rest, site = await _a_conversation(house, "rest"), await _a_conversation(house, "web")
    async with served(house) as client:
        visitor = await signed_in(client, house, "annotateur")
        said = "on ne peut pas y répondre en direct"
        assert said in html.unescape((await visitor.get(f"/console/conversations/{rest}"))[1])
        assert said not in html.unescape((await visitor.get(f"/console/conversations/{site}"))[1])


async def _a_conversation(house: House, channel: str) -> str:
    turn = await take(house, Incoming(channel, f"someone on {channel}", "bonjour"))
    return str(turn.conversation.id)


async def _again(client: TestClient, house: House, number: int) -> Visitor:
    """Sign in an operator whose sessions ended."""
    async with house.database.write() as connection:
        operator = await operators.find(connection, number)
        assert operator is not None
        secret = await sessions.open_(connection, operator, now=house.clock(), verified=True)
    visitor = Visitor(client, {sessions.COOKIE: secret})
    visitor.csrf = token((await visitor.get("/console/"))[1])
    return visitor
