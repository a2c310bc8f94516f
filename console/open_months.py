"""Serves the figures of the open account, month by month, as CSV and JSON, with the schema of both files (Table Schema)."""

import csv
import io
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import Any

from aiohttp import web

from bot.house import House
from console import render
from console.open_exam import CSV_PATH as EXAM_PATH
from console.open_exam import LICENSE, OPEN, QUESTIONS_PATH

JSON_PATH, CSV_PATH, SCHEMA_PATH = (f"/transparence/{name}" for name in ("mois.json", "mois.csv", "schema.json"))
NAMES = ("asked", "answered", "refused", "wrong", "down", "person")
FILES = ((CSV_PATH, "months"), (EXAM_PATH, "exam"), (QUESTIONS_PATH, "questions"))
Months = Sequence[tuple[date, Mapping[str, float | None]]]


def setup(app: web.Application, read: Callable[[], Awaitable[Months]], house: House) -> None:
    """Add the months, as JSON and as CSV, and their schema."""

    async def as_json(request: web.Request) -> web.Response:
        rows = [_row(*each) for each in await read()]
        return web.json_response({"license": LICENSE, "schema": SCHEMA_PATH, "months": rows}, headers=OPEN)

    async def as_csv(request: web.Request) -> web.Response:
        return web.Response(text=written(await read()), content_type="text/csv", charset="utf-8", headers=OPEN)

    async def described(request: web.Request) -> web.Response:
        return web.json_response(schema(house.settings.public_url), headers=OPEN)

    app.router.add_get(JSON_PATH, as_json)
    app.router.add_get(CSV_PATH, as_csv)
    app.router.add_get(SCHEMA_PATH, described)


def written(months: Months) -> str:
    """Return the months as CSV (RFC 4180); a hidden count is an empty cell."""
    out = io.StringIO()
    table = csv.DictWriter(out, ["month", *NAMES], lineterminator="\r\n")
    table.writeheader()
    table.writerows(_row(*each) for each in months)
    return out.getvalue()


def schema(url: str) -> dict[str, Any]:
    """Return a data package: each file with its address, its licence and the meaning of its columns, in French."""
    said = render.words()["open_schema"]
    files = [(path, said["files"][name]) for path, name in FILES]
    return {
        "name": "beffroi-transparence", "title": said["title"], "licenses": [{"name": "etalab-2.0", "path": LICENSE}],
        "resources": [
            {
                "name": path.rsplit("/", 1)[-1].removesuffix(".csv"), "path": f"{url}{path}", "format": "csv", "mediatype": "text/csv",
                "encoding": "utf-8", "title": file["title"], "description": file["description"],
                "schema": {"fields": [{"name": name, **field} for name, field in file["fields"].items()]},
            }
            for path, file in files
        ],
    }  # fmt: skip


def _row(month: date, counts: Mapping[str, float | None]) -> dict[str, Any]:
    return {"month": f"{month:%Y-%m}"} | {name: counts[name] for name in NAMES}
