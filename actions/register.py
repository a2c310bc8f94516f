"""What the public register of companies says of a number, as facts and as the sentence to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from region import facts
from region.in_force import of_turn
from region.register import Company, CompanyNotFound, RegisterUnavailable

TOLD = ("headcount", "turnover", "commune")


@dataclass(frozen=True)
class Found:
    """The response to say with its values, and the facts learnt."""

    response: str
    said: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


async def look_up(siren: str) -> Found:
    """Ask the register in service; when it gives nothing, the dialogue asks the person instead."""
    asked = of_turn().register
    if asked is None:
        return Found("utter_register_unavailable")
    try:
        company = await asked.find(siren)
    except CompanyNotFound:
        return Found("utter_register_unknown")
    except RegisterUnavailable:
        return Found("utter_register_unavailable")
    return _found(company)


def _found(company: Company) -> Found:
    if company.closed:
        return Found("utter_register_closed", said={"company": _name(company)})
    learnt = {name: value for name, value in company.facts().items() if name != "siren"}
    known = facts.stated(learnt)
    years = {"headcount": company.headcount_year, "turnover": company.turnover_year}
    told = [_line(name, known[name], years.get(name)) for name in TOLD if name in known]
    return Found("utter_register_found", said={"company": _name(company), "lines": "\n".join(told)}, facts=learnt)


def _name(company: Company) -> str:
    """The company's name; a sole trader's is a person's, so the number stands for it."""
    return company.name or company.siren


def _line(name: str, value: Any, year: str | None) -> str:
    label, said = facts.label(name), facts.of_year(name, value, year, gazetteer=of_turn().gazetteer)
    return f"• {label[0].upper()}{label[1:]} : {said}"
