"""What a person who writes in the chat frame gets: answers once, refusals with a sentence, nothing of another's."""

import pytest
from aiohttp import ClientSession
from sqlalchemy import select

from bot.house import House
from bot.running.limits import Limiter
from bot.store.database import Database
from bot.store.tables import transcripts
from tests.channels.serving import Tab, served


async def test_a_question_is_answered_with_its_sources_and_choices(tab: Tab) -> None:
    status, body = await tab.send("Qu'est-ce que Proch'IA ?")
    assert status == 200
    message = body["messages"][0]
    assert [source["kind"] for source in message["sources"]] == ["officiel", "presse"]
    assert all(set(button) == {"title", "id"} for button in message["buttons"])
    assert message["author"] == "assistant"
    assert message["position"] > 0


async def test_the_same_message_sent_twice_is_answered_once(tab: Tab, web_house: House) -> None:
    first = await tab.send("Proch'IA ?", id="same")
    second = await tab.send("Proch'IA ?", id="same")
    assert [each["position"] for each in first[1]["messages"]] == [each["position"] for each in second[1]["messages"]]
    assert web_house.engines.current.heard == ["Proch'IA ?"]


async def test_a_button_is_pressed_by_its_id(tab: Tab) -> None:
    _, body = await tab.send("Proch'IA ?")
    _, answer = await tab.send(button=body["messages"][0]["buttons"][0]["id"])
    assert "dépenses" in answer["messages"][0]["text"]


async def test_the_id_of_another_conversation_presses_nothing(
    client: ClientSession, url: str, web_house: House
) -> None:
    mine, other = await Tab.open(client, url), await Tab.open(client, url)
    _, body = await mine.send("Proch'IA ?")
    _, answer = await other.send(button=body["messages"][0]["buttons"][0]["id"])
    assert "plus valable" in answer["messages"][0]["text"]
    assert len(web_house.engines.current.heard) == 1


async def test_a_reload_shows_the_conversation_again(tab: Tab) -> None:
    await tab.send("Proch'IA ?", id="m1")
    status, body = await tab.get("/w/conversation")
    assert status == 200
    assert [(turn["id"], turn["text"]) for turn in body["turns"]] == [("m1", "Proch'IA ?")]
    assert body["turns"][0]["messages"][0]["buttons"]
    assert 0 < body["expires_in"] <= 24 * 3600


async def test_after_a_day_the_conversation_is_closed(tab: Tab, clock) -> None:
    await tab.send("Proch'IA ?")
    clock.move(hours=25)
    assert (await tab.get("/w/conversation"))[1]["turns"] == []


async def test_what_was_masked_is_shown_masked(tab: Tab) -> None:
    _, body = await tab.send("Mon courriel est jeanne@exemple.fr")
    assert body["you"] == "Mon courriel est <EMAIL>"


async def test_a_social_security_number_is_stored_nowhere(tab: Tab, web_house: House) -> None:
    status, body = await tab.send("mon numéro 2 69 05 49 588 157 80")
    assert status == 200
    assert "sécurité sociale" in body["messages"][0]["text"]
    async with web_house.database.read() as connection:
        assert (await connection.execute(select(transcripts))).all() == []


async def test_text_is_never_eaten_on_input(tab: Tab) -> None:
    _, body = await tab.send("CA < 2 M€ & <b>gras</b>")
    assert body["messages"][0]["text"] == "Vous avez dit : CA < 2 M€ & <b>gras</b>"


@pytest.mark.parametrize("text", ['/inform{"amount": 1}', '  /inform{"amount": 1}', "\u200b/restart", "／restart"])
async def test_a_typed_intent_sets_nothing(tab: Tab, web_house: House, text: str) -> None:
    await tab.send(text)
    assert not any(heard.startswith(("/", "／")) for heard in web_house.engines.current.heard)


async def test_a_message_over_a_thousand_characters_is_refused_with_a_sentence(tab: Tab) -> None:
    status, body = await tab.send("a" * 1_001)
    assert status == 422
    assert "trop long" in body["messages"][0]["text"]


async def test_a_body_over_eight_kilobytes_is_refused(tab: Tab) -> None:
    status, body = await tab.post("/w/messages", {"id": "m", "text": "a" * 9_000})
    assert (status, body) == (413, {"error": "too_large"})


async def test_a_body_sent_in_pieces_is_bounded_too(tab: Tab) -> None:
    async def pieces():  # type: ignore[no-untyped-def]
        for _ in range(20):
            yield b"a" * 1_000

    headers = {"X-Beffroi-Session": tab.token}
    async with tab.client.post(f"{tab.url}/w/messages", data=pieces(), headers=headers) as answer:
        assert answer.status == 413


async def test_the_sixteenth_message_of_a_minute_waits(tab: Tab, web_house: House) -> None:
    web_house.limiter = Limiter(15)
    for _ in range(15):
        assert (await tab.send("bonjour"))[0] == 200
    body = {"id": "one-more", "text": "bonjour"}
    headers = {"X-Beffroi-Session": tab.token}
    async with tab.client.post(f"{tab.url}/w/messages", json=body, headers=headers) as answer:
        assert answer.status == 429
        assert answer.headers["RateLimit-Limit"] == "15"
        assert answer.headers["RateLimit-Remaining"] == "0"
        assert 0 < int(answer.headers["Retry-After"]) <= 61
        assert "Attendez" in (await answer.json())["messages"][0]["text"]


