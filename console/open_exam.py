"""Serves the exam of the model in service as JSON and CSV, so that anybody computes its score again (docs/interfaces.md)."""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from aiohttp import web

from bot.clock import paris_day
from bot.house import House
from bot.store import models
from bot.store.models import ModelVersion
from learning.models import open_exam, proposed
from learning.models.open_exam import RIGHT, Row

JSON_PATH, CSV_PATH = "/transparence/examen.json", "/transparence/examen.csv"
QUESTIONS_PATH = "/transparence/questions.csv"
QUESTIONS = ("question", "expected", "title", "accepted_on")
LICENSE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
EVERY = 10_000
OPEN = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=3600"}


def setup(app: web.Application, house: House) -> None:
    """Add the exam, as JSON and as CSV, and the questions accepted from the public."""

    async def as_json(request: web.Request) -> web.Response:
        live, rows = await _read(house)
        return web.json_response(told(live, rows) | {"questions": await _questions(house)}, headers=OPEN)

    async def as_csv(request: web.Request) -> web.Response:
        _, rows = await _read(house)
        if rows is None:
            raise web.HTTPNotFound
        return _file([field.name for field in fields(Row)], [asdict(each) for each in rows])

    async def questions(request: web.Request) -> web.Response:
        return _file(QUESTIONS, await _questions(house))

    app.router.add_get(JSON_PATH, as_json)
    app.router.add_get(CSV_PATH, as_csv)
    app.router.add_get(QUESTIONS_PATH, questions)


def told(live: ModelVersion | None, rows: Sequence[Row] | None) -> dict[str, Any]:
    """Return `{"license", "model", "exam"}`; `exam` is null where the model in service has not passed this very exam."""
    model = {"name": live.name, "trained_at": live.trained_at.isoformat()} if live else None
    if rows is None:
        return {"license": LICENSE, "model": model, "exam": None}
    wrong = [each for each in rows if each.cause != RIGHT]
    exam = {
        "sentences": len(rows), "right": len(rows) - len(wrong), "accuracy": round(1 - len(wrong) / len(rows), 4),
        "causes": dict(Counter(each.cause for each in wrong)), "errors": [asdict(each) for each in wrong], "all": CSV_PATH,
    }  # fmt: skip
    return {"license": LICENSE, "model": model, "exam": exam}


def _file(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> web.Response:
    """Return rows as CSV (RFC 4180), the names of the columns first."""
    out = io.StringIO()
    table = csv.DictWriter(out, names, lineterminator="\r\n")
    table.writeheader()
    table.writerows(rows)
    return web.Response(text=out.getvalue(), content_type="text/csv", charset="utf-8", headers=OPEN)


async def _questions(house: House) -> list[dict[str, str]]:
    """Return the accepted questions with what must answer them, the latest first."""
    async with house.database.read() as connection:
        found = await proposed.accepted(connection, count=EVERY)
    held = house.in_force().catalogue
    records = [held.record(each.expected) for each in found]
    return [
        {
            "question": each.text, "expected": each.expected, "title": record.title if record else "",
            "accepted_on": paris_day(each.at).isoformat(),
        }
        for each, record in zip(found, records, strict=True)
    ]  # fmt: skip


async def _read(house: House) -> tuple[ModelVersion | None, list[Row] | None]:
    live = await models.in_service(house.database)
    return live, open_exam.rows(live.figures) if live else None
