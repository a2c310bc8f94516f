"""Writes all that operators taught and changed to the files, and says what no file can hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import project
from bot.house import House
from bot.store import audit
from bot.store.audit import Act
from learning.answers import edits, in_force, programmes
from learning.export import aids as aids_file
from learning.export import intents as intents_file
from learning.export import records as records_file
from learning.inbox import labels
from learning.models import kept_tests
from learning.sentences import exporting
from learning.sentences import intents as known_intents
from learning.tables import record_changes
from nlu import intents
from region import programme_text
from region.catalogue import Catalogue
from region.programme_text import Text
from region.tables import events

MINE = "console-"
"""How the id of a session begins that an operator added to the agenda."""


@dataclass
class Written:
    """Lines changed by file, and what is left out: `{"left": kind, "count": n, "names": […]}`."""

    files: dict[str, int] = field(default_factory=dict)
    left: list[dict[str, Any]] = field(default_factory=list)

    def leave(self, kind: str, names: Sequence[str] = (), *, count: int | None = None) -> None:
        """Tell what was not written, by name or by number."""
        number = len(names) if count is None else count
        if number:
            self.left.append({"left": kind, "count": number, "names": list(names)})


@dataclass(frozen=True)
class Places:
    """Where the files are."""

    pack: Path
    examples: Path = project.EXAMPLES
    intents: Path = intents.FILE


async def export(house: House, act: Act, places: Places, *, added: Mapping[str, str], waiting: int = 0) -> Written:
    """Write sentences, records and intents. `added` names in French the intents operators added; `waiting` of them need
    a second person."""
    done = Written()
    catalogue = house.in_force().catalogue
    await _records(house, act, places, done)
    await _aids(house, act, places, done)
    homes = _intents(catalogue, added, places, done)
    for name, count in (await exporting.export(house.database, act, folder=places.examples, homes=homes)).items():
        done.files[f"nlu/data/{name}"] = count
    async with house.database.read() as connection:
        await _left(connection, done, waiting)
    return done


async def _records(house: House, act: Act, places: Places, done: Written) -> None:
    files, service = house.in_force().files, house.in_force().catalogue.service
    async with house.database.read() as connection:
        wanted = await edits.unexported(connection)
    failed = []
    for number, body in wanted:
        wrote = records_file.write(places.pack, body, service=service)
        if wrote is None:
            failed.append(body["id"])
            continue
        file, count = wrote
        if count:
            name = f"region/data/{file}"
            done.files[name] = done.files.get(name, 0) + count
        known = files.record(body["id"])
        base = in_force.raw(known) if known else None
        async with house.database.write() as connection:
            mine = update(record_changes).where(record_changes.c.id == number)
            await connection.execute(mine.values(exported_at=act.at, base=base))
            await audit.note(connection, act, "record.export", body["id"])
    done.leave("record", failed)


async def _aids(house: House, act: Act, places: Places, done: Written) -> None:
    """Write the aids, keep the version each had in the file, and check nothing: they were checked when published."""
    async with house.database.read() as connection:
        wanted = await edits.unexported(connection, kind=programmes.PROGRAMME)
    for number, body in wanted:
        text = programme_text.of_dict(body)
        slug = aids_file.slug_of(text)
        before = Text.of(slug, pack=places.pack)
        for name in aids_file.write(slug, text, pack=places.pack):
            done.files[f"region/data/programmes/{name}"] = done.files.get(name, 0) + 1
        async with house.database.write() as connection:
            mine = update(record_changes).where(record_changes.c.id == number)
            base = before.to_dict() if before else None
            written = Text.of(slug, pack=places.pack) or text
            await connection.execute(mine.values(exported_at=act.at, base=base, body=written.to_dict()))
            await audit.note(connection, act, "programme.export", slug)


def _intents(catalogue: Catalogue, added: Mapping[str, str], places: Places, done: Written) -> dict[str, str]:
    """Write the rows of the intents no file knows; returns the file of sentences of each."""
    homes, orphans = {}, []
    for name, label in added.items():
        if name in intents.ALL:
            continue
        topic = next((each.topic for each in catalogue.records if name in each.intents), None)
        if topic is None:
            orphans.append(name)
        else:
            homes[name] = f"{topic}.yml"
            if intents_file.write(name, label or known_intents.label(name), topic, file=places.intents):
                done.files["nlu/intents.yml"] = done.files.get("nlu/intents.yml", 0) + 2
    done.leave("intent", orphans)
    return homes


async def _left(connection: AsyncConnection, done: Written, waiting: int) -> None:
    service = await edits.in_force(connection, kind=in_force.SERVICE)
    done.leave("service", sorted(service.get(in_force.SERVICE_KEY, {})))
    mine = select(func.count()).select_from(events).where(events.c.uid.like(f"{MINE}%"))
    done.leave("event", count=int((await connection.execute(mine)).scalar() or 0))
    done.leave("test", count=len(await kept_tests.in_force(connection)))
    done.leave("draft", count=len(await labels.drafts(connection)))
    done.leave("proposal", count=waiting)
