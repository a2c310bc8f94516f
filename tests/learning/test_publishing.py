"""A model goes into service through the gate, comes back by itself when it fails, and can be left for an older one."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.house import House
from bot.store import models
from bot.store.audit import Act
from bot.store.models import ModelVersion
from learning.answers import edits
from learning.models import exam, release, runs, snapshots, verifying
from learning.models.compare import compare
from learning.models.journal import Cancelled, Journal
from learning.models.release import Blocked
from learning.sentences import changes, current, exporting
from learning.tables import comparisons
from learning.tables import runs as run_table
from region.in_force import InForce
from tests.learning.messages import ACT, NOW

SAID = {question.text: question.intent for question in exam.smoke()}


class Model:
    """Understands the smoke questions, but those it is told to miss."""

    def __init__(self, *, misses: frozenset[str] = frozenset()) -> None:
        self._misses = misses

    async def parse(self, text: str, in_force: InForce) -> Mapping[str, Any]:
        return {"intent": {"name": None if text in self._misses else SAID[text]}}


async def a_version(house: House, folder: Path, name: str) -> str:
    """Register a model of this name with the state of the data as it is now."""
    archive = folder / f"{name}.tar.gz"
    archive.write_bytes(name.encode())
    async with house.database.read() as connection:
        snapshot = await snapshots.take(connection)
    version = ModelVersion(models.version_of(archive), name, "", "test", "", NOW, 1.0, snapshot)
    await models.register(house.database, archive, version)
    return version.sha256


async def in_service(house: House, sha256: str, model: Model | None = None) -> None:
    async with house.database.write() as connection:
        await models.put_in_service(connection, sha256, author="test", comment="", at=NOW)
    loaded(house, sha256, model)


def loaded(house: House, sha256: str, model: Model | None = None) -> None:
    house.engines.current, house.engines.version = model or Model(), sha256  # type: ignore[assignment]


async def compared(house: House, sha256: str, live: str | None, *reasons: Mapping[str, Any], **more: Any) -> None:
    body = compare([], [], []).to_dict() | {"reasons": list(reasons), **more}
    async with house.database.write() as connection:
        await connection.execute(comparisons.insert().values(sha256=sha256, live=live, at=NOW, body=body))


async def live(house: House) -> str | None:
    version = await models.in_service(house.database)
    return version.sha256 if version else None


async def test_a_model_that_passed_goes_into_service(house: House, tmp_path: Path) -> None:
    first, second = await a_version(house, tmp_path, "first"), await a_version(house, tmp_path, "second")
    await in_service(house, first)
    await compared(house, second, first)
    await release.publish(house, second, ACT)
    loaded(house, second)
    assert await verifying.verify(house) == []
    assert await live(house) == second


async def test_the_gate_keeps_a_bad_model_out(house: House, tmp_path: Path) -> None:
    first, second = await a_version(house, tmp_path, "first"), await a_version(house, tmp_path, "second")
    await in_service(house, first)
    await compared(house, second, first, {"kind": "critical", "text": "au secours"})
    with pytest.raises(Blocked) as refused:
        await release.publish(house, second, ACT)
    assert [reason["kind"] for reason in refused.value.reasons] == ["critical"]
    assert await live(house) == first


@pytest.mark.parametrize("against", ["nothing", "another"])
async def test_a_model_not_compared_with_the_one_in_service_stays_out(
    house: House, tmp_path: Path, against: str
) -> None:
    first, second = await a_version(house, tmp_path, "first"), await a_version(house, tmp_path, "second")
    await in_service(house, first)
    if against == "another":
        await compared(house, second, second)
    with pytest.raises(Blocked):
        await release.publish(house, second, ACT)


async def test_a_model_that_fails_one_smoke_question_leaves_by_itself(house: House, tmp_path: Path) -> None:
    first, second = await a_version(house, tmp_path, "first"), await a_version(house, tmp_path, "second")
    await in_service(house, first)
    await compared(house, second, first)
    await release.publish(house, second, ACT)
    loaded(house, second, Model(misses=frozenset({"Bonjour"})))
    assert await verifying.verify(house) == [("Bonjour", None)]
    assert await live(house) == first
    assert (await release.history(house))[0].author == verifying.HOUSE


async def test_a_publication_whose_process_died_before_its_questions_is_checked_by_the_next(
    house: House, tmp_path: Path
) -> None:
    first, second = await a_version(house, tmp_path, "first"), await a_version(house, tmp_path, "second")
    await in_service(house, first)
    await compared(house, second, first)
    await release.publish(house, second, ACT)
    loaded(house, second, Model(misses=frozenset({"Bonjour"})))  # another process, after a restart
    assert len(await verifying.verify(house)) == 1
    assert await verifying.verify(house) == []


async def test_going_back_brings_model_sentences_and_wordings_together(house: House, tmp_path: Path) -> None:
    async with house.database.write() as connection:
        await changes.add(connection, "une bonne phrase d'avant", "ask_ami", ACT)
        await edits.write(connection, "fiche", {"answer": "avant"}, ACT)
    first = await a_version(house, tmp_path, "first")
    await in_service(house, first)
    async with house.database.write() as connection:
        await changes.add(connection, "une mauvaise phrase", "greet", ACT)
    second = await a_version(house, tmp_path, "second")
    await compared(house, second, first)
    await release.publish(house, second, ACT)
    async with house.database.write() as connection:
        await edits.write(connection, "fiche", {"answer": "après"}, ACT)

    await release.roll_back(house, first, Act("Camille", NOW + timedelta(hours=1), "mauvais lot"))

    async with house.database.read() as connection:
        assert [each.text for each in await current.active(connection)] == ["une bonne phrase d'avant"]
        assert (await edits.in_force(connection))["fiche"]["answer"] == "avant"
    assert await live(house) == first


async def test_what_was_exported_to_the_files_is_undone_over_them(house: House, tmp_path: Path) -> None:
    first = await a_version(house, tmp_path, "first")
    await in_service(house, first)
    async with house.database.write() as connection:
        await changes.add(connection, "une mauvaise phrase", "greet", ACT)
        await exporting.mark_exported(connection, await current.active(connection), ACT)
    await release.roll_back(house, first, ACT)
    async with house.database.read() as connection:
        assert [(each.kind, each.text) for each in await current.active(connection)] == [
            ("remove", "une mauvaise phrase")
        ]


async def test_a_training_whose_process_died_says_so_and_another_can_start(house: House) -> None:
    number = await runs.start(house, ACT)
    with pytest.raises(runs.AlreadyTraining):
        await runs.start(house, ACT)
    silent = house.clock() - runs.SILENT - timedelta(seconds=1)
    async with house.database.write() as connection:
        await connection.execute(update(run_table).where(run_table.c.id == number).values(beat_at=silent))
    assert [run.state for run in await runs.latest(house)] == [runs.LOST]
    await runs.start(house, ACT)


async def test_a_cancelled_training_stops_at_its_next_step(house: House) -> None:
    number = await runs.start(house, ACT)
    journal = Journal(house, number)
    await journal.tell("one", 1, 10)
    await runs.cancel(house, number, ACT)
    with pytest.raises(Cancelled):
        await journal.tell("two", 2, 10, force=True)
