"""The pages of a case: the ways on from its verdict, a condition to contest, and a request with all that leaves."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.house import House
from channels import render
from channels.cases import Case
from channels.pages.demand import STATUS, advice, message, official
from region import facts, form_fields, rules
from region.eligibility import Checked


def ways_on(house: House, case: Case, *, status: int = 200, note: str = "", **shown: Any) -> web.Response:
    """Show the ways on from a verdict, each with what leaves and to whom."""
    verdict = case.verdict
    assert verdict is not None
    procedure = verdict.programme.procedure
    filled = [(facts.label(name), value) for name, value in procedure.filled(case.facts).items()] if procedure else []
    defaults: dict[str, Any] = {"given": {"message": message(case)}, "errors": {}, "reference": ""}
    return render.page(
        house, "dossier.html", status=status, here="dossier", case=case, verdict=verdict.to_dict(), note=note,
        procedure=procedure, address=procedure.address(case.facts) if procedure else "", filled=filled,
        official_page=official(case), advisers=case.region.catalogue.service.page("conseillers-entreprises"), advice=advice(case),
        **(defaults | shown),
    )  # fmt: skip


def contested(house: House, case: Case, checked: Checked, *, status: int = 200, **shown: Any) -> web.Response:
    """Show what was understood, the rule and its source; then correct it, or write to the Région."""
    verdict = case.verdict
    assert verdict is not None
    every = form_fields.fields(verdict.programme)
    read = {
        form_fields.PLACE if name in ("commune", "departement") else name
        for name in rules.facts_of(checked.condition.test)
    }
    filled = form_fields.fill(case.facts, every, gazetteer=case.region.gazetteer)
    defaults: dict[str, Any] = {"given": {"message": ""}, "errors": {}}
    return render.page(
        house, "contest.html", status=status, here="dossier", case=case, checked=checked, programme=verdict.programme,
        mending=[each for each in every if each.name in read], kept={k: v for k, v in filled.items() if k not in read},
        filled=filled, **(defaults | shown),
    )  # fmt: skip


def leaving(
    house: House, case: Case, given: Mapping[str, str], checked: Checked | None, *, status: int = 200, note: str = ""
) -> web.Response:
    """Show exactly what leaves, to whom, and the button that sends it."""
    return render.page(
        house, "dossier_request.html", status=status, here="dossier", case=case, given=given, checked=checked, note=note,
        verdict=case.verdict, statuses=STATUS,
    )  # fmt: skip
