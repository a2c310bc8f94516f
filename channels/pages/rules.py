"""The rules of an aid: read them, change the facts and see each condition move, as on a day, with the versions before."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from aiohttp import web

from bot.house import House
from channels import api, render
from channels.cases import Case
from region import eligibility, examples, facts, form_fields, path, versions, written
from region.eligibility import Verdict
from region.in_force import InForce
from region.programmes import Programme
from region.rules import Case as Facts
from web import asked

DAY, BEFORE = "jour", "avant"
STATUSES = frozenset(path.STATUS.values())


def setup(app: web.Application, house: House) -> None:
    """Add `GET /regles` and `GET|POST /regles/{programme}`; the facts of the form are in its body, never in an address."""

    async def every(_: web.Request) -> web.Response:
        region = house.in_force()
        programmes = sorted(
            region.catalogue.programmes.values(), key=lambda one: (_closed(one, region.today), one.slug)
        )
        return render.page(
            house, "aids.html", here="regles", at_index=True, programmes=programmes, today=region.today
        )  # fmt: skip

    async def shown(request: web.Request) -> web.Response:
        programme = house.in_force().catalogue.programmes.get(request.match_info["programme"])
        if request.query.get("format") == "json" or "application/json" in request.headers.get("Accept", ""):
            return api.rules_of(programme)
        return _page(house, programme, {})

    async def tried(request: web.Request) -> web.Response:
        programme = house.in_force().catalogue.programmes.get(request.match_info["programme"])
        form = await asked.form(request)
        return _page(house, programme, {name: [str(each) for each in form.getall(name)] for name in form})

    one = "/regles/{programme}"
    app.add_routes([web.get("/regles", every), web.get(one, shown), web.post(one, tried)])


def _closed(programme: Programme, today: date) -> bool:
    return programme.over(today) or programme.calendar == "closed"


def _page(house: House, programme: Programme | None, given: Mapping[str, Sequence[str]]) -> web.Response:
    if programme is None:
        raise web.HTTPNotFound
    region = house.in_force()
    today, said = region.today, region.catalogue.wordings
    day = _day(given, today)
    version = versions.on(programme, day) if day and day < today else programme
    then = version or programme
    fields = form_fields.fields(then)
    read = written.read({name: list(each) for name, each in given.items()}, fields, gazetteer=region.gazetteer)
    verdict = eligibility.check(then, facts.read(read.facts), territory=region.territory, today=day or today)
    wrong = dict(read.faults) | ({} if day else {DAY: "form.day"}) | ({} if version else {DAY: "form.no_rules"})
    return render.page(
        house, "rules.html", cache=render.WAY_BACK, here="regles", programme=then, fields=fields, given=given, verdict=verdict,
        steps_of=_steps(verdict, region), moved=_moved(verdict, given), passed=Case(verdict.facts, verdict, region).passed, tried=bool(given), day=day or today, today=today,
        wrong={name: said[key] for name, key in wrong.items()}, communes=[*map(form_fields.commune_title, read.communes)], current=programme,
        history=_history(programme), status=422 if wrong else 200,
        played=examples.played(programme, region) if then is programme else (),
    )  # fmt: skip


def _day(given: Mapping[str, Sequence[str]], today: date) -> date | None:
    """The day asked for; today when none is; None when it cannot be read."""
    wanted = next(iter(given.get(DAY, ())), "").strip()
    try:
        return date.fromisoformat(wanted) if wanted else today
    except ValueError:
        return None


def _steps(verdict: Verdict, region: InForce) -> Mapping[str, path.Step]:
    case = Facts(eligibility.implied(verdict.facts), region.territory, verdict.today)
    return {each.id: path.of(each.test, case, words=region.catalogue.wordings) for each in verdict.programme.conditions}


def _moved(verdict: Verdict, given: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    """The conditions that do not stand as they stood on the page sent, with how they stood."""
    before = dict(pair.split("=", 1) for pair in given.get(BEFORE, ()) if pair.count("=") == 1)
    now = {each.condition.id: each.status for each in verdict.checked}
    return {name: before[name] for name, status in now.items() if before.get(name, status) in STATUSES - {status}}


def _history(programme: Programme) -> list[dict[str, Any]]:
    """Each version with what changed and why, and the conditions that changed."""
    kept = {each.rules_version: each for each in versions.every(programme)}
    told = []
    for place, version in enumerate(programme.history):
        before = kept.get(programme.history[place + 1].version) if place + 1 < len(programme.history) else None
        now = kept.get(version.version)
        told.append({"told": version, "changes": versions.changes(before, now) if before and now else ()})
    return told
