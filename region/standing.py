"""Where an aid stands for a case, the most open first: open, to confirm, something missing, not for this case, ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from region.eligibility import ENDED, MET, MISSING, NOT_MET, Verdict
from region.vocabulary import FIRMS, PUBLIC, SWORN

TO_CONFIRM = "to_confirm"
STANDINGS = (MET, TO_CONFIRM, MISSING, NOT_MET, ENDED)
SEEMS_OPEN = (MET, TO_CONFIRM)
CLOSED = (NOT_MET, ENDED)
RESIDENT = "particulier"


def standing(verdict: Verdict) -> str:
    """The verdict, or « to_confirm » when all that is missing is sworn to, or known by the aid's own body."""
    return TO_CONFIRM if verdict.verdict == MISSING and SWORN.issuperset(verdict.missing) else verdict.verdict


def most_open_first(verdict: Verdict) -> tuple[int, date, int]:
    """The order in which verdicts are told: standing, then deadline, then how little is missing."""
    return STANDINGS.index(standing(verdict)), verdict.programme.valid_until or date.max, len(verdict.missing)


def answering_first(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The same, what was asked for first: an aid for another public comes last, then what is no doubt closed, and where a sum
    is stated money precedes advice."""
    return sorted(verdicts, key=_answering)


def _answering(verdict: Verdict) -> tuple[bool, ...]:
    over = verdict.programme.likely_over or verdict.calendar == "closed"
    return for_others(verdict), standing(verdict) in CLOSED, over, _no_money(verdict)


def for_others(verdict: Verdict) -> bool:
    """An aid for public bodies on the case of a firm, for firms on that of a public body; any, on that of a resident."""
    body = verdict.facts.get("org_type")
    if verdict.programme.audience == "company":
        return body in PUBLIC or body == RESIDENT
    return body == RESIDENT or (body in FIRMS and verdict.facts.get("manages_public_policy") is not True)


def _no_money(verdict: Verdict) -> bool:
    stated = any(verdict.facts.get(name) is not None for name in ("amount", "investment"))
    return stated and not verdict.programme.pays
