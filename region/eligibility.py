"""Whether an aid may concern a person's case: each condition with what was stated, the rule and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from region import facts as stated_facts
from region import rules
from region.expected import expected
from region.programmes import Condition, Estimate, Programme
from region.rules import Case, Territory
from region.vocabulary import VOCABULARY, Range

ENDED, NOT_MET, MISSING, MET = "scheme_ended", "conditions_not_met", "missing_information", "conditions_met"
_STATUS = {True: "met", False: "not_met", None: "unknown"}


@dataclass(frozen=True)
class Checked:
    """A condition, how it stands, what was stated and what is missing to know."""

    condition: Condition
    status: str
    stated: str | None
    missing: tuple[str, ...] = ()

    @property
    def expected(self) -> str | None:
        """What the rule expects in a few words, where it bounds a number."""
        return expected(self.condition.test)

    def to_dict(self) -> dict[str, Any]:
        """A condition of the verdict object, with what it expects; `next_step` is added where it is not met."""
        source = self.condition.source
        held = {
            "id": self.condition.id,
            "label": self.condition.label,
            "status": self.status,
            "stated": self.stated,
            "rule": self.condition.rule,
            "expected": self.expected,
            "source": source.to_dict() if source else None,
        }
        return held | {"next_step": self.condition.next_step} if self.status == "not_met" else held


@dataclass(frozen=True)
class Verdict:
    """The answer to a check, always « à titre indicatif », never a decision."""

    programme: Programme
    verdict: str
    checked: tuple[Checked, ...]
    estimate: Mapping[str, Any] | None
    calendar: str
    today: date
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def failed(self) -> tuple[str, ...]:
        """Ids of the conditions not met."""
        return tuple(item.condition.id for item in self.checked if item.status == "not_met")

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of what is not known, each once."""
        return tuple(dict.fromkeys(name for item in self.checked for name in item.missing))

    @property
    def opening(self) -> str:
        """What is said first: whether the aid is open, when nobody knows, or that it has ended."""
        ended = self.programme.ended if self.verdict == ENDED else None
        return ended or self.programme.opening

    def to_dict(self) -> dict[str, Any]:
        """The verdict object of the interfaces, with the title, the day, the first sentence and the facts added."""
        return {
            "programme": self.programme.slug,
            "verdict": self.verdict,
            "failed": list(self.failed),
            "missing": list(self.missing),
            "conditions": [item.to_dict() for item in self.checked],
            "estimate": self.estimate,
            "calendar": self.calendar,
            "rules_version": self.programme.rules_version,
            "checked_on": self.programme.checked_on.isoformat(),
            "title": self.programme.title,
            "date": self.today.isoformat(),
            "opening": self.opening,
            "facts": stated_facts.plain(self.facts),
        }


def check(programme: Programme, facts: Mapping[str, Any], *, territory: Territory, today: date) -> Verdict:
    """Check stated facts (region.facts.read) against a programme's conditions. Pure; raises nothing."""
    case = Case(implied(facts), territory, today)
    checked = tuple(_checked(condition, case) for condition in programme.conditions)
    verdict = _verdict(programme, checked, today)
    estimate = _estimate(programme.estimate, facts) if verdict in (MET, MISSING) else None
    calendar = "closed" if verdict == ENDED else programme.calendar
    return Verdict(programme, verdict, checked, estimate, calendar, today, facts)


def implied(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the stated facts say without saying it: a structure that has a SIREN is registered."""
    return {"registered": True, **facts} if facts.get("siren") else facts


def _checked(condition: Condition, case: Case) -> Checked:
    outcome = rules.evaluate(condition.test, case)
    return Checked(condition, _STATUS[outcome.truth], _said(condition, case), _wanted(outcome.missing))


def _wanted(missing: tuple[str, ...]) -> tuple[str, ...]:
    """What to ask for a condition: what can be stated first; what others must confirm, once nothing else is missing."""
    askable = tuple(name for name in missing if name in VOCABULARY or name == "territory")
    return askable or missing


def _verdict(programme: Programme, checked: tuple[Checked, ...], today: date) -> str:
    statuses = {item.status for item in checked}
    if programme.over(today):
        return ENDED
    return NOT_MET if "not_met" in statuses else MISSING if "unknown" in statuses else MET


def _said(condition: Condition, case: Case) -> str | None:
    names = rules.facts_of(condition.test)
    if case.facts.get("commune") is not None:
        names = tuple(name for name in names if name != "departement")
    said = [
        stated_facts.say(name, case.facts[name], gazetteer=case.territory.gazetteer)
        for name in names
        if case.facts.get(name) is not None
    ]
    return ", ".join(said) or None


def estimated(programme: Programme, facts: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What the aid would come to on these facts, `{"min", "max", "note"}` in euros, whatever its other conditions; None where nothing tells."""
    return _estimate(programme.estimate, facts)


def _estimate(estimate: Estimate | None, facts: Mapping[str, Any]) -> Mapping[str, Any] | None:
    spent = facts.get(estimate.of) if estimate else None
    if estimate is None or spent is None:
        return None
    low, high = (spent.low, spent.high) if isinstance(spent, Range) else (spent, spent)
    if isinstance(spent, Range) and spent.about is not None:
        low = high = spent.about  # « environ 40 000 € » is computed as it was said
    if high is None:
        return None
    return {"min": _aid(estimate, low), "max": _aid(estimate, high), "note": estimate.note}


def _aid(estimate: Estimate, spent: float) -> int:
    share = round(spent * estimate.percent / 100)
    return share if estimate.cap is None else min(share, round(estimate.cap))
