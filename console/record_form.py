"""The form of an answer: what it holds, what is wrong with it, and what last month and the open exam would have heard of it."""

import asyncio
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from console import expected
from console.asked_first import Asked
from console.visit import Visit
from learning.answers import in_force, replay
from learning.models import expecting
from region.records import Record

WRITTEN = ("title", "answer", "simple")
OPTIONAL = ("source_date_label", "source_date", "checked_on", "valid_from", "valid_until")
LISTS = ("questions", "names")


UNSEEN: Mapping[str, Any] = {"replayed": 0, "differences": (), "by_record": (), "expected": None}
"""What `replayed.html` is given while nothing is previewed."""


async def replay_of(visit: Visit, record: Record) -> dict[str, Any]:
    """Return what a record would change, for `replayed.html`: to last month's messages and to the questions of the exam."""
    async with visit.house.database.read() as connection:
        messages = await replay.last_month(connection, now=visit.now)
    held = visit.house.in_force()
    found = await asyncio.to_thread(replay.differences, messages, record, held.catalogue, today=held.today)
    told = {"replayed": len(messages), "differences": found, "by_record": replay.by_record(found)}
    return told | {"expected": await asked_of(visit, record)}


async def asked_of(visit: Visit, record: Record) -> Asked:
    """Ask the accepted questions of the open exam with a record that is not published yet."""
    found = await expecting.with_record(visit.house, record)
    tried = visit.house.in_force().catalogue.with_records([record])
    return Asked(len(found), expected.lost(visit.house, found, tried=tried))


async def unseen_loss(visit: Visit, body: Mapping[str, Any]) -> Asked | None:
    """Return what the exam would lose by a record, None where it loses nothing or where the form says it was seen."""
    if visit.ticked("despite"):
        return None
    service = visit.house.in_force().catalogue.service
    found = await asked_of(visit, in_force.build(body, topic=body["topic"], service=service))
    return found if found.lost else None


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


def record_of(visit: Visit) -> Record:
    """Return the record of the address; 404 where there is none."""
    record = visit.house.in_force().catalogue.record(visit.part())
    if record is None:
        raise web.HTTPNotFound
    return record
