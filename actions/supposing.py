"""A case under a hypothesis: what the latest message would change of it. The slots hold the real case, and nothing else."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker

from actions import heard, noting, place
from region import statements
from region.vocabulary import FIRMS

SUPPOSED = "supposed"
"""The slot of what the last hypothesis changes of the real case."""
MONEY = ("turnover", "investment")


def start(tracker: Tracker) -> dict[str, Any]:
    """The case a hypothesis starts from: the real one, with the hypothesis before where it is added to."""
    before = (tracker.get_slot(SUPPOSED) or {}) if heard.adds(tracker) else {}
    return {**tracker.slots, **before}


def said(tracker: Tracker, begun: Mapping[str, Any]) -> dict[str, Any]:
    """What the latest message supposes of the case `begun`; `commune_name` is set where several communes have the name."""
    named = {
        each["entity"]: each["value"]
        for each in tracker.latest_message.get("entities") or ()
        if each["entity"] in noting.SHOWN and each.get("value") is not None and each.get("role") != heard.APART
    }
    company = heard.in_form(tracker) == "company_form" or _of_a_company(tracker)
    spent = {} if company else _expenses(tracker, begun)
    found = {**named, **spent, **place.settle(tracker, told=True)}
    asked = str(heard.asked(tracker))
    if "amount" in found and (heard.in_form(tracker) == "company_form" or asked in MONEY):
        found[asked if asked in MONEY else "investment"] = found.pop("amount")
    return {**_in_form(found, begun, tracker), **followed(found, begun)}


def _in_form(found: Mapping[str, Any], begun: Mapping[str, Any], tracker: Tracker) -> dict[str, Any]:
    """« et en SAS ? »: the legal form supposed of a firm, whose size stays as it is."""
    said = [statements.of(str(each.get("text"))).get("legal_form") for each in heard.entities(tracker, "org_type")]
    if len(said) != 1 or said[0] is None or begun.get("org_type") not in FIRMS:
        return dict(found)
    return {**{name: value for name, value in found.items() if name != "org_type"}, "legal_form": said[0]}


def _of_a_company(tracker: Tracker) -> bool:
    return heard.in_form(tracker) is None and tracker.get_slot("last_check") == "company"


def followed(changes: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """What goes with a change: a firm that said one sum invests the sum it says now."""
    return _with_it("investment", "amount", changes, before)


def spent_too(changes: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """What goes with another sum invested: the cost of the project, where the firm said one sum for both."""
    return _with_it("amount", "investment", changes, before)


def _with_it(name: str, changed: str, changes: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """The fact `name`, worth what `changed` becomes, where both were one sum and only that one is said again."""
    now, one = changes.get(changed), before.get(name)
    same = one is not None and one == before.get(changed) and name not in changes
    return {name: now} if same and now not in (None, one) else {}


def difference(now: Mapping[str, Any], real: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a case that are not those of the real one."""
    return {name: now.get(name) for name in noting.SHOWN if now.get(name) != real.get(name)}


def _expenses(tracker: Tracker, begun: Mapping[str, Any]) -> dict[str, Any]:
    """The expenses said, after those of before where they are added, without those set aside: « sans le personnel »."""
    told, aside = [each["value"] for each in heard.entities(tracker, "expense")], heard.apart(tracker, "expense")
    if not (told or aside):
        return {}
    before = begun.get("expenses")
    kept = before if isinstance(before, list) and (heard.adds(tracker) or not told) else []
    return {"expenses": [each for each in dict.fromkeys([*kept, *told]) if each not in aside]}
