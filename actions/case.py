"""A person's case before an aid's conditions: the verdicts so far, and the fact to ask for next."""

from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions import heard
from actions.correctable import CORRECTABLE
from actions.steps import STEPS
from region import eligibility, facts
from region.catalogue import Catalogue
from region.eligibility import ENDED, Verdict
from region.in_force import of_turn
from region.programmes import Programme
from region.size import with_size

AMI = "ami-ia"
AMI_ORDER = ("org_type", "public_interest", "manages_public_policy", "commune", "amount", "expenses")
COMPANY_ORDER = ("commune", "headcount", "turnover", "legal_form", "investment")
SETTLING = frozenset({"beneficiary", "territory"})  # no other answer changes the verdict once one of these fails


def verdicts(programmes: Sequence[Programme], slots: Mapping[str, Any]) -> list[Verdict]:
    """One verdict a programme, from what the slots state; a firm's head count says its size."""
    firms = all(each.audience == "company" for each in programmes)
    stated = with_size(facts.stated(slots)) if firms else facts.stated(slots)
    held = of_turn()
    return [eligibility.check(each, stated, territory=held.territory, today=held.today) for each in programmes]


def next_fact(found: Sequence[Verdict], slots: Mapping[str, Any], *, order: Sequence[str]) -> str | None:
    """The first fact, in `order`, that would settle a verdict and was not asked yet; None when enough is known."""
    open_ = [each for each in found if each.verdict != ENDED and not SETTLING & set(each.failed)]
    missing = {"commune" if name == "territory" else name for each in open_ for name in each.missing}
    return next((name for name in order if name in missing and slots.get(name) is None), None)


def corrected(slots: Mapping[str, Any], form: str) -> str | None:
    """The fact that the person wants to say again, until it is said; None where the check does not ask for it."""
    fact = slots.get("correcting")
    asked = {name for names in STEPS.get(form, ()) for name in names} or set(CORRECTABLE)
    return str(fact) if fact in asked and slots.get(str(fact)) is None else None


def kept(changes: Mapping[str, Any], tracker: Tracker) -> list[EventType]:
    """Slots to set after an answer. Setting one also tells Rasa that the check goes on, asked for twice or not."""
    understood = {"failures": 0} if heard.intent(tracker).startswith("check_") or tracker.slots_to_validate() else {}
    return [SlotSet(name, value) for name, value in {**changes, **understood}.items()]


def checked(catalogue: Catalogue, only: str | None) -> list[Programme]:
    """The company programmes to check: the one named, or all."""
    for_companies = [each for each in catalogue.programmes.values() if each.audience == "company"]
    return [each for each in for_companies if each.slug == only] or for_companies
