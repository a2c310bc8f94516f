"""The exam is public: anybody reads each sentence, and computes the score of the model again with the command we give."""

import csv
import io
from dataclasses import fields, replace
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.clock import paris_day
from bot.house import House
from bot.store import models
from bot.store.models import ModelVersion
from learning.models import exam, open_exam
from learning.models.compared import Guess
from learning.tables import aggregates
from nlu.scope import OUT
from tests.console.site import served

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)


async def examined(house: House, folder: Path, wrong: dict[int, str]) -> None:
    """Put in service a model that understood the whole exam but for some sentences, by place."""
    questions = exam.frozen()
    guesses = [Guess(wrong.get(place, each.intent), 0.9) for place, each in enumerate(questions)]
    file = folder / "model.tar.gz"
    file.write_bytes(b"an archive nobody loads here")
    version = ModelVersion(models.version_of(file), "le premier", "test", "test", "", house.clock(), 1.0)
    await models.register(house.database, file, version)
    figures = {"figures": {}, "by_intent": {}, "questions": len(questions), "open": open_exam.kept(questions, guesses)}
    async with house.database.write() as connection:
        await connection.execute(update(models.model_versions).values(figures=figures))
        await models.put_in_service(connection, version.sha256, author="test", comment="", at=house.clock())


async def test_the_score_is_computed_again_from_what_is_served(house: House, tmp_path: Path) -> None:
    places = [place for place, each in enumerate(exam.frozen()) if each.intent not in (OUT, "ask_ami")][:3]
    await examined(house, tmp_path, {places[0]: OUT, places[1]: "ask_ami", places[2]: "ask_ami"})
    async with served(house) as client:
        async with client.get("/transparence/examen.csv") as answer:
            rows = list(csv.DictReader(io.StringIO(await answer.text())))
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
        async with client.get("/transparence/examen.json") as answer:
            told = (await answer.json())["exam"]
        async with client.get("/transparence") as answer:
            assert "/transparence/examen.csv | python3" in await answer.text()
    score = sum(row["expected"] == row["understood"] for row in rows) / len(rows)
    assert len(rows) == len(exam.frozen())
    assert score == pytest.approx(1 - 3 / len(rows))
    assert told["accuracy"] == round(score, 4)
    assert told["causes"] == {"refused": 1, "mixed": 2}


async def test_a_model_that_passed_another_exam_shows_none(house: House, tmp_path: Path) -> None:
    await examined(house, tmp_path, {})
    other = [replace(each, intent=OUT) for each in exam.frozen()]
    assert open_exam.rows({"open": open_exam.kept(other, [Guess(OUT, 1.0)] * len(other))}) is None
    assert open_exam.rows({}) is None


async def test_the_months_are_files_whose_columns_the_schema_describes(house: House) -> None:
    today = paris_day(house.clock())
    counts = {"messages": ("", 640), "outcome": ("answered", 615), "down": ("", 3)}
    rows = [
        {"day": today, "channel": "web", "measure": measure, "key": key, "count": count}
        for measure, (key, count) in counts.items()
    ]
    async with house.database.write() as connection:
        await connection.execute(aggregates.insert(), rows)
    async with served(house) as client:
        async with client.get("/transparence/mois.csv") as answer:
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            table = csv.DictReader(io.StringIO(await answer.text()))
            (line,) = list(table)
        async with client.get("/transparence/mois.json") as answer:
            told = await answer.json()
        async with client.get(told["schema"]) as answer:
            described = {each["name"]: each for each in (await answer.json())["resources"]}
        async with client.get("/transparence") as answer:
            page = await answer.text()
    assert line == {
        "month": f"{today:%Y-%m}",
        "asked": "640",
        "answered": "615",
        "refused": "",
        "wrong": "",
        "down": "",
        "person": "",
    }
    assert told["months"] == [
        {
            "month": f"{today:%Y-%m}",
            "asked": 640,
            "answered": 615,
            "refused": None,
            "wrong": None,
            "down": None,
            "person": None,
        }
    ]
    assert "licence-ouverte" in told["license"]
    assert [each["name"] for each in described["mois"]["schema"]["fields"]] == table.fieldnames
    assert [each["name"] for each in described["examen"]["schema"]["fields"]] == [
        field.name for field in fields(open_exam.Row)
    ]
    assert all(f'href="/transparence/{name}"' in page for name in ("mois.csv", "mois.json", "schema.json"))