async def test_an_answer_says_how_many_messages_are_left(tab: Tab) -> None:
    headers = {"X-Beffroi-Session": tab.token}
    async with tab.client.post(f"{tab.url}/w/messages", json={"id": "m", "text": "bonjour"}, headers=headers) as answer:
        assert {"RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"} <= set(answer.headers)


@pytest.mark.parametrize("token", ["", "0" * 32, "0" * 32 + "." + "0" * 32, "é"])
async def test_a_session_this_program_did_not_make_is_refused(tab: Tab, token: str) -> None:
    forged = Tab(tab.client, tab.url, token)
    assert await forged.send("bonjour") == (401, {"error": "session"})
    assert (await forged.get("/w/conversation"))[0] == 401


async def test_a_person_says_why_an_answer_did_not_help_and_it_is_masked(tab: Tab, web_house: House) -> None:
    _, body = await tab.send("Proch'IA ?")
    position = body["messages"][0]["position"]
    await tab.post("/w/thumbs", {"position": position, "thumb": -1})
    status, _ = await tab.post("/w/thumbs", {"position": position, "thumb": -1, "reason": "écrivez à a@b.fr"})
    assert status == 200
    async with web_house.database.read() as connection:
        row = (await connection.execute(select(transcripts.c.thumb, transcripts.c.thumb_reason))).one()
    assert tuple(row) == (-1, "écrivez à <EMAIL>")
    assert (await tab.get("/w/conversation"))[1]["turns"][0]["thumb"] == -1


async def test_nobody_rates_the_answer_of_another(client: ClientSession, url: str) -> None:
    mine, other = await Tab.open(client, url), await Tab.open(client, url)
    _, body = await mine.send("Proch'IA ?")
    status, _ = await other.post("/w/thumbs", {"position": body["messages"][0]["position"], "thumb": 1})
    assert status == 404


async def test_the_conversation_is_downloaded_as_text(tab: Tab) -> None:
    await tab.send("Proch'IA ?")
    async with tab.client.get(f"{tab.url}/w/transcript", headers={"X-Beffroi-Session": tab.token}) as answer:
        assert "attachment" in answer.headers["Content-Disposition"]
        assert "> Proch'IA ?" in await answer.text()


async def test_forgetting_leaves_nothing_and_gives_a_receipt(tab: Tab) -> None:
    await tab.send("Proch'IA ?")
    _, asked = await tab.send("/oublier")
    _, done = await tab.send(button=asked["messages"][0]["buttons"][0]["id"])
    assert done["forgotten"]
    assert "Reçu n°" in done["messages"][0]["text"]
    assert (await tab.get("/w/conversation"))[1]["turns"] == []


async def test_rights_and_the_human_route_work_with_no_model(tab: Tab, web_house: House) -> None:
    web_house.engines.current = None
    assert "installation" in (await tab.send("bonjour"))[1]["messages"][0]["text"]
    assert (await tab.send("/humain"))[1]["standing"]["state"] == "form"
    assert (await tab.send("/exporter"))[1]["messages"][0]["text"].startswith("Voici vos messages")


async def test_a_breakdown_still_gets_a_french_sentence_and_a_person(tab: Tab) -> None:
    status, body = await tab.send("panne")
    assert status == 200
    assert "panne de mon côté" in body["messages"][0]["text"]
    assert body["messages"][0]["buttons"][0]["title"] == "Parler à un agent"


async def test_a_database_that_is_gone_is_said_with_a_time_to_come_back(
    client: ClientSession, web_house: House
) -> None:
    web_house.database = Database("postgresql+asyncpg://127.0.0.1:1/none")
    async with served(web_house) as url:
        tab = await Tab.open(client, url)
        body = {"id": "m", "text": "bonjour"}
        async with client.post(f"{url}/w/messages", json=body, headers={"X-Beffroi-Session": tab.token}) as answer:
            assert answer.status == 503
            assert int(answer.headers["Retry-After"]) > 0
            assert "enregistrer" in (await answer.json())["messages"][0]["text"]
        assert (await tab.get("/w/conversation"))[0] == 503
    await web_house.database.dispose()


async def test_the_same_words_again_and_again_are_calmed_down(tab: Tab, web_house: House, clock) -> None:
    for _ in range(3):
        assert "Vous avez dit" in (await tab.send("allô ?"))[1]["messages"][0]["text"]
    _, body = await tab.send("allô ?")
    assert "plusieurs fois" in body["messages"][0]["text"]
    assert body["messages"][0]["buttons"][0]["title"] == "Parler à un agent"
    assert "Vous avez dit" in (await tab.send("autre chose"))[1]["messages"][0]["text"]
    assert len(web_house.engines.current.heard) == 4
    clock.move(minutes=11)
    assert "Vous avez dit" in (await tab.send("autre chose"))[1]["messages"][0]["text"]
