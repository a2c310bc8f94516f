"""A conversation with what is not published yet, a model or answers, beside what answers today; nothing of it is kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from bot.privacy import mask
from bot.store import models
from bot.store.models import ModelVersion
from console import sessions
from console.record_form import body_of, problems_of
from console.roles import Right
from console.trying import TRIALS
from console.visit import Route, Visit, back
from learning.answers import in_force
from learning.models import runs
from learning.models.trying import TrialFailed, converse
from learning.sentences import intents

PATH = "/essayer"
MOST, LONGEST, KEPT_DRAFTS = 12, 500, 5
NEW = "brouillon"
"""The id of an answer that has none yet."""


async def show(visit: Visit) -> web.Response:
    """Show the page, with nothing said yet."""
    return await _page(visit, await _candidates(visit), texts=())


async def said(visit: Visit) -> web.Response:
    """Say the whole conversation to both again: nothing of it is kept between two messages."""
    known, texts = await _candidates(visit), [str(each)[:LONGEST] for each in visit.form.getall("said", [])]
    if text := visit.text("text", longest=LONGEST):
        texts.append(text)
    texts = [mask(each).text for each in texts][-MOST:]
    sha256 = visit.text("model")
    if sha256 not in {each.sha256 for each in known}:
        raise web.HTTPNotFound
    engine = visit.house.engines.current
    if engine is None:
        return back(PATH, said="trial_failed")
    live = await converse(engine, texts, visit.house.in_force())
    try:
        tried = await visit.request.app[TRIALS].ask(visit.house, sha256, _drafts(visit), texts)
    except TrialFailed:
        return back(PATH, said="trial_failed")
    return await _page(visit, known, texts=texts, live=live, tried=tried, model=sha256)


async def drafted(visit: Visit) -> web.Response:
    """Keep an answer as it stands in its form, for whoever wrote it alone, until they sign out or publish."""
    record = visit.house.in_force().catalogue.record(visit.text("record", longest=60))
    body = body_of(visit, in_force.raw(record) if record else _new(visit))
    if problems_of(visit, body):
        return back(PATH, said="draft_wrong")
    drafts = {**_drafts(visit), record.id if record else NEW: body}
    await _keep(visit, dict(list(drafts.items())[-KEPT_DRAFTS:]))
    return back(PATH, said="draft_kept")


async def forgotten(visit: Visit) -> web.Response:
    """Forget the answers kept to be tried."""
    await _keep(visit, {})
    return back(PATH, said="drafts_dropped")


def _new(visit: Visit) -> dict[str, Any]:
    intent = intents.named(visit.text("title", longest=48))
    return {"id": NEW, "topic": visit.text("topic"), "confidence": "sourced", "intents": [intent] if intent else []}


def _drafts(visit: Visit) -> Mapping[str, Mapping[str, Any]]:
    drafts: Mapping[str, Mapping[str, Any]] = visit.session.state.get("drafts", {}) if visit.session else {}
    return drafts


async def _keep(visit: Visit, drafts: Mapping[str, Any]) -> None:
    assert visit.session is not None
    async with visit.house.database.write() as connection:
        await sessions.keep(connection, visit.session, {**visit.session.state, "drafts": drafts})


async def _candidates(visit: Visit) -> list[ModelVersion]:
    """Return the models one may try: the last trained, then the one in service, with which answers alone are tried."""
    live = await models.in_service(visit.house.database)
    trained = [run.sha256 for run in await runs.latest(visit.house) if run.sha256]
    names = dict.fromkeys([*trained[:KEPT_DRAFTS], *([live.sha256] if live else [])])
    found = [await models.find(visit.house.database, name) for name in names]
    return [each for each in found if each is not None]


async def _page(
    visit: Visit, known: Sequence[ModelVersion], *, texts: Sequence[str], live: Sequence[Any] = (),
    tried: Sequence[Any] = (), model: str = "",
) -> web.Response:  # fmt: skip
    drafts, served = _drafts(visit), await models.in_service(visit.house.database)
    titles = {each.id: each.title for each in visit.house.in_force().catalogue.records}
    return visit.page(
        "trying.html", candidates=known, texts=texts, turns=list(zip(texts, live, tried, strict=True)) if live else [],
        model=model, served=served.sha256 if served else "", drafts=drafts,
        titles=titles | {name: body["title"] for name, body in drafts.items()},
    )  # fmt: skip


ROUTES = (
    Route("GET", PATH, Right.TRAIN, show),
    Route("POST", PATH, Right.TRAIN, said),
    Route("POST", f"{PATH}/brouillon", Right.REVIEW, drafted),
    Route("POST", f"{PATH}/oublier", Right.REVIEW, forgotten),
)
