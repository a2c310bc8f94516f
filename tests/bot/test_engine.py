"""The real engine: what it remembers stays small, a model is replaced under traffic, only our archives are loaded."""

import asyncio
import io
import json
import tarfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.engine.engine import Engine, Engines, Heard
from bot.engine.memory import KEPT_TURNS, Memory
from bot.house import House
from bot.store import models
from bot.store.conversations import Incoming
from bot.store.database import Database
from bot.store.models import ModelUnusable, ModelVersion
from bot.turn import take
from tests.regions import THE_REGION

TODAY = date(2026, 11, 25)


async def talk(engine: Engine, *said: str) -> tuple[list[dict], Memory]:
    memory, replies = Memory(), []
    for text in said:
        answer = await engine.respond("ada", memory, Heard(text), THE_REGION)
        memory = Memory.from_json(answer.memory.to_json())
        replies.append(answer.reply.to_dict())
    return replies, memory


async def test_a_form_survives_thirty_digressions(engine: Engine) -> None:
    digressions = ["c'est quoi Proch'IA ?", "quelles sont les six priorités ?", "merci"] * 10
    replies, memory = await talk(
        engine, "je veux vérifier si ma commune de Lens a droit à l'AMI", *digressions, "90 000 €"
    )
    assert len(memory.turns) == KEPT_TURNS
    assert replies[-1]["active_form"] == "ami_form"
    assert replies[-1]["asked"] == "expenses"


async def test_another_town_after_a_search_is_answered_once(engine: Engine) -> None:
    replies, _ = await talk(engine, "y a t il un atelier samedi prochain à Amiens", "et à Laon ?")
    assert [len(reply["messages"]) for reply in replies] == [1, 1]


async def test_the_memory_of_a_long_conversation_is_as_small_as_a_short_one(engine: Engine) -> None:
    _, short = await talk(engine, *["c'est quoi Proch'IA ?"] * 4)
    _, long = await talk(engine, *["c'est quoi Proch'IA ?"] * 40)
    assert len(str(long.to_json())) <= 1.1 * len(str(short.to_json()))


async def test_a_failing_action_reaches_the_turn(engine: Engine) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    endpoint = engine._processor.action_endpoint
    kept, endpoint._actions = endpoint._actions, dict.fromkeys(endpoint._actions, broken)
    try:
        with pytest.raises(ZeroDivisionError):
            await engine.respond("ada", Memory(), Heard("c'est quoi Proch'IA ?"), THE_REGION)
    finally:
        endpoint._actions = kept


async def registered(database: Database, archive: Path) -> ModelVersion:
    version = ModelVersion(models.version_of(archive), "v1", "rev", "test", "", datetime.now(UTC), 1.0)
    await models.register(database, archive, version)
    async with database.write() as connection:
        await models.put_in_service(connection, version.sha256, author="test", comment="", at=datetime.now(UTC))
    return version


async def test_a_model_comes_back_from_the_database(database: Database, archive: Path, tmp_path: Path) -> None:
    version = await registered(database, archive)
    assert (await models.in_service(database)) == version
    file = await models.materialise(database, version.sha256, tmp_path)
    assert models.version_of(file) == version.sha256


async def test_a_damaged_archive_on_disk_is_written_again(database: Database, archive: Path, tmp_path: Path) -> None:
    version = await registered(database, archive)
    file = await models.materialise(database, version.sha256, tmp_path)
    file.write_bytes(b"damaged")
    assert models.version_of(await models.materialise(database, version.sha256, tmp_path)) == version.sha256


async def test_an_archive_nobody_trained_here_is_not_loaded(database: Database, tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="n'a pas été entraîné par ce programme"):
        await models.materialise(database, "0" * 64, tmp_path)


async def test_a_file_that_is_no_model_gets_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "model.tar.gz"
    file.write_bytes(b"not a model")
    with pytest.raises(ModelUnusable, match="réentraînez"):
        await Engines().load(file, version="f" * 64)


def of_an_older_version(archive: Path, file: Path, *, without: str) -> Path:
    """Write the archive as a program that did not know an intent would have made it."""
    with tarfile.open(archive) as read, tarfile.open(file, "w:gz") as written:
        for member in read:
            content = read.extractfile(member) if member.isfile() else None
            if content and member.name.rpartition("/")[2] == "metadata.json":
                about = json.load(content)
                about["domain"]["intents"].remove(without)
                changed = json.dumps(about).encode()
                member.size, content = len(changed), io.BytesIO(changed)
            written.addfile(member, content)
    return file


async def test_a_model_that_lacks_what_the_program_decides_is_not_served(archive: Path, tmp_path: Path) -> None:
    older = of_an_older_version(archive, tmp_path / "model.tar.gz", without="suppose")
    engines = Engines()
    with pytest.raises(ModelUnusable, match="plus ancienne du programme .* suppose .* réentraînez"):
        await engines.load(older, version="f" * 64)
    assert engines.current is None


async def test_a_model_is_replaced_without_dropping_a_message(real_house: House, archive: Path) -> None:
    async def people(number: int) -> list[str]:
        return [
            (await take(real_house, Incoming("rest", f"person-{number}", "c'est quoi Proch'IA ?"))).outcome
            for _ in range(3)
        ]

    before = real_house.engines.current
    *outcomes, _ = await asyncio.gather(
        *(people(number) for number in range(5)), real_house.engines.load(archive, version="second")
    )
    assert {outcome for each in outcomes for outcome in each} == {"answered"}
    assert real_house.engines.current is not before
    assert real_house.engines.version == "second"
