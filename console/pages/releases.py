"""A candidate beside the model in service: what it mends and breaks; publishing it, and going back."""

import asyncio

from aiohttp import web

from bot.store import models
from console import asked_first, expected, moved, proposals
from console.pages.training import PATH
from console.releasing import put_in_service
from console.roles import Right
from console.visit import Route, Visit, back
from learning.models import answers, release, runs
from learning.models.expecting import Outcome
from learning.models.release import Blocked

ONE = f"{PATH}/{{sha}}"


async def compared(visit: Visit) -> web.Response:
    """Show a candidate beside the model in service."""
    house, sha256 = visit.house, visit.part("sha")
    version, found = await models.find(house.database, sha256), await runs.comparison(house, sha256)
    if version is None or found is None:
        raise web.HTTPNotFound
    live = await models.in_service(house.database)
    replayed = found.get("answers", [])
    asked = [Outcome(**each) for each in found.get("expected", [])]
    return visit.page(
        "compare.html", asked=len(asked), lost=expected.lost(house, asked), got=sum(each.after == each.expected for each in asked),
        by_record=[(expected.named(house, old), expected.named(house, new), n) for old, new, n in answers.by_record(replayed)], version=version, found=found, live=live, in_service=bool(live and live.sha256 == sha256),
        current=bool(live and found["against"] == live.sha256), two=house.settings.two_person,
        changed_by_intent=moved.by_intent(found), reread=await moved.reread(house, found["changed"]),
        entered=await moved.entered(house, found.get("entered", [])), answered=await moved.answered(house, replayed),
        moves=answers.moves(replayed),
    )  # fmt: skip


async def released(visit: Visit) -> web.Response:
    """Publish, or ask a second person to."""
    sha256 = visit.part("sha")
    if not visit.explained:
        return back(f"{PATH}/{sha256}", said="comment_needed")
    found = await runs.comparison(visit.house, sha256)
    asked = [Outcome(**each) for each in (found or {}).get("expected", [])]
    if page := asked_first.unread_of(visit, asked, page=f"{PATH}/{sha256}"):
        return page
    if visit.house.settings.two_person:
        async with visit.house.database.write() as connection:
            await proposals.propose(connection, proposals.PUBLISH, sha256, visit.act())
        return back(PATH, said="proposed")
    try:
        await put_in_service(visit, sha256)
    except Blocked:
        return back(f"{PATH}/{sha256}", said="blocked")
    return back(PATH, said="published")


async def rolled_back(visit: Visit) -> web.Response:
    """Put an older model back in service, with the reason."""
    sha256 = visit.part("sha")
    if not visit.explained:
        return back(PATH, said="comment_needed")
    if await models.find(visit.house.database, sha256) is None:
        raise web.HTTPNotFound
    if page := await asked_first.unread_back(visit, sha256, page=PATH):
        return page
    await release.roll_back(visit.house, sha256, visit.act())
    await asyncio.sleep(0)
    return back(PATH, said="rolled_back")


ROUTES = (
    Route("GET", ONE, Right.TRAIN, compared),
    Route("POST", f"{ONE}/publier", Right.PUBLISH, released),
    Route("POST", f"{ONE}/revenir", Right.PUBLISH, rolled_back),
)
