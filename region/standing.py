"""Where an aid stands for a case, the most open first: open, to confirm, something missing, not for this case, ended."""

from __future__ import annotations

from datetime import date

from region.eligibility import ENDED, MET, MISSING, NOT_MET, Verdict
from region.vocabulary import SWORN

TO_CONFIRM = "to_confirm"
STANDINGS = (MET, TO_CONFIRM, MISSING, NOT_MET, ENDED)
SEEMS_OPEN = (MET, TO_CONFIRM)


def standing(verdict: Verdict) -> str:
    """The verdict, or « to_confirm » when all that is missing is sworn to, or known by the aid's own body."""
    return TO_CONFIRM if verdict.verdict == MISSING and SWORN.issuperset(verdict.missing) else verdict.verdict


def most_open_first(verdict: Verdict) -> tuple[int, date, int]:
    """The order in which verdicts are told: standing, then deadline, then how little is missing."""
    return STANDINGS.index(standing(verdict)), verdict.programme.valid_until or date.max, len(verdict.missing)
