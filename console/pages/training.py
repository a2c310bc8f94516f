"""Training a candidate, reading what it mends and breaks, publishing it, and going back."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web
from sqlalchemy import select

from bot.store import models
from bot.store.tables import transcripts
from console import background, proposals, stages, streams
from console.releasing import put_in_service
from console.roles import Right
from console.visit import Route, Visit, back
from learning.doubts import reading
from learning.models import answers, release, runs
from learning.models.release import Blocked
from learning.models.runs import AlreadyTraining
from learning.sentences import changes, intents

PATH = "/entrainement"
SMALLEST_COMMENT = 3


async def show(visit: Visit) -> web.Response:
    """Show the trainings, what is new to learn, and the model in service."""
    house = visit.house
    last = await runs.latest(house)
    live = await models.in_service(house.database)
    async with house.database.read() as connection:
        known = set((live.snapshot if live else {}).get("examples", []))
        new = [each for each in await changes.active(connection) if each.id not in known]
        doubts = {each.change for each in await reading.at_once(connection, await reading.added(connection))}
    return visit.page(
        "training.html", runs=last, run=last[0] if last else None, told=stages.told(last[0].step) if last else "",
        live=live, new=new, doubts=len(doubts),
        published=await release.history(house), previous=await release.previous_version(house),
    )  # fmt: skip


async def start(visit: Visit) -> web.Response:
    """Start a training; one runs at a time."""
    act = visit.act()
    try:
        number = await runs.start(visit.house, act)
    except AlreadyTraining:
        return back(PATH, said="already_training")
    background.start(visit.request.app, runs.carry_out(visit.house, number, act))
    return back(PATH, said="training_started")


async def cancel(visit: Visit) -> web.Response:
    """Stop a training."""
    await runs.cancel(visit.house, visit.number(), visit.act())
    return back(PATH, said="training_cancelled")


async def journal(visit: Visit) -> web.Response:
    """Return the journal of a training, as text."""
    found = next((run for run in await runs.latest(visit.house, count=200) if run.id == visit.number()), None)
    if found is None:
        raise web.HTTPNotFound
    return web.Response(text=found.log, content_type="text/plain")


async def followed(visit: Visit) -> web.StreamResponse:
    """Tell the page how far the training is, as it goes."""

    async def progress() -> str:
        run = next(iter(await runs.latest(visit.house, count=1)), None)
        said = {"state": run.state, "done": run.done, "total": run.total, "told": stages.told(run.step)} if run else {}
        return json.dumps(said)

    return await streams.follow(visit, ("training", "model"), progress)


async def compared(visit: Visit) -> web.Response:
    """Show a candidate beside the model in service."""
    sha256 = visit.request.match_info["sha"]
    version, found = await models.find(visit.house.database, sha256), await runs.comparison(visit.house, sha256)
    if version is None or found is None:
        raise web.HTTPNotFound
    live = await models.in_service(visit.house.database)
    return visit.page(
        "compare.html", version=version, found=found, live=live, in_service=bool(live and live.sha256 == sha256),
        current=bool(live and found["against"] == live.sha256), two=visit.house.settings.two_person,
        changed_by_intent=_by_intent(found), reread=await _reread(visit, found["changed"]),
        entered=await _entered(visit, found.get("entered", [])), answered=await _answered(visit, found.get("answers", [])),
        moves=answers.moves(found.get("answers", [])),
    )  # fmt: skip


async def released(visit: Visit) -> web.Response:
    """Publish, or ask a second person to."""
    sha256, act = visit.request.match_info["sha"], visit.act()
    if len(act.comment) < SMALLEST_COMMENT:
        return back(f"{PATH}/{sha256}", said="comment_needed")
    if visit.house.settings.two_person:
        async with visit.house.database.write() as connection:
            await proposals.propose(connection, proposals.PUBLISH, sha256, act)
        return back(PATH, said="proposed")
    try:
        await put_in_service(visit, sha256)
    except Blocked:
        return back(f"{PATH}/{sha256}", said="blocked")
    return back(PATH, said="published")


async def rolled_back(visit: Visit) -> web.Response:
    """Put an older model back in service, with the reason."""
    act, sha256 = visit.act(), visit.request.match_info["sha"]
    if len(act.comment) < SMALLEST_COMMENT:
        return back(PATH, said="comment_needed")
    if await models.find(visit.house.database, sha256) is None:
        raise web.HTTPNotFound
    await release.roll_back(visit.house, sha256, act)
    await asyncio.sleep(0)
    return back(PATH, said="rolled_back")


async def _reread(visit: Visit, changed: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """Return (message, before, after) of the messages that are still kept."""
    texts = await _texts(visit, [each["transcript"] for each in changed])
    return [
        (texts[each["transcript"]], each["live"], each["candidate"]) for each in changed if each["transcript"] in texts
    ]


async def _entered(visit: Visit, entered: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """Return what moves into a sensitive intent: the standing sentences, then the messages that are still kept."""
    standing = [(each["text"], each["live"], each["candidate"]) for each in entered if each["text"]]
    return [*standing, *await _reread(visit, [each for each in entered if each["transcript"] is not None])]


async def _answered(visit: Visit, moved: Sequence[Mapping[str, Any]]) -> list[tuple[str, Any, Any]]:
    """Return (message, answer before, answer after) of the messages still kept, those of a sensitive kind first.

    An answer is `(the record or None, the intent)`.
    """
    texts = await _texts(visit, [each["transcript"] for each in moved])
    held = visit.house.in_force().catalogue

    def told(said: Mapping[str, Any]) -> tuple[Any, str | None]:
        return (held.record(said["record"]) if said["record"] else None, said["intent"])

    first = sorted(
        moved, key=lambda each: answers.SENSITIVE_KIND not in (each["before"]["kind"], each["after"]["kind"])
    )
    return [
        (texts[each["transcript"]], told(each["before"]), told(each["after"]))
        for each in first
        if each["transcript"] in texts
    ]


async def _texts(visit: Visit, numbers: Sequence[int]) -> dict[int, str]:
    query = select(transcripts.c.id, transcripts.c.text).where(transcripts.c.id.in_(numbers))
    async with visit.house.database.read() as connection:
        return {row.id: row.text for row in await connection.execute(query)}


def _by_intent(found: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    """Return (intent, fixed, broken) where something moved, the worst first."""
    moved = {each["intent"] for each in (*found["fixed"], *found["broken"])}
    rows = [
        (name, sum(each["intent"] == name for each in found["fixed"]),
         sum(each["intent"] == name for each in found["broken"]))
        for name in moved
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row[1] - row[2], intents.label(row[0])))


ROUTES = (
    Route("GET", PATH, Right.TRAIN, show),
    Route("POST", PATH, Right.TRAIN, start),
    Route("GET", f"{PATH}/flux", Right.TRAIN, followed),
    Route("GET", f"{PATH}/journal/{{id}}", Right.TRAIN, journal),
    Route("POST", f"{PATH}/arreter/{{id}}", Right.TRAIN, cancel),
    Route("GET", f"{PATH}/{{sha}}", Right.TRAIN, compared),
    Route("POST", f"{PATH}/{{sha}}/publier", Right.PUBLISH, released),
    Route("POST", f"{PATH}/{{sha}}/revenir", Right.PUBLISH, rolled_back),
)
