"""Labels likely wrong, with why, who and when; taken away one at a time, by batch, or all of an author."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from console.roles import Right
from console.visit import Route, Visit, back
from learning.doubts import reading
from learning.doubts.reading import Added, Doubt
from learning.models import runs
from learning.sentences import changes, current

PATH = "/etiquettes-douteuses"


@dataclass(frozen=True)
class Doubtful:
    """One addition, what speaks against it, and how many came with it."""

    added: Added
    doubts: Sequence[Doubt]
    batch: int
    author: int


async def show(visit: Visit) -> web.Response:
    """List what is likely wrong: what the records say at once, and what the last training found."""
    added, found = await read(visit)
    return visit.page("doubts.html", found=found, count=len(added))


async def taken_away(visit: Visit) -> web.Response:
    """Take away the label chosen; with `with`, also its batch or everything its author added."""
    together = visit.text("with")
    async with visit.house.database.write() as connection:
        added = await reading.added(connection)
        chosen = next((each for each in added if each.id == visit.number("change")), None)
        if chosen is None:
            return back(PATH, said="message_gone")
        same = {
            "batch": [each.id for each in added if each.batch == chosen.batch],
            "author": [each.id for each in added if each.author == chosen.author],
        }
        count = await changes.take_away(connection, same.get(together, [chosen.id]), visit.act())
    return back(PATH, said="labels_taken_away", n=count)


async def read(visit: Visit) -> tuple[list[Added], list[Doubtful]]:
    """Return what was added, and what is doubtful in it, the most doubtful first."""
    async with visit.house.database.read() as connection:
        added = await reading.added(connection)
        doubts = await reading.at_once(connection, added)
    doubts += await asyncio.to_thread(reading.twins, added, current.base())
    return added, _doubtful(added, [*doubts, *await _of_the_last_training(visit)])


async def _of_the_last_training(visit: Visit) -> list[Doubt]:
    last = next((run for run in await runs.latest(visit.house) if run.sha256), None)
    found: Any = await runs.comparison(visit.house, last.sha256) if last and last.sha256 else None
    return [Doubt(**each) for each in (found or {}).get("doubts", []) if each["kind"] == reading.NEIGHBOURS]


def _doubtful(added: Sequence[Added], doubts: Sequence[Doubt]) -> list[Doubtful]:
    against: dict[int, list[Doubt]] = defaultdict(list)
    for each in doubts:
        against[each.change].append(each)
    found = [
        Doubtful(
            each, against[each.id], sum(other.batch == each.batch for other in added),
            sum(other.author == each.author for other in added),
        )
        for each in added
        if each.id in against
    ]  # fmt: skip
    return sorted(found, key=lambda each: (-len(each.doubts), each.added.batch, each.added.id))


ROUTES = (Route("GET", PATH, Right.TRAIN, show), Route("POST", PATH, Right.REVIEW, taken_away))
