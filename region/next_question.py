"""The question that settles most aids: the one whose answer says most about the programmes left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

from region import answers, facts, rules
from region.eligibility import MISSING, Verdict, implied
from region.programmes import Condition
from region.rules import Case
from region.standing import for_others
from region.vocabulary import SWORN, VOCABULARY, Range

_CLOSING_ONLY = 0.25  # the worth of a bit about an aid that an answer may close, and none can open


@dataclass(frozen=True)
class Question:
    """A fact to ask for, the aids it may settle, and the conditions that read it."""

    fact: str
    settles: tuple[str, ...]
    conditions: tuple[tuple[str, Condition], ...]  # programme's title, condition

    def to_dict(self) -> dict[str, Any]:
        """Return the question as the API gives it."""
        name = "territory" if self.fact == "commune" else self.fact
        return {"fact": self.fact, "label": facts.label(name), "settles": list(self.settles)}


@dataclass(frozen=True)
class _Left:
    """An aid that one more fact may settle: the conditions that read it, and what the others leave open."""

    verdict: Verdict
    reading: tuple[Condition, ...]
    others: frozenset[str]


def next_question(verdicts: Sequence[Verdict], case: Case, *, declined: Collection[str] = ()) -> Question | None:
    """The fact with the greatest expected information; None when no question is left. `declined` are not asked again.

    Nothing is asked for an aid made for others: no joinery is asked whether it runs a public policy. A fact given as a
    range is not asked again: whoever gave it told what they know.
    """
    ranged = {name for name, value in case.facts.items() if isinstance(value, Range) and value.low != value.high}
    declined = ranged | set(declined)
    left = [verdict for verdict in verdicts if verdict.verdict == MISSING and not for_others(verdict)]
    asked = dict.fromkeys(name for verdict in left for name in verdict.missing if _askable(name, declined))
    told = [(name, *_information(name, left, case)) for name in asked]
    best = max(told, key=lambda each: (each[1], len(each[2])), default=None)
    return _question(best[0], best[2]) if best and best[2] else None


def _askable(name: str, declined: Collection[str]) -> bool:
    return (name in VOCABULARY or name == "territory") and name not in declined


def _question(name: str, settled: Sequence[_Left]) -> Question:
    read = [(each.verdict.programme.title, condition) for each in settled for condition in each.reading]
    slugs = tuple(each.verdict.programme.slug for each in settled)
    return Question("commune" if name == "territory" else name, slugs, tuple(read))


def _information(name: str, left: Sequence[Verdict], case: Case) -> tuple[float, list[_Left]]:
    """How many bits an answer is expected to bring, and the aids that it may move."""
    given = answers.possible(name, [each.programme for each in left], territory=case.territory)
    cases = [(weight, Case(implied({**case.facts, **said}), case.territory, case.today)) for weight, said in given]
    bits = [(_entropy(each, cases), each) for each in (_left(verdict, name) for verdict in left) if each.reading]
    return sum(bit if _may_open(each) else bit * _CLOSING_ONLY for bit, each in bits), [
        each for bit, each in bits if bit > 0
    ]


def _may_open(left: _Left) -> bool:
    """Nothing else stands in the way but what can be asked or sworn to."""
    return all(name in SWORN or _askable(name, ()) for name in left.others)


def _left(verdict: Verdict, name: str) -> _Left:
    reading = tuple(item.condition for item in verdict.checked if name in item.missing)
    others = frozenset(missing for item in verdict.checked if name not in item.missing for missing in item.missing)
    return _Left(verdict, reading, others)


def _entropy(left: _Left, cases: Sequence[tuple[float, Case]]) -> float:
    shares: Counter[str] = Counter()
    for weight, case in cases:
        shares[_outcome(left, case)] += weight  # type: ignore[assignment]
    return -sum(share * log2(share) for share in shares.values() if 0 < share < 1)


def _outcome(left: _Left, case: Case) -> str:
    """What an answer would make of an aid: closed, open to confirm, or still waiting for something else."""
    found = [rules.evaluate(condition.test, case) for condition in left.reading]
    if any(each.truth is False for each in found):
        return "closed"
    missing = left.others.union(*(each.missing for each in found))
    return "open" if missing <= SWORN else f"waiting for {len(missing - SWORN)}"
