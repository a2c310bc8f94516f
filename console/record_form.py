"""The form of an answer: what it holds, what is wrong with it, and what last month would have heard of it."""

import asyncio
from collections.abc import Mapping
from typing import Any

from console.visit import Visit
from learning.answers import in_force, replay
from region.records import Record

WRITTEN = ("title", "answer", "simple")
OPTIONAL = ("source_date_label", "source_date", "checked_on", "valid_from", "valid_until")
LISTS = ("questions", "names")


async def replay_of(visit: Visit, record: Record) -> tuple[list[replay.Said], list[replay.Difference]]:
    """Return last month's messages, and those a record would answer otherwise."""
    async with visit.house.database.read() as connection:
        messages = await replay.last_month(connection, now=visit.now)
    region = visit.house.in_force()
    return messages, await asyncio.to_thread(replay.differences, messages, record, region.catalogue, today=region.today)


def body_of(visit: Visit, body: dict[str, Any]) -> dict[str, Any]:
    """Return the record with the form's values in it."""
    written = {name: visit.text(name) for name in WRITTEN} | {name: visit.text(name) or None for name in OPTIONAL}
    lists = {name: _lines(visit.text(name)) for name in LISTS if name in visit.form}
    title = visit.text("source_title")
    source = {"title": title, "url": visit.text("source_url") or None, "kind": visit.text("source_kind")}
    source |= {"passage": passage} if (passage := visit.text("source_passage")) else {}
    return body | written | lists | {"source": source if title else None}


def _lines(text: str) -> list[str]:
    """Return the lines of a field, each once."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def problems_of(visit: Visit, body: Mapping[str, Any]) -> list[str]:
    """Return what stops a record: a source and dates are compulsory, and what the loader finds."""
    if not body["source"] or not body["checked_on"] or not (body["source_date"] or body["source_date_label"]):
        return ["source"]
    try:
        return [problem.message for problem in in_force.faults(body, service=visit.house.in_force().catalogue.service)]
    except ValueError:
        return ["date"]
