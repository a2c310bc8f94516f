"""What operators taught and changed is written to the files as if by hand, and what cannot be is said."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import yaml

from bot import project
from bot.house import House
from learning.answers import edits, in_force
from learning.export import everything, intents, records
from learning.export.everything import Places
from learning.models import kept_tests, snapshots
from learning.sentences import changes
from nlu import intents as known
from region import catalogue
from region.files import SHIPPED
from tests.learning.messages import ACT

NEW = {"ask_cheque_ia": "Chèque « IA »"}


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Give copies of the files, to write in."""
    pack, examples, rows = tmp_path / "pack", tmp_path / "examples", tmp_path / "intents.yml"
    shutil.copytree(SHIPPED, pack)
    shutil.copytree(project.EXAMPLES, examples)
    shutil.copy(known.FILE, rows)
    return Places(pack, examples, rows)


@pytest_asyncio.fixture
async def written(house: House, places: Places) -> AsyncIterator[House]:
    """Give a house whose catalogue is read from the copies."""
    read = catalogue.load(places.pack)
    house.region = replace(house.in_force(), catalogue=read, files=read)
    yield house


def a_record(house: House, number: str = "cheque-ia", **values: Any) -> dict[str, Any]:
    source = next(each for each in house.in_force().catalogue.records if each.source and not each.figures)
    body = in_force.raw(source) | {
        "id": number, "title": "Le chèque IA : \"essai\"", "topic": "company", "intents": ["ask_cheque_ia"],
        "questions": ["c'est quoi le chèque ia ?", "cheque ia : combien ?"], "names": [], "buttons": [],
        "answer": "Un essai de notre test, qui tient sur plus d'une ligne parce qu'une réponse est rarement courte : voilà pourquoi.",
    }  # fmt: skip
    return body | values


async def put(house: House, *bodies: dict[str, Any]) -> None:
    async with house.database.write() as connection:
        for body in bodies:
            await edits.write(connection, body["id"], body, ACT)
    await in_force.put_in_force(house)


async def exported(house: House, places: Places, **options: Any) -> everything.Written:
    return await everything.export(house, ACT, places, added=options.pop("added", NEW), **options)


def as_read(places: Places) -> catalogue.Catalogue:
    return catalogue.load(places.pack)


async def test_records_intents_and_sentences_reach_their_files_and_say_the_same(written: House, places: Places) -> None:
    old = written.in_force().catalogue.records[0]
    changed = in_force.raw(old) | {"answer": "Une autre réponse, plus courte."}
    await put(written, a_record(written), changed)
    async with written.database.write() as connection:
        await changes.add(connection, "le chèque ia des boulangers", "ask_cheque_ia", ACT)
    before = (places.pack / f"{old.topic}.yml").read_text("utf-8")
    done = await exported(written, places)
    assert set(done.files) == {
        "region/data/company.yml",
        f"region/data/{old.topic}.yml",
        "nlu/intents.yml",
        "nlu/data/company.yml",
    }
    read = as_read(places)
    assert (read.record("cheque-ia") or old).answer == a_record(written)["answer"]
    assert (read.record(old.id) or old).answer == "Une autre réponse, plus courte."
    others = [each for each in read.records if each.id not in (old.id, "cheque-ia")]
    assert [in_force.raw(each) for each in others] == [
        in_force.raw(each) for each in written.in_force().files.records if each.id != old.id
    ]
    after = (places.pack / f"{old.topic}.yml").read_text("utf-8")
    assert len(set(before.splitlines()) ^ set(after.splitlines())) < 8, "the rest of the file is as it was"
    held = yaml.safe_load(places.intents.read_text("utf-8"))["topics"]["company"]
    assert list(held)[-1] == "ask_cheque_ia"
    assert held["ask_cheque_ia"] == {"label": "Chèque « IA »"}
    assert "    - le chèque ia des boulangers" in (places.examples / "company.yml").read_text("utf-8")
    assert (await exported(written, places)).files == {}, "nothing is written twice"


