"""A message is handled once, in order, and every outcome is a French sentence."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from sqlalchemy import func, select, update

from bot.engine.engine import Engines
from bot.house import House
from bot.keeping import rights
from bot.store.conversations import Incoming
from bot.store.tables import conversations, inbox, outbox, transcripts
from bot.turn import recover, take
from bot.turn.guard import guard
from tests.fakes import FakeEngine


async def count(house: House, table) -> int:
    async with house.database.read() as connection:
        return (await connection.execute(select(func.count()).select_from(table))).scalar()


async def test_a_question_gets_its_answer_with_a_source(house: House) -> None:
    turn = await take(house, Incoming("web", "ada", "c'est quoi Proch'IA ?"))
    assert turn.reply.messages[0].text == "Vous avez dit : c'est quoi Proch'IA ?"
    assert turn.reply.messages[0].sources[0].date == "2026-06-24"
    assert "Je suis une intelligence artificielle" in turn.reply.notice


async def test_the_first_notice_is_said_once(house: House) -> None:
    await take(house, Incoming("web", "ada", "bonjour"))
    assert (await take(house, Incoming("web", "ada", "encore"))).reply.notice is None


async def test_the_same_message_five_times_is_answered_once(house: House) -> None:
    turns = [await take(house, Incoming("web", "ada", "bonjour", external_id="m1")) for _ in range(5)]
    assert len({turn.reply.messages[0].position for turn in turns}) == 1
    assert await count(house, transcripts) == 1
    assert await count(house, inbox) == 1


async def test_the_same_message_at_the_same_time_is_answered_once(house: House) -> None:
    house.engines = Engines(FakeEngine(seconds=0.05), version="slow")
    turns = await asyncio.gather(*(take(house, Incoming("web", "ada", "bonjour", external_id="m1")) for _ in range(3)))
    assert {turn.reply.messages[0].text for turn in turns} == {"Bonjour. Que voulez-vous savoir ?"}
    assert await count(house, outbox) == 1


async def test_messages_of_one_conversation_are_handled_in_order(house: House) -> None:
    engine = FakeEngine(seconds=0.02)
    house.engines = Engines(engine, version="slow")
    await asyncio.gather(*(take(house, Incoming("web", "ada", f"message {n}")) for n in range(4)))
    assert engine.heard == [f"message {n}" for n in range(4)]


async def test_a_fifth_waiting_message_is_asked_to_wait(house: House) -> None:
    house.engines = Engines(FakeEngine(seconds=0.05), version="slow")
    turns = await asyncio.gather(*(take(house, Incoming("web", "ada", f"message {n}")) for n in range(6)))
    assert [turn.outcome for turn in turns].count("busy") == 2


async def test_a_button_is_an_id_that_the_server_understands(house: House) -> None:
    menu = (await take(house, Incoming("web", "ada", "bonjour"))).reply.messages[0]
    assert all(button.id and "/" not in button.id for button in menu.buttons)
    turn = await take(house, Incoming("web", "ada", "", button=menu.buttons[0].id))
    assert turn.reply.understanding.name == "ask_prochia"
    assert turn.text == "Proch'IA"


async def test_a_typed_id_is_a_press_and_another_persons_id_is_not(house: House) -> None:
    menu = (await take(house, Incoming("rest", "ada", "bonjour"))).reply.messages[0]
    assert (await take(house, Incoming("rest", "ada", menu.buttons[0].id))).reply.understanding.name == "ask_prochia"
    await take(house, Incoming("rest", "bob", "bonjour soir"))
    stolen = await take(house, Incoming("rest", "bob", "", button=menu.buttons[0].id))
    assert "n'est plus valable" in stolen.reply.messages[0].text


async def test_a_typed_payload_sets_nothing(house: House) -> None:
    for typed in ('/inform{"amount": 1}', ' \u200b/inform{"amount": 1}', "\u00a0/restart", '／inform{"amount": 1}'):
        await take(house, Incoming("web", "eve", typed))
    assert all(not heard.startswith("/") for heard in house.engines.current.heard)


async def test_a_failing_engine_leaves_a_sentence_and_a_person(house: House) -> None:
    turn = await take(house, Incoming("web", "ada", "panne"))
    assert turn.outcome == "failed"
    assert "panne de mon côté" in turn.reply.messages[0].text
    assert turn.reply.messages[0].buttons[0].title == "Parler à un agent"


async def test_rights_work_with_the_engine_down(house: House) -> None:
    await take(house, Incoming("web", "ada", "bonjour"))
    house.engines = Engines(None)
    export = await take(house, Incoming("web", "ada", "/exporter"))
    assert export.reply.messages[0].file["media_type"] == "application/json"
    ask = await take(house, Incoming("web", "ada", "/oublier"))
    receipt = await take(house, Incoming("web", "ada", "", button=ask.reply.messages[0].buttons[0].id))
    assert "Reçu n°" in receipt.reply.messages[0].text
    assert await count(house, transcripts) == 0


async def test_a_social_security_number_is_refused_and_stored_nowhere(house: House) -> None:
    turn = await take(house, Incoming("web", "ada", "mon numéro est 1 85 05 78 006 084 91"))
    assert turn.outcome == "refused_nir"
    assert await count(house, inbox) == 0
    assert await count(house, transcripts) == 0


async def test_an_email_is_masked_before_it_is_understood_or_stored(house: House) -> None:
    await take(house, Incoming("web", "ada", "écrivez-moi à ada@example.org"))
    assert house.engines.current.heard == ["écrivez-moi à <EMAIL>"]


async def test_what_was_received_before_a_crash_is_answered_at_restart(house: House) -> None:
    class Crash(BaseException):
        pass

    def crash(step: str) -> None:
        if step == "receive":
            raise Crash

    house.after = crash
    for text in ("un", "deux"):
        try:
            await take(house, Incoming("web", "ada", text, external_id=text))
        except Crash:
            pass
    house.after = lambda step: None
    assert await recover(house) == 2
    assert house.engines.current.heard == ["un", "deux"]
    again = await take(house, Incoming("web", "ada", "un", external_id="un"))
    assert again.reply.messages[0].text == "Vous avez dit : un"
    assert await count(house, transcripts) == 2


async def test_a_message_erased_while_the_restart_waited_is_not_handled_again(house: House) -> None:
    class Erased:
        """The person erases everything just before the recovery has its turn."""

        @asynccontextmanager
        async def hold(self, _: str) -> AsyncIterator[None]:
            async with house.database.write() as connection:
                await connection.execute(inbox.delete())
            yield

    row = {"channel": "web", "external_id": "un", "sender": "ada", "conversation_id": "c", "text": "un"}
    async with house.database.write() as connection:
        await connection.execute(inbox.insert().values(**row, kinds=[], status="received", received_at=house.clock()))
    house.ordering = Erased()  # type: ignore[assignment]
    assert await recover(house) == 1
    assert house.engines.current.heard == []
    assert await count(house, inbox) == await count(house, transcripts) == 0


async def test_a_long_message_says_how_long_it_may_be(house: House) -> None:
    turn = await take(house, Incoming("web", "ada", "a" * 1001))
    assert "1001 caractères, pour 1000 au plus" in turn.reply.messages[0].text


async def test_the_sixteenth_message_of_a_minute_waits(house: House) -> None:
    turns = [await take(house, Incoming("web", "ada", f"message {n}")) for n in range(16)]
    assert [turn.outcome for turn in turns].count("too_many") == 1
    assert turns[-1].allowance.remaining == 0


async def test_a_database_that_is_gone_gets_one_sentence(house: House, tmp_path) -> None:
    from bot.store.database import Database

    gone = Database(f"sqlite+aiosqlite:///{tmp_path}/nowhere/beffroi.sqlite")
    async with gone:
        turn = await take(replace(house, database=gone), Incoming("web", "ada", "bonjour"))
    assert turn.outcome == "store_down"
    assert "Réessayez" in turn.reply.messages[0].text


async def test_the_revision_kept_is_the_one_that_answered(house: House) -> None:
    """Other data comes in force between the answer and its record: the record still tells where the answer comes from."""
    began = house.in_force()
    other = replace(began, catalogue=began.catalogue.with_records(began.catalogue.records))

    def swap(step: str) -> None:
        if step == "respond":
            house.region = other

    house.after = swap
    await take(house, Incoming("web", "ada", "bonjour"))
    await take(house, Incoming("web", "ada", "encore"))
    async with house.database.read() as connection:
        kept = (
            (await connection.execute(select(transcripts.c.data_revision).order_by(transcripts.c.id))).scalars().all()
        )
    assert began.revision != other.revision
    assert kept == [began.revision, other.revision]


async def test_a_reference_that_reads_as_a_telephone_is_said(house: House) -> None:
    """One in some thousands of the references that chance makes looks like a number no record knows."""
    numbers = (f"{place:04d}06123456780".ljust(32, "0") for place in range(10_000))
    number = next(each for each in numbers if not guard(rights.reference(each), frozenset()).ok)
    await take(house, Incoming("web", "ada", "bonjour"))
    async with house.database.write() as connection:
        await connection.execute(update(conversations).values(id=number))
    house.engines.current.do = "my_data"  # type: ignore[union-attr]
    turn = await take(house, Incoming("web", "ada", "que gardez-vous de moi ?"))
    assert rights.reference(number) in turn.reply.messages[-1].text
