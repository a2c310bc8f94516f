"""Training a candidate: what is new to learn, how far it is, and what became of each."""

import json

from aiohttp import web

from bot.store import models
from console import background, stages, streams
from console.roles import Right
from console.visit import Route, Visit, back
from learning.doubts import reading
from learning.models import carrying, release, runs, verifying
from learning.models.runs import AlreadyTraining
from learning.sentences import current

PATH = "/entrainement"
KEPT_JOURNALS = 200


async def show(visit: Visit) -> web.Response:
    """Show the trainings, what is new to learn, and the model in service."""
    house = visit.house
    last = await runs.latest(house)
    live = await models.in_service(house.database)
    async with house.database.read() as connection:
        known = set((live.snapshot if live else {}).get("examples", []))
        new = [each for each in await current.active(connection) if each.id not in known]
        doubts = {each.change for each in await reading.at_once(connection, await reading.added(connection))}
    return visit.page(
        "training.html", runs=last, run=last[0] if last else None, told=stages.told(last[0].step) if last else "",
        live=live, new=new, doubts=len(doubts),
        published=await release.history(house), previous=await verifying.previous_version(house),
    )  # fmt: skip


async def start(visit: Visit) -> web.Response:
    """Start a training; one runs at a time."""
    act = visit.act()
    try:
        number = await runs.start(visit.house, act)
    except AlreadyTraining:
        return back(PATH, said="already_training")
    background.start(visit.request.app, carrying.carry_out(visit.house, number, act))
    return back(PATH, said="training_started")


async def cancel(visit: Visit) -> web.Response:
    """Stop a training."""
    await runs.cancel(visit.house, visit.number(), visit.act())
    return back(PATH, said="training_cancelled")


async def journal(visit: Visit) -> web.Response:
    """Return the journal of a training, as text."""
    latest = await runs.latest(visit.house, count=KEPT_JOURNALS)
    run = next((run for run in latest if run.id == visit.number()), None)
    if run is None:
        raise web.HTTPNotFound
    return web.Response(text=run.log, content_type="text/plain")


async def followed(visit: Visit) -> web.StreamResponse:
    """Tell the page how far the training is, as it goes."""

    async def progress() -> str:
        run = next(iter(await runs.latest(visit.house, count=1)), None)
        said = {"state": run.state, "done": run.done, "total": run.total, "told": stages.told(run.step)} if run else {}
        return json.dumps(said)

    return await streams.follow(visit, ("training", "model"), progress)


ROUTES = (
    Route("GET", PATH, Right.TRAIN, show),
    Route("POST", PATH, Right.TRAIN, start),
    Route("GET", f"{PATH}/flux", Right.TRAIN, followed),
    Route("GET", f"{PATH}/journal/{{id}}", Right.TRAIN, journal),
    Route("POST", f"{PATH}/arreter/{{id}}", Right.TRAIN, cancel),
)
