"""Updates posted by Telegram: only with the secret, stored before 200, answered once, in a way each kind deserves."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.store.database import Database
from bot.store.tables import conversations, inbox, outbox, transcripts
from bot.turn import recover
from channels.telegram import webhook
from tests.botapi import Behaviour
from tests.channels.telegram.conftest import OpenLine
from tests.channels.telegram.engine import PhoneEngine
from tests.channels.telegram.phone import Line, membership, message, press, text
from tests.channels.telegram.stored import nothing_stored, rows
from web import asked

INTELLIGENCE = "Je suis une intelligence artificielle"


async def test_a_wrong_or_missing_secret_is_refused_and_nothing_is_stored(line: Line) -> None:
    right = webhook.secret(line.house.settings)
    for wrong in ("", "wrong", right[:-1], right + "x", right.upper(), "é"):
        assert await line.post(text("bonjour"), secret=wrong) == 401
    assert await line.post(None, secret="wrong", data=b"not json") == 401
    assert await nothing_stored(line.house)
    assert line.api.calls == []


async def test_without_a_token_nobody_is_let_in(open_line: OpenLine) -> None:
    async with open_line(telegram_token="", telegram_secret="known", deliver=False) as line:
        assert await line.post(text("bonjour"), secret="known") == 401
        assert await nothing_stored(line.house)


async def test_an_empty_secret_setting_opens_nothing(quick: Line) -> None:
    assert quick.house.settings.telegram_secret == ""
    assert await quick.post(text("bonjour"), secret="") == 401


async def test_the_setting_is_the_secret(open_line: OpenLine) -> None:
    async with open_line(telegram_secret="known") as line:
        assert await line.post(text("bonjour"), secret="known") == 200


async def test_an_update_is_stored_when_telegram_is_told_200(open_line: OpenLine) -> None:
    async with open_line(deliver=False) as line:
        assert await line.post(text("Qu'est-ce que Prochia ?")) == 200
        assert [row.status for row in await rows(line.house, inbox)] == ["done"]
        assert {row.status for row in await rows(line.house, outbox)} == {"pending"}


async def test_when_the_store_is_down_telegram_is_asked_to_come_back(open_line: OpenLine) -> None:
    async with open_line(deliver=False) as line, Database("sqlite+aiosqlite:////nowhere/at/all.sqlite") as gone:
        working, line.house.database = line.house.database, gone
        for update in (text("bonjour"), press("abc"), message(voice={}), membership("kicked", 7)):
            assert await line.post(update) == 503
            assert int(line.last_headers["Retry-After"]) > 0
        line.house.database = working
        assert await line.post(text("bonjour")) == 200


async def test_the_same_update_five_times_gets_one_answer(line: Line) -> None:
    update = text("Qu'est-ce que Prochia ?")
    assert [await line.post(update) for _ in range(5)] == [200] * 5
    assert len(await line.quiet()) == 2  # the law's first message, and the answer
    assert len(await rows(line.house, transcripts)) == 1


async def test_the_same_update_five_times_at_once_gets_one_answer(line: Line) -> None:
    line.house.engines.current = SlowEngine()  # type: ignore[assignment]
    update = text("Qu'est-ce que Prochia ?")
    given = await asyncio.gather(*(line.post(update) for _ in range(5)))
    assert set(given) <= {200, 503}  # 503: too many wait already, Telegram posts it again
    assert len(await line.quiet()) == 2


async def test_when_too_many_messages_wait_telegram_posts_them_again_and_none_is_lost(line: Line) -> None:
    line.house.engines.current = SlowEngine()  # type: ignore[assignment]
    left = [text(f"message {number}") for number in range(7)]
    busy = False
    while left:
        given = await asyncio.gather(*(line.post(update) for update in left))
        left = [update for update, status in zip(left, given, strict=True) if status == 503]
        busy = busy or bool(left)
    said = await line.quiet()
    assert busy
    assert {f"message {number}" for number in range(7)} == {each.removeprefix("J&#x27;ai lu : ") for each in said[1:]}


async def test_a_sentence_outside_the_conversation_is_said_once_too(line: Line) -> None:
    for update in (message(voice={"file_id": "a"}), text("a" * 1001), text("mon numéro est 1 85 05 78 006 084 91")):
        before = len(await line.quiet())
        assert [await line.post(update) for _ in range(5)] == [200] * 5
        assert len(await line.quiet()) - before == (2 if before == 0 else 1)


async def test_the_first_message_is_that_of_the_law(line: Line) -> None:
    await line.post(text("/start"))
    said = await line.said(1)
    assert INTELLIGENCE in said[0]
    assert "30 jours" in said[0]
    await line.post(text("Qu'est-ce que Prochia ?"))
    assert sum(INTELLIGENCE in each for each in await line.quiet()) == 1


async def test_the_first_message_comes_before_an_answer_when_nobody_pressed_start(line: Line) -> None:
    await line.post(text("Qu'est-ce que Prochia ?"))
    first, second = await line.said(2)
    assert INTELLIGENCE in first
    assert "Proch&#x27;IA fait découvrir" in second


async def test_the_first_message_comes_before_any_sentence_of_the_house(line: Line) -> None:
    await line.post(message(voice={"file_id": "a"}))
    first, second = await line.said(2)
    assert INTELLIGENCE in first
    assert "Je ne lis que le texte" in second


async def test_start_with_a_word_behind_it_is_start(quick: Line) -> None:
    await quick.post(text("/start from_the_site"))
    assert INTELLIGENCE in (await quick.quiet())[0]
    assert quick.house.engines.current.heard == []  # type: ignore[union-attr]


async def test_what_is_not_text_is_told_so(quick: Line) -> None:
    await quick.post(text("/start"))
    for kind in ("voice", "photo", "document", "location", "sticker", "video_note", "contact", "poll"):
        await quick.post(message(**{kind: {}}))
    said = await quick.quiet()
    assert sum("Je ne lis que le texte" in each for each in said) == 8


async def test_an_album_is_told_so_once(quick: Line) -> None:
    for _ in range(4):
        await quick.post(message(photo=[], media_group_id="album-1"))
    assert sum("Je ne lis que le texte" in each for each in await quick.quiet()) == 1


async def test_edited_and_unknown_updates_are_ignored(line: Line) -> None:
    edited = text("bonjour")
    edited["edited_message"] = edited.pop("message")
    for update in (edited, {"update_id": 1}, {"update_id": 2, "unheard_of": {}}, {}, {"update_id": "x", "message": 3}):
        assert await line.post(update) == 200
    assert await nothing_stored(line.house)
    assert await line.quiet() == []


async def test_the_edit_of_the_last_message_is_answered_and_that_of_an_older_one_is_not(line: Line) -> None:
    older, last = text("à Lens"), text("à Arras")
    for update in (older, last):
        await line.post(update)
    answered = len(await rows(line.house, inbox))
    for number, update in enumerate((older, last)):
        edit = {"update_id": last["update_id"] + 1 + number, "edited_message": update["message"] | {"text": "à Douai"}}
        assert await line.post(edit) == 200
    assert len(await rows(line.house, inbox)) == answered + 1


async def test_what_is_not_an_update_is_refused_without_a_5xx(quick: Line) -> None:
    for body in (b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'"text"'):
        assert await quick.post(None, data=body) == 400
    assert await quick.post(None, data=b"x" * 600_000) == 413


async def test_an_update_that_never_comes_is_let_go(quick: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "BODY_SECONDS", 0.2)

    async def never() -> AsyncIterator[bytes]:
        yield b'{"update_id"'
        await asyncio.sleep(5)

    assert await asyncio.wait_for(quick.post(None, data=never()), 4) == 408


async def test_a_long_update_is_still_read(quick: Line) -> None:
    update = text("a" * 4096)
    update["message"]["reply_to_message"] = message(text="é" * 4096)["message"]
    assert await quick.post(update) == 200
    assert any("trop long" in each for each in await quick.quiet())


async def test_a_press_is_always_answered(line: Line) -> None:
    await line.post(text("Qu'est-ce que Prochia ?"))
    await line.said(2)
    (button,) = [
        each for call in line.api.of("sendMessage") for row in _keyboard(call) for each in row
    ]  # fmt: skip
    assert len(button["callback_data"].encode()) <= 64
    assert await line.post(press(button["callback_data"])) == 200
    assert await line.post(press("0123456789abcdef01")) == 200
    assert await line.post(press("x" * 64)) == 200
    await line.api.until("answerCallbackQuery", 3)
    said = await line.quiet()
    assert any("Vous avez choisi : /check_ami_eligibility" in each for each in said)
    assert any("Ce bouton n&#x27;est plus valable" in each for each in said)


async def test_a_press_is_answered_when_the_store_is_down(open_line: OpenLine) -> None:
    async with open_line(deliver=False) as line, Database("sqlite+aiosqlite:////nowhere/at/all.sqlite") as gone:
        working, line.house.database = line.house.database, gone
        assert await line.post(press("abc")) == 503
        await line.api.until("answerCallbackQuery")
        line.house.database = working


async def test_a_press_that_telegram_finds_too_old_changes_nothing(quick: Line) -> None:
    quick.api.will("answerCallbackQuery", Behaviour.refused("Bad Request: query is too old"))
    assert await quick.post(press("abc")) == 200


async def test_in_a_group_the_assistant_says_so_politely_and_leaves(line: Line) -> None:
    assert await line.post(membership("member", -5, "supergroup")) == 200
    assert await line.post(message(-5, kind="supergroup", text="bonjour à tous")) == 200
    assert await line.post(message(-5, kind="supergroup", text="encore")) == 200
    await line.api.until("leaveChat")
    assert sum("conversation privée" in each for each in await line.quiet()) == 1
    assert [call.fields["chat_id"] for call in line.api.of("leaveChat")] == [-5]
    assert await rows(line.house, transcripts) == []
    assert await rows(line.house, outbox) == []


async def test_the_assistant_leaves_a_group_where_it_may_not_write(line: Line) -> None:
    line.api.will("sendMessage", Behaviour.refused("Bad Request: not enough rights to send text messages to the chat"))
    await line.post(membership("administrator", -5, "channel"))
    await line.api.until("leaveChat")


async def test_the_assistant_leaves_again_when_it_is_added_again(line: Line) -> None:
    for times in (1, 2):
        await line.post(membership("member", -5, "group"))
        await line.api.until("leaveChat", times)
        await line.quiet()


async def test_a_person_who_blocks_the_assistant_closes_the_conversation(line: Line) -> None:
    await line.post(text("Qu'est-ce que Prochia ?"))
    await line.quiet()
    await line.post(membership("kicked", 7))
    assert [row.closed_at is None for row in await rows(line.house, conversations)] == [False]
    await line.post(text("Me revoilà"))
    assert [row.closed_at is None for row in await rows(line.house, conversations)].count(True) == 1


async def test_another_bot_gets_no_answer(quick: Line) -> None:
    update = text("bonjour")
    update["message"]["from"]["is_bot"] = True
    assert await quick.post(update) == 200
    assert await nothing_stored(quick.house)


async def test_a_person_who_writes_too_fast_is_told_so_once(open_line: OpenLine) -> None:
    async with open_line(limit=3) as line:
        for number in range(12):
            assert await line.post(text(f"message {number}")) == 200
        assert sum("plus vite" in each for each in await line.quiet()) == 1


async def test_rights_work_with_the_engine_down(line: Line) -> None:
    await line.post(text("Qu'est-ce que Prochia ?"))
    await line.quiet()
    line.house.engines.current = None
    await line.post(text("/exporter"))
    documents = await line.api.until("sendDocument", 2)
    assert [call.fields["document"][0].rpartition(".")[2] for call in documents] == ["json", "txt"]
    assert "Qu'est-ce que Prochia ?" in documents[0].fields["document"][1].decode()
    for command in ("/donnees", "/humain", "/aide", "/accessibilite", "/help", "/privacy@beffroi_bot"):
        before = len(await line.quiet())
        await line.post(text(command))
        await line.said(before + 1)


async def test_to_be_forgotten_leaves_a_receipt_once_and_nothing_else(line: Line) -> None:
    await line.post(text("un canari jaune"))
    await line.post(text("/oublier"))
    await line.quiet()
    confirm = _keyboard(line.api.of("sendMessage")[-1])[0][0]["callback_data"]
    yes = press(confirm)
    assert [await line.post(yes) for _ in range(5)] == [200] * 5
    said = await line.quiet()
    assert sum("Reçu n°" in each for each in said) == 1
    assert "Reçu n°" in said[-1]
    assert await rows(line.house, transcripts) == []
    assert await rows(line.house, outbox) == []


async def test_a_receipt_survives_a_crash_before_the_erasure(line: Line) -> None:
    await line.post(text("un canari jaune"))
    await line.post(text("/oublier"))
    await line.quiet()
    yes = press(_keyboard(line.api.of("sendMessage")[-1])[0][0]["callback_data"])
    line.house.after = crash_after_receive
    assert await line.post(yes) == 500
    line.house.after = lambda _: None
    assert await recover(line.house) == 1
    await line.post(yes)
    assert sum("Reçu n°" in each for each in await line.quiet()) == 1


async def test_an_answer_of_a_person_arrives_and_says_so(line: Line) -> None:
    await line.post(text("Qu'est-ce que Prochia ?"))
    await line.quiet()
    (conversation,) = await rows(line.house, conversations)
    now = line.house.clock()
    async with line.house.database.write() as connection:
        await connection.execute(
            outbox.insert().values(
                conversation_id=conversation.id, position=9_999, channel="telegram", sender="7", external_id="o1",
                author="camille", body={"text": "Bonjour, je prends la suite."}, status="pending", not_before=now,
                created_at=now,
            )
        )  # fmt: skip
    await line.house.signals.publish("outbox", channel="telegram")
    assert (await line.said(3))[-1] == "<b>Une personne du service vous répond :</b>\nBonjour, je prends la suite."


async def test_a_breakdown_gets_a_sentence_and_a_person(line: Line) -> None:
    await line.post(text("/start"))
    assert await line.post(text("casse")) == 200
    assert "panne de mon côté" in (await line.said(2))[-1]
    assert _keyboard(line.api.of("sendMessage")[-1])[0][0]["text"] == "Parler à un agent"


def _keyboard(call) -> list[list[dict[str, str]]]:
    return (call.fields.get("reply_markup") or {}).get("inline_keyboard", [])


def crash_after_receive(step: str) -> None:
    if step == "receive":
        raise RuntimeError("a crash")


class SlowEngine(PhoneEngine):
    async def respond(self, *given, **more):
        await asyncio.sleep(0.1)
        return replace(await super().respond(*given, **more))
