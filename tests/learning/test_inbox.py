"""What reaches the inbox of messages to label, why, and in which order."""

from sqlalchemy import update

from bot.store.database import Database
from bot.store.tables import outbox, transcripts
from learning.inbox import brought_back, candidates
from learning.inbox.ranking import Reason, Usage, uncertainty
from tests.learning.messages import NOW, collected, written

SURE = {"ambiguous": False, "confidence": 0.98, "outcome": "answered", "ranking": [["ask_ami", 0.98], ["greet", 0.01]]}


async def test_a_message_the_assistant_hesitated_on_waits_with_the_reason(database: Database) -> None:
    await written(database, "kezako le machin")
    (found,) = await collected(database)
    assert (found.text, found.reason) == ("kezako le machin", Reason.AMBIGUOUS)


async def test_a_message_understood_for_sure_does_not_wait(database: Database) -> None:
    await written(database, "c'est quoi l'AMI", **SURE)
    assert await collected(database) == []


async def test_a_message_is_read_once(database: Database) -> None:
    await written(database, "kezako le machin")
    assert len(await collected(database)) == len(await collected(database)) == 1


async def test_a_thumb_given_later_brings_a_sure_message_to_the_inbox(database: Database) -> None:
    (number,) = await written(database, "c'est quoi l'AMI", **SURE)
    assert await collected(database) == []
    async with database.write() as connection:
        await connection.execute(update(transcripts).where(transcripts.c.id == number).values(thumb=-1))
    (found,) = await collected(database)
    assert found.reason == Reason.THUMBS_DOWN


async def test_a_complaint_brings_the_message_before_it(database: Database) -> None:
    await written(database, "c'est quoi l'AMI", conversation_id="one", **SURE)
    await written(database, "vous n'avez pas compris", conversation_id="one", **SURE | {"intent": "complain_answer"})
    (found,) = await collected(database)
    assert (found.text, found.reason) == ("c'est quoi l'AMI", Reason.COMPLAINT)


async def test_questions_of_the_command_line_are_no_one_s_and_stay_out(database: Database) -> None:
    await written(database, "kezako le machin", channel="cli")
    assert await collected(database) == []


async def test_telegram_stays_out_unless_a_setting_says_otherwise(database: Database) -> None:
    await written(database, "kezako le machin", channel="telegram")
    assert await collected(database) == []


async def test_telegram_comes_in_when_the_setting_says_so(database: Database) -> None:
    await written(database, "kezako le machin", channel="telegram")
    assert len(await collected(database, telegram=True)) == 1


async def test_distress_presses_and_commands_stay_out(database: Database) -> None:
    await written(database, "je vais mal", outcome="distress", intent=None)
    await written(database, "Oui", pressed=True)
    await written(database, "/aide", outcome="command", intent=None)
    assert await collected(database) == []


async def test_a_known_training_sentence_teaches_nothing(database: Database) -> None:
    await written(database, "Kézako le machin ?")
    assert await collected(database, known={"kezako le machin"}) == []


async def test_near_duplicates_make_one_group(database: Database) -> None:
    await written(database, "kezako le machin numerique", "kézako le machin numérique ?", "kezako le machin numeriqe")
    await written(database, "tout autre chose sans rapport aucun")
    found = await collected(database)
    assert sorted(each.size for each in found) == [1, 3, 3, 3]
    async with database.read() as connection:
        (group,) = await candidates.biggest_groups(connection)
        assert len(await candidates.in_group(connection, group.group_id)) == 3


async def test_the_most_uncertain_comes_first(database: Database) -> None:
    await written(
        database, "presque sûr de celui là", ranking=[["ask_ami", 0.7], ["greet", 0.1]], ambiguous=False, confidence=0.7
    )
    await written(database, "aucune idée de ceci", ranking=[["ask_ami", 0.1], ["greet", 0.1]])
    assert [each.text for each in await collected(database)] == ["aucune idée de ceci", "presque sûr de celui là"]


async def test_after_a_takeover_the_failed_message_comes_back_with_what_the_person_said(database: Database) -> None:
    (number,) = await written(database, "mon cas est compliqué", conversation_id="one", **SURE)
    async with database.write() as connection:
        await connection.execute(
            outbox.insert().values(
                conversation_id="one", position=1, channel="web", sender="x", external_id="d", author="Camille",
                body={"text": "Écrivez-nous avec le plan."}, status="sent", not_before=NOW, created_at=NOW,
            )
        )  # fmt: skip
        await brought_back.after_takeover(connection, "one", held_at=NOW)
        (found,) = await candidates.next_ones(connection)
    assert (found.transcript_id, found.reason) == (number, Reason.TAKEOVER)
    assert found.proposed == "Écrivez-nous avec le plan."


def test_a_usual_message_is_worth_more_than_an_oddity() -> None:
    usage = Usage(["une aide pour la mairie"] * 40 + ["xzqt"])
    assert usage.share("xzqt") < usage.share("une aide pour la mairie") <= 1
    assert usage.share("") == usage.share("xzqt") == 0.2


def test_uncertainty_grows_when_the_first_guess_is_weak_or_barely_ahead() -> None:
    assert uncertainty([]) == 1.0
    assert (
        uncertainty([("a", 0.9), ("b", 0.05)])
        < uncertainty([("a", 0.5), ("b", 0.4)])
        < uncertainty([("a", 0.1), ("b", 0.1)])
    )
