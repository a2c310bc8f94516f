"""Puts in force, in every worker, what operators changed in the Région's answers, agenda and service data."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.house import House
from bot.running.following import follow
from bot.store.audit import Act
from bot.turn.rehearsal import ready
from learning.answers import edits, programmes
from region import loader
from region.adapters import opening
from region.catalogue import Catalogue, stamps
from region.in_force import InForce, reread
from region.lines import Entry
from region.problems import Problem
from region.programme_text import Text
from region.records import Record
from region.service import Service

Found = TypeVar("Found")
Change = Callable[[AsyncConnection], Awaitable[object]]
"""What is written, in a transaction."""
LOOK_SECONDS = 5.0
SERVICE = "service"
SERVICE_KEY = "service.yml"
DATES = ("source_date", "checked_on", "valid_from", "valid_until")
PARTS = ("publisher", "host", "dpo", "accessibility", "contact")


async def apply(house: House) -> Catalogue:
    """Read the files, operators' changes over them, and what was brought in; put all of it in force at once.

    Files that cannot be read any more leave what they last said, and the region's `trouble`.
    """
    async with house.changing:  # the last to begin has read the latest
        return await _applied(house)


async def _applied(house: House) -> Catalogue:
    read = await asyncio.to_thread(reread, house.in_force())
    async with house.database.read() as connection:
        kept = await _kept(connection, read.today)
    catalogue = await asyncio.to_thread(kept.over, read.files)
    if catalogue.revision == house.in_force().revision:
        catalogue = house.in_force().catalogue  # what was worked out from it is kept with it
    else:
        await ready(house, replace(read, catalogue=catalogue))
    over = replace(house.in_force(), files=read.files, trouble=read.trouble, catalogue=catalogue)
    house.region = kept.brought.over(over)
    return catalogue


@dataclass(frozen=True)
class Kept:
    """What the database keeps over the files: what operators wrote, what of it a file holds since, what was brought in."""

    records: Mapping[str, Mapping[str, Any]]
    exported: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any] | None]]
    service: Mapping[str, Any]
    aids: Mapping[str, Mapping[str, Any]]
    filed: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any] | None]]
    brought: opening.BroughtIn

    def over(self, files: Catalogue) -> Catalogue:
        """The catalogue of the files with operators' changes; a second at most: call it in a thread."""
        catalogue = changed(files, _not_overtaken(files, self.records, self.exported), self.service)
        return programmes.over(catalogue, _aids_not_overtaken(self.aids, self.filed))


async def _kept(connection: AsyncConnection, today: date) -> Kept:
    services = await edits.in_force(connection, kind=SERVICE)
    return Kept(
        await edits.in_force(connection),
        await edits.exported(connection),
        services.get(SERVICE_KEY, {}),
        await edits.in_force(connection, kind=programmes.PROGRAMME),
        await edits.exported(connection, kind=programmes.PROGRAMME),
        await opening.read(lambda: nullcontext(connection), today=today),
    )


async def considered(house: House, change: Change) -> InForce:
    """Return what would be in force once `change` is written; nothing of it stays."""
    held = house.in_force()
    kept = await as_if(house, change, lambda connection: _kept(connection, held.today))
    return kept.brought.over(replace(held, catalogue=await asyncio.to_thread(kept.over, held.files)))


async def as_if(house: House, change: Change, read: Callable[[AsyncConnection], Awaitable[Found]]) -> Found:
    """Return what is read once `change` is written, in a transaction that is then rolled back."""
    found: list[Found] = []
    with suppress(_Forgotten):
        async with house.database.write() as connection:
            await change(connection)
            found.append(await read(connection))
            raise _Forgotten
    return found[0]


class _Forgotten(Exception):
    pass


def _not_overtaken(
    files: Catalogue,
    records: Mapping[str, Mapping[str, Any]],
    exported: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any] | None]],
) -> dict[str, Mapping[str, Any]]:
    """Leave out the versions written to a file that says something else since: then the file is right."""
    overtaken = set()
    for number, (body, base) in exported.items():
        known = files.record(number)
        if known is not None and said(raw(known)) not in (said(body), said(base or {})):
            overtaken.add(number)
    return {number: body for number, body in records.items() if number not in overtaken}


def _aids_not_overtaken(
    aids: Mapping[str, Mapping[str, Any]],
    exported: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any] | None]],
) -> dict[str, Mapping[str, Any]]:
    """Leave out the aids written to files that say something else since."""
    filed = {slug: Text.of(slug) for slug in exported}
    overtaken = {
        slug for slug, (body, base) in exported.items()
        if (text := filed[slug]) is not None and text.to_dict() not in (body, base)
    }  # fmt: skip
    return {slug: body for slug, body in aids.items() if slug not in overtaken}


