"""From a verdict to the file: what was stated goes on once, after a screen that shows exactly what leaves, and to whom."""

import secrets
from typing import Any

from aiohttp import web

from bot.desk import cases as case_files
from bot.desk import requests
from bot.desk.requests import ContactRequest
from bot.house import House
from bot.store.database import DatabaseUnavailable
from channels import cases, contact, render
from channels.cases import Case
from channels.wordings import texts
from region import facts, rules, written
from web import asked

CONTACT = ("name", "email", "phone", "message")
READ_AGAIN, SEND = "relire", "envoyer"


def setup(app: web.Application, house: House) -> None:
    """Add `POST /dossier` and what follows: `/page`, `/effacer`, `/contester`, `/demande`. Nothing is in an address."""

    async def opened(request: web.Request) -> web.Response:
        case = await cases.read(house, await asked.form(request))
        if case.verdict is None:
            every = cases.every(case)
            return render.page(house, "dossier_which.html", here="dossier", case=case, every=every)
        return _opened(house, case)

    async def paged(request: web.Request) -> web.Response:
        case = await _about(request)
        try:
            verdict = case.verdict.to_dict()  # type: ignore[union-attr]
            reference = await case_files.keep(house, verdict, conversation_id=await cases.conversation(house, case))
        except DatabaseUnavailable:
            return _opened(house, case, status=503, note=texts("pages")["store_down"])
        return render.page(
            house, "verdict.html", verdict=verdict, aids=None, date=verdict["date"], official_page=_official(case),
            until=None, reference=reference,
        )  # fmt: skip

    async def forgotten(request: web.Request) -> web.Response:
        done = await case_files.forget(house, str((await asked.form(request)).get("reference", "")))
        return render.page(house, "dossier_gone.html", here="dossier", done=done)

    async def contested(request: web.Request) -> web.Response:
        case = await _about(request)
        checked = _condition(case, (await asked.form(request)).get("condition"))
        if checked is None:
            raise web.HTTPNotFound
        return _contest(house, case, checked)

    async def demanded(request: web.Request) -> web.Response:
        case, form = await _about(request), await asked.form(request)
        given = {name: str(form.get(name, "")).strip() for name in (*CONTACT, "key")}
        checked, step = _condition(case, form.get("condition")), form.get("etape")
        errors = contact.faults(given)
        if errors:
            shown: dict[str, Any] = {"given": given, "errors": errors, "status": 422}
            return _contest(house, case, checked, **shown) if checked else _opened(house, case, **shown)
        key = given["key"] if contact.KEY.fullmatch(given["key"]) else secrets.token_hex(16)
        if step != SEND:
            return _demand(house, case, given | {"key": key}, checked)
        try:
            done = await requests.leave(house, _request(case, given, key, checked))
        except DatabaseUnavailable:
            return _demand(house, case, given | {"key": key}, checked, status=503, note=texts("pages")["store_down"])
        return render.page(house, "dossier_sent.html", here="dossier", done=done)

    async def _about(request: web.Request) -> Case:
        case = await cases.read(house, await asked.form(request))
        if case.verdict is None:
            raise web.HTTPBadRequest
        return case

    paths = {"": opened, "/page": paged, "/effacer": forgotten, "/contester": contested, "/demande": demanded}
    app.add_routes([web.post(f"/dossier{path}", handler) for path, handler in paths.items()])


def _opened(house: House, case: Case, *, status: int = 200, note: str = "", **shown: Any) -> web.Response:
    """The ways on from a verdict, each with what leaves and to whom."""
    verdict = case.verdict
    assert verdict is not None
    procedure = verdict.programme.procedure
    filled = [(facts.label(name), value) for name, value in procedure.filled(case.facts).items()] if procedure else []
    defaults: dict[str, Any] = {"given": {"message": _message(case)}, "errors": {}}
    return render.page(
        house, "dossier.html", status=status, here="dossier", case=case, verdict=verdict.to_dict(), note=note,
        procedure=procedure, address=procedure.address(case.facts) if procedure else "", filled=filled,
        official_page=_official(case), advisers=case.region.catalogue.service.page("conseillers-entreprises"),
        **(defaults | shown),
    )  # fmt: skip


def _message(case: Case) -> str:
    """The request as it starts: the aid, and what fails or is missing; the facts go with it by themselves."""
    verdict = case.verdict
    assert verdict is not None
    said = texts("pages")["dossier"]
    failed = [each.condition.label for each in verdict.checked if each.status == "not_met"]
    asked_for = said["message"].format(title=verdict.programme.title)
    return f"{asked_for} {said['message_failed'].format(labels=' ; '.join(failed))}" if failed else str(asked_for)


def _contest(house: House, case: Case, checked: Any, *, status: int = 200, **shown: Any) -> web.Response:
    """What was understood, the rule and its source; then correct it, or write to the Région."""
    verdict = case.verdict
    assert verdict is not None
    every = written.fields(verdict.programme)
    read = {
        written.PLACE if name in ("commune", "departement") else name for name in rules.facts_of(checked.condition.test)
    }
    filled = written.fill(case.facts, every, gazetteer=case.region.gazetteer)
    defaults: dict[str, Any] = {"given": {"message": ""}, "errors": {}}
    return render.page(
        house, "contest.html", status=status, here="dossier", case=case, checked=checked, programme=verdict.programme,
        mending=[each for each in every if each.name in read], kept={k: v for k, v in filled.items() if k not in read},
        filled=filled, **(defaults | shown),
    )  # fmt: skip


def _demand(
    house: House, case: Case, given: dict[str, str], checked: Any, *, status: int = 200, note: str = ""
) -> web.Response:
    """Exactly what leaves, to whom, and the button that sends it."""
    return render.page(
        house, "dossier_request.html", status=status, here="dossier", case=case, given=given, checked=checked, note=note,
        verdict=case.verdict, statuses=STATUS,
    )  # fmt: skip


STATUS = ("not_met", "unknown", "met")


def _condition(case: Case, name: Any) -> Any:
    checked = case.verdict.checked if case.verdict else ()
    return next((each for each in checked if each.condition.id == name), None)


def _request(case: Case, given: dict[str, str], key: str, checked: Any) -> ContactRequest:
    verdict = case.verdict
    assert verdict is not None
    return ContactRequest(
        token=key, name=given["name"], message=given["message"], email=given["email"] or None,
        phone=given["phone"] or None, programme=verdict.programme.slug,
        condition=checked.condition.id if checked else None, verdict=verdict.to_dict(),
    )  # fmt: skip


def _official(case: Case) -> Any:
    assert case.verdict is not None
    return case.region.catalogue.service.page(case.verdict.programme.page or "region")
