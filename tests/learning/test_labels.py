"""What becomes of a label: a training sentence, a test, or nothing once it is taken back."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.house import House
from bot.keeping.rights import erase
from bot.store.audit import audits
from bot.store.database import Database
from bot.store.tables import conversations
from learning.inbox import candidates, labels
from learning.models import kept_tests
from learning.sentences import changes, current, exporting
from learning.sentences.changes import BadExample
from learning.sentences.texts import as_example, doubtful
from learning.tables import labels as label_table
from tests.learning.messages import ACT, NOW, collected, written


async def labelled(database: Database, text: str, intent: str, *, impersonal: bool, **values: object) -> list[int]:
    await written(database, text, **values)
    found = [each for each in await collected(database) if each.text == text]
    async with database.write() as connection:
        return await labels.put(connection, found, intent, ACT, impersonal=impersonal)


async def taught(database: Database) -> list[tuple[str, str, str]]:
    async with database.read() as connection:
        return [(each.kind, each.text, each.intent) for each in await current.active(connection)]


async def test_a_label_with_its_box_ticked_is_trained_on(database: Database) -> None:
    await labelled(database, "kezako le machin", "ask_prochia", impersonal=True)
    assert await taught(database) == [("add", "kezako le machin", "ask_prochia")]


async def test_without_its_box_it_waits_for_a_review(database: Database) -> None:
    (number,) = await labelled(database, "kezako le machin", "ask_prochia", impersonal=False)
    assert await taught(database) == []
    async with database.write() as connection:
        assert [each.id for each in await labels.drafts(connection)] == [number]
        await labels.promote(connection, [number], ACT)
    assert len(await taught(database)) == 1


async def test_a_promoted_sentence_keeps_who_and_when_and_no_link_to_who_wrote_it(database: Database) -> None:
    await labelled(database, "kezako le machin", "ask_prochia", impersonal=True)
    async with database.read() as connection:
        row = (await connection.execute(select(label_table))).one()
    assert (row.author, row.at, row.promoted_by) == ("Camille", NOW, "Camille")
    assert (row.conversation_id, row.candidate_id) == (None, None)


async def test_company_numbers_leave_a_training_sentence(database: Database) -> None:
    await labelled(database, "mon siren 732 829 320 a droit ?", "check_company_support", impersonal=True)
    assert await taught(database) == [("add", "mon siren <SIREN> a droit ?", "check_company_support")]


async def test_a_batch_of_three_keeps_its_last_sentence_to_measure(database: Database) -> None:
    await written(database, "kezako machin numerique", "kezako machin numeriqe", "kezako machin numeriques")
    found = await collected(database)
    async with database.write() as connection:
        await labels.put(connection, found, "ask_prochia", ACT, impersonal=True)
        kept = await kept_tests.in_force(connection)
    assert (len(await taught(database)), len(kept)) == (2, 1)
    assert await collected(database) == []


async def test_a_control_message_that_is_understood_measures_and_is_not_trained_on(database: Database) -> None:
    await labelled(database, "dites moi l'ami", "ask_ami", impersonal=True, control=True)
    assert await taught(database) == []
    async with database.read() as connection:
        assert [each.origin for each in await kept_tests.in_force(connection)] == [kept_tests.CONTROL]


async def test_a_control_message_that_is_misunderstood_is_counted_then_taught(database: Database) -> None:
    await labelled(database, "dites moi le machin", "ask_prochia", impersonal=True, control=True)
    assert len(await taught(database)) == 1


async def test_taking_a_label_back_takes_its_sentence_back(database: Database) -> None:
    await written(database, "kezako le machin")
    found = await collected(database)
    async with database.write() as connection:
        made = await labels.put(connection, found, "ask_prochia", ACT, impersonal=True)
        await labels.undo(connection, made, [found[0].id], ACT)
    assert await taught(database) == []
    assert [each.text for each in await collected(database)] == ["kezako le machin"]


async def test_a_sentence_of_another_intent_moves(database: Database) -> None:
    async with database.write() as connection:
        known = next(each for each in current.base() if each.intent == "ask_ami")
        await changes.add(connection, known.text, "ask_prochia", ACT)
        assert [each.intent for each in await current.same(connection, known.text)] == ["ask_prochia"]


async def test_a_sentence_of_the_exam_is_never_trained_on(database: Database) -> None:
    async with database.write() as connection:
        with pytest.raises(BadExample):
            await changes.add(
                connection, "Je souhaite parler à une personne, pas à un assistant automatique.", "ask_human", ACT
            )


async def test_erasing_a_person_takes_what_waits_and_leaves_what_has_no_link(house: House) -> None:
    database = house.database
    async with database.write() as connection:
        for number in ("one", "two"):
            await connection.execute(conversations.insert().values(
                id=number, channel="web", sender="person", version=0, memory=[], buttons={}, failures=0,
                notice_given=True, started_at=NOW, last_at=NOW, closed_at=NOW,
            ))  # fmt: skip
    await written(database, "secret un", conversation_id="one")
    await labelled(database, "secret deux", "ask_ami", impersonal=False, conversation_id="one")
    await labelled(database, "phrase sans lien", "ask_ami", impersonal=True, conversation_id="two")
    await erase(house, "web", "person")
    assert [text for _, text, _ in await taught(database)] == ["phrase sans lien"]
    async with database.read() as connection:
        assert await candidates.next_ones(connection) == []
        assert await labels.drafts(connection) == []


async def test_every_decision_is_in_the_audit_without_anybodys_words(database: Database) -> None:
    await labelled(database, "kezako le machin", "ask_prochia", impersonal=True)
    async with database.read() as connection:
        rows = (await connection.execute(select(audits))).all()
    assert {row.action for row in rows} >= {"label", "example.add", "label.promote"}
    assert all(row.author == "Camille" and row.at == NOW and row.comment == "essai" for row in rows)
    assert not any("machin" in row.subject for row in rows)


async def test_export_writes_the_sentences_into_the_files_once(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "ami.yml"
    file.write_text(
        'version: "3.1"\nnlu:\n- intent: ask_ami\n  examples: |\n    - l\'ami\n    - AMI ?\n', encoding="utf-8"
    )
    await labelled(database, "kezako le machin", "ask_ami", impersonal=True)
    assert await exporting.export(database, ACT, folder=tmp_path) == {"ami.yml": 1}
    assert file.read_text(encoding="utf-8").endswith("    - AMI ?\n    - kezako le machin\n")
    assert await exporting.export(database, ACT, folder=tmp_path) == {}


def test_markup_and_slashes_do_not_reach_a_training_file() -> None:
    assert as_example(' /inform{"x": 1}\n[Lens](commune) ') == 'inform("x": 1) (Lens)(commune)'


@pytest.mark.parametrize(
    "text", ["écrivez à <EMAIL>", "mon dossier 2026 0012 4455", "c'est pour Jeanne Dupont de Lens"]
)
def test_a_text_that_may_be_personal_does_not_have_its_box_ticked_in_advance(text: str) -> None:
    assert doubtful(text)


@pytest.mark.parametrize("text", ["c'est quoi l'AMI", "un projet à 70 000 euros", "mon SIREN est 732 829 320"])
def test_an_ordinary_question_has_its_box_ticked_in_advance(text: str) -> None:
    assert not doubtful(text)
