"""What a request made from a case says: the aid, the condition contested, and how to reach the person."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.desk.requests import ContactRequest
from channels import contact
from channels.cases import Case
from channels.wordings import texts
from region.eligibility import Checked, Verdict

STATUS = ("not_met", "unknown", "met")
GIVEN = ("name", "email", "phone", "message")


@dataclass(frozen=True)
class Demand:
    """The form of a request: how to reach the person and what they say, a key that makes a second sending harmless."""

    given: Mapping[str, str]
    checked: Checked | None
    """The condition contested."""
    changing: bool
    sending: bool

    @classmethod
    def read(cls, case: Case, form: Mapping[str, Any]) -> "Demand":
        """Return the request of a form, about a case."""
        given = {name: str(form.get(name, "")).strip() for name in GIVEN}
        key = str(form.get("key", "")).strip()
        given["key"] = key if contact.KEY.fullmatch(key) else secrets.token_hex(16)
        step = form.get("etape")
        return cls(given, condition(case, form.get("condition")), step == "modifier", step == "envoyer")

    def faults(self) -> dict[str, str]:
        """Return what is wrong with it, by field."""
        return contact.faults(self.given)


def message(case: Case) -> str:
    """The request as it starts: the aid, and what fails or is missing; the facts go with it by themselves."""
    verdict = case.verdict
    assert verdict is not None
    said = texts("pages")["dossier"]
    failed = _labels(verdict, "not_met")
    asked_for = said["message"].format(title=verdict.programme.title)
    return f"{asked_for} {said['message_failed'].format(labels=failed)}" if failed else str(asked_for)


def advice(case: Case) -> str:
    """The request to the advisers of firms, ready to copy, a line a point; empty where the aid is not for firms."""
    verdict = case.verdict
    if verdict is None or verdict.programme.audience != "company":
        return ""
    say = texts("pages")["dossier"]
    points = {
        "facts": ", ".join(f"{label} : {value}" for label, value in case.said),
        "failed": _labels(verdict, "not_met"),
        "missing": _labels(verdict, "unknown"),
    }
    told = [say[f"advice_{name}"].format(facts=said, labels=said) for name, said in points.items() if said]
    return "\n".join([say["advice"].format(title=verdict.programme.title), *told, say["advice_question"]])


def _labels(verdict: Verdict, status: str) -> str:
    return " ; ".join(each.condition.label for each in verdict.checked if each.status == status)


def condition(case: Case, name: Any) -> Checked | None:
    """Return the condition of that id as it was checked; None where the case has none of it."""
    checked = case.verdict.checked if case.verdict else ()
    return next((each for each in checked if each.condition.id == name), None)


def request_of(case: Case, demand: Demand) -> ContactRequest:
    """Return the request that the desk keeps, with the verdict it is about."""
    verdict, given = case.verdict, demand.given
    assert verdict is not None
    return ContactRequest(
        token=given["key"], name=given["name"], message=given["message"], email=given["email"] or None,
        phone=given["phone"] or None, programme=verdict.programme.slug,
        condition=demand.checked.condition.id if demand.checked else None, verdict=verdict.to_dict(),
    )  # fmt: skip


def official(case: Case) -> Any:
    """Return the official page of the aid of a case, or the Région's."""
    assert case.verdict is not None
    return case.region.catalogue.service.page(case.verdict.programme.page or "region")
