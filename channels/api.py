"""The public API: check a case against an aid's conditions, read the rules, and the description of both."""

import json
from typing import Any

from aiohttp import web

from bot.house import House
from channels import bodies, openapi
from channels.bodies import BadBody
from channels.refusals import refusal
from region import all_aids, eligibility, facts, open_aids
from region.facts import BadFacts
from region.programmes import Programme


def setup(app: web.Application, house: House) -> None:
    """Add `POST /api/eligibility`, `POST /api/eligibility/{programme}` and `/api/openapi.json`."""

    async def check(request: web.Request) -> web.Response:
        region = house.in_force()
        programme = region.catalogue.programmes.get(request.match_info["programme"])
        if programme is None:
            return refusal(404, "programme")
        try:
            body = await bodies.read(request)
            stated = facts.read(body.get("facts"))
        except BadBody as error:
            return web.json_response(_body_error(str(error)), status=422)
        except BadFacts as error:
            return web.json_response(error.to_dict(), status=422)
        verdict = eligibility.check(programme, stated, territory=region.territory, today=region.today)
        return web.json_response(verdict.to_dict(), dumps=_readable)

    async def check_all(request: web.Request) -> web.Response:
        try:
            raw = (await bodies.read(request)).get("facts")
            stated = facts.read(raw)
        except BadBody as error:
            return web.json_response(_body_error(str(error)), status=422)
        except BadFacts as error:
            return web.json_response(error.to_dict(), status=422)
        region = house.in_force()
        found = all_aids.assess(
            region.catalogue.programmes.values(),
            stated,
            territory=region.territory,
            today=region.today,
            declined=facts.declined(raw),
        )
        beside = await open_aids.beside(region.aids, stated)
        return web.json_response(found.to_dict() | beside, dumps=_readable)

    async def described(_: web.Request) -> web.Response:
        return web.json_response(openapi.document(house), dumps=_readable)

    app.add_routes(
        [
            web.post("/api/eligibility", check_all),
            web.post("/api/eligibility/{programme}", check),
            web.get("/api/openapi.json", described),
        ]
    )


def rules_of(programme: Programme | None) -> web.Response:
    """Answer with the rules of an aid as data (CRPA L311-3-1)."""
    if programme is None:
        return refusal(404, "programme")
    return web.json_response(
        {
            "programme": programme.slug,
            "title": programme.title,
            "rules_version": programme.rules_version,
            "checked_on": programme.checked_on.isoformat(),
            "calendar": programme.calendar,
            "opening": programme.opening,
            "asks": list(programme.asks),
            "conditions": [
                {
                    "id": condition.id,
                    "label": condition.label,
                    "rule": condition.rule,
                    "next_step": condition.next_step,
                    "test": _plain(condition.test),
                    "source": condition.source.to_dict() if condition.source else None,
                }
                for condition in programme.conditions
            ],
        },
        dumps=_readable,
    )


def _body_error(field: str) -> dict[str, Any]:
    return {"errors": [{"fact": "facts" if field == "json" else field, "message": field}]}


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value, default=str))


def _readable(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
