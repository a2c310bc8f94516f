"""Several aids as a channel may draw them: one card each, with where it stands, why, until when, and its sources."""

from collections.abc import Sequence
from typing import Any

from region import facts
from region.eligibility import ENDED, MET, NOT_MET, Verdict
from region.names import programme_title
from region.standing import standing


def of(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    """`[{"programme", "name", "title", "standing", "why", "opening", "deadline", "sources"}]`, in the order given.

    `standing` is one of region.standing.STANDINGS; `why` names the conditions met or failed, or what is missing;
    `deadline` is an ISO day or None; `opening` says what is known of the calendar.
    """
    return [_card(each) for each in verdicts]


def _card(verdict: Verdict) -> dict[str, Any]:
    programme = verdict.programme
    return {
        "programme": programme.slug,
        "name": programme_title(programme.slug),
        "title": programme.title,
        "standing": standing(verdict),
        "why": _why(verdict),
        "opening": verdict.opening,
        "deadline": programme.valid_until.isoformat() if programme.valid_until else None,
        "sources": [source.to_dict() for source in programme.sources],
    }


def _why(verdict: Verdict) -> list[str]:
    """What decides of the standing; nothing where the aid has ended."""
    wanted = {MET: "met", NOT_MET: "not_met"}.get(verdict.verdict)
    if verdict.verdict == ENDED:
        return []
    if wanted is None:
        return [facts.label(name) for name in verdict.missing]
    return [each.condition.label for each in verdict.checked if each.status == wanted]