async def test_a_record_goes_to_the_file_that_has_it_or_to_one_of_its_topic(written: House, places: Places) -> None:
    """Every topic has a file, and « service.yml » is none of them: it holds the service's own data."""
    held = written.in_force().catalogue
    ids = {topic: f"essai-{topic}" for topic in sorted({each.topic for each in held.records})}
    apart = next(each for each in held.records if Path(each.file).stem != each.topic)
    changed = in_force.raw(apart) | {"answer": "Une autre réponse."}
    await put(written, changed, *(a_record(written, number, topic=topic, intents=[]) for topic, number in ids.items()))
    done = await exported(written, places, added={})
    assert done.left == []
    read = as_read(places)
    assert {topic: (found := read.record(number)) and found.topic for topic, number in ids.items()} == {
        each: each for each in ids
    }
    again = read.record(apart.id)
    assert again
    assert (again.answer, Path(again.file).name) == ("Une autre réponse.", Path(apart.file).name)
    assert len(read.records) == len(held.records) + len(ids)


async def test_what_no_file_can_hold_is_said(written: House, places: Places) -> None:
    async with written.database.write() as connection:
        await kept_tests.add(connection, "un test", "ask_ami", ACT)
        await edits.write(connection, in_force.SERVICE_KEY, {"contact.phone": "03 00"}, ACT, kind=in_force.SERVICE)
    await put(written, a_record(written))
    file = places.pack / "company.yml"
    file.write_text(file.read_text("utf-8") + "- id: sans-rien\n", "utf-8")
    left = {each["left"]: each for each in (await exported(written, places, waiting=1)).left}
    assert left["record"]["names"] == ["cheque-ia"]
    assert left["service"]["names"] == ["contact.phone"]
    assert left["test"]["count"] == left["proposal"]["count"] == 1
    assert "id: cheque-ia" not in file.read_text("utf-8")


async def test_an_intent_without_a_record_waits_for_one(written: House, places: Places) -> None:
    done = await exported(written, places)
    assert done.left == [{"left": "intent", "count": 1, "names": ["ask_cheque_ia"]}]
    assert "ask_cheque_ia" not in places.intents.read_text("utf-8")


async def test_the_file_wins_once_somebody_writes_in_it_after_the_export(written: House, places: Places) -> None:
    await put(written, a_record(written))
    await exported(written, places)
    files = as_read(places)
    written.region = replace(written.in_force(), files=files)
    async with written.database.read() as connection:
        held = (await edits.in_force(connection), await edits.exported(connection))
    assert "cheque-ia" in in_force._not_overtaken(files, *held)
    file = places.pack / "company.yml"
    file.write_text(file.read_text("utf-8").replace("Un essai de notre test", "Une aide de notre test"), "utf-8")
    assert "cheque-ia" not in in_force._not_overtaken(as_read(places), *held)


async def test_going_back_writes_over_what_was_exported(written: House, places: Places) -> None:
    old = written.in_force().catalogue.records[0]
    async with written.database.read() as connection:
        first = await snapshots.take(connection)
    await put(written, in_force.raw(old) | {"answer": "Une autre réponse."})
    await exported(written, places)
    async with written.database.write() as connection:
        await snapshots.restore(connection, first, ACT)
        held = await edits.in_force(connection)
    assert in_force.said(held[old.id]) == in_force.said(in_force.raw(old))


def test_every_record_of_the_pack_is_dumped_and_read_again_as_it_is() -> None:
    for record in catalogue.load(SHIPPED).records:
        (read,) = yaml.safe_load(records.dumped(in_force.raw(record)))
        assert in_force.said(read) == in_force.said(in_force.raw(record)), record.id


def test_a_topic_that_the_file_lacks_takes_no_intent() -> None:
    assert intents.edited("topics:\n  ami:\n    ask_ami:\n      {label: a}\ninner:\n", "lune", "ask_x", "X") is None
    written = intents.edited("topics:\n  ami:\n    ask_ami:\n      {label: a}\ninner:\n", "ami", "ask_x", "X")
    assert yaml.safe_load(written or "") == {
        "topics": {"ami": {"ask_ami": {"label": "a"}, "ask_x": {"label": "X"}}},
        "inner": None,
    }
