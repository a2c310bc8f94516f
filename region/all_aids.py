"""One case, every aid: the most open first, and the question that settles most of what is left."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from region import eligibility, next_question
from region.eligibility import Verdict
from region.next_question import Question
from region.programmes import Programme
from region.rules import Case, Territory
from region.standing import most_open_first, standing


@dataclass(frozen=True)
class Assessment:
    """Every aid's verdict on a case, in the order to tell them, and what to ask next."""

    verdicts: tuple[Verdict, ...]
    next: Question | None

    def to_dict(self) -> dict[str, Any]:
        """The object of the interfaces."""
        return {
            "verdicts": [each.to_dict() | {"standing": standing(each)} for each in self.verdicts],
            "next": self.next.to_dict() if self.next else None,
        }


def assess(
    programmes: Iterable[Programme],
    facts: Mapping[str, Any],
    *,
    territory: Territory,
    today: date,
    declined: Collection[str] = (),
) -> Assessment:
    """Check stated facts (region.facts.read) against every aid. `declined` facts were asked and are not known."""
    checked = [eligibility.check(each, facts, territory=territory, today=today) for each in programmes]
    ordered = tuple(sorted(checked, key=most_open_first))
    return Assessment(ordered, next_question.next_question(ordered, Case(facts, territory, today), declined=declined))