def said(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a record says: its values that are not empty, days as text, without the topic its file gives it."""
    held = {name: value for name, value in body.items() if value not in (None, "", [], {}) and name != "topic"}
    return {name: str(value) if isinstance(value, date) else value for name, value in held.items()}


async def put_in_force(house: House) -> None:
    """Read again what operators changed, here and in every other worker."""
    await apply(house)
    await house.signals.publish("data")


async def write_service(house: House, values: Mapping[str, Any], act: Act) -> None:
    """Put the service's data (`values_of`) in force, and keep who changed it and why."""
    async with house.database.write() as connection:
        await note_service(connection, values, act)
    await put_in_force(house)


async def note_service(connection: AsyncConnection, values: Mapping[str, Any], act: Act) -> None:
    """Keep the service's data (`values_of`) with who changed it and why."""
    await edits.write(connection, SERVICE_KEY, values, act, kind=SERVICE)


def changed(base: Catalogue, records: Mapping[str, Mapping[str, Any]], service: Mapping[str, Any]) -> Catalogue:
    """Return a catalogue with operators' records and service data over those of the files."""
    if not records and not service:
        return base
    held = with_service(base.service, service)
    known = {record.id: record for record in base.records}
    written = [build(body, topic=body["topic"], service=held) for body in records.values()]
    if service:
        untouched = [record for number, record in known.items() if number not in records]
        written += [
            loader.build(each.raw, topic=each.topic, file=each.file, service=held.places()) for each in untouched
        ]
    return replace(base, service=held).with_records(written)


def values_of(service: Service) -> dict[str, Any]:
    """Return what operators may change of the service, as `with_service` reads it back."""
    held = {f"{part}.{name}": value for part in PARTS for name, value in getattr(service, part).items()}
    return {**held, "official": service.official, "hours": [dict(span) for span in service.hours]}


def with_service(service: Service, values: Mapping[str, Any]) -> Service:
    """Return the service with values such as `{"contact.phone": "…", "official": True, "hours": […]}` in it."""
    parts: dict[str, Any] = {name: dict(getattr(service, name)) for name in PARTS}
    for name, value in values.items():
        part, _, key = name.partition(".")
        if part in parts and key in parts[part]:
            parts[part][key] = value or None
    hours = tuple(values.get("hours", service.hours))
    return replace(service, **parts, hours=hours, official=bool(values.get("official", service.official)))


def entry(body: Mapping[str, Any]) -> Entry:
    """Return a record as its file would give it: dates as dates, mappings that know their lines."""
    read: dict[str, Any] = {name: value for name, value in body.items() if name != "topic"}
    for name in DATES:
        if isinstance(read.get(name), str):
            read[name] = date.fromisoformat(read[name])
    for name in ("source", "when", "figures"):
        if isinstance(read.get(name), Mapping):
            read[name] = Entry({key: _entry(value) for key, value in read[name].items()})
    read["buttons"] = [_entry(value) for value in read.get("buttons") or []]
    return Entry(read)


def _entry(value: Any) -> Any:
    return Entry(dict(value)) if isinstance(value, Mapping) else value


def build(body: Mapping[str, Any], *, topic: str, service: Service) -> Record:
    """Return a record as an operator wrote it; raises ValueError where a date is none."""
    return loader.build(entry(body), topic=topic, file="console", service=service.places())


def faults(body: Mapping[str, Any], *, service: Service) -> list[Problem]:
    """Return what is wrong with a record an operator wrote."""
    return loader.record_faults(entry(body), file="console", service=service.places())


def raw(record: Record) -> dict[str, Any]:
    """Return a record as its writer wrote it, ready for JSON."""
    read: dict[str, Any] = json.loads(json.dumps(dict(record.raw), default=str))
    return read | {"topic": record.topic}


async def follow_data(house: House, stop: asyncio.Event) -> None:
    """Apply operators' changes when a worker publishes them, until `stop`."""
    await follow(house.signals, ["data"], lambda: apply(house), stop)


async def follow_files(house: House, stop: asyncio.Event, *, every: float = LOOK_SECONDS) -> None:
    """Tell this worker to read again when a file of the pack was written, broken, mended or is gone, until `stop`."""
    seen = await asyncio.to_thread(stamps)

    async def look() -> None:
        nonlocal seen
        now = await asyncio.to_thread(stamps)
        if now != seen:
            seen = now
            house.signals.deliver("data", {})

    await follow(house.signals, [], look, stop, every=every)
