"""Decides whether a new model may go into service, and says every reason why it may not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from learning.models.compare import mcnemar, unit
from learning.models.compared import CRITICAL, EXAM, SMOKE, STANDING, Comparison, Entered, Moved

INTENT_LOSS = 3
SIGNIFICANT = 0.05
FALLBACK_MOVE = 0.03
ENTERED = 3
"""So many messages moving into sensitive intents block, and so many doubtful labels of one."""
LEAST_REPLAYED = 30
"""Under so many messages, a rate of fallback says nothing: one message would move it by more than the bound."""


@dataclass(frozen=True)
class Reason:
    """Why a model is blocked; `kind` names the rule, `values` what its sentence needs."""

    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)


def reasons(comparison: Comparison, *, doubted: Mapping[str, int] | None = None) -> list[Reason]:
    """Return why the candidate may not be published; empty when it may.

    `doubted` counts, by sensitive intent, the added sentences likely labelled wrong.
    """
    return [
        *_intents(comparison.fixed, comparison.broken),
        *_whole(comparison.fixed, comparison.broken),
        *_must_hold(comparison.broken),
        *_replay(comparison.replay),
        *_entered(comparison.entered),
        *(
            Reason("doubted", {"intent": name, "count": count})
            for name, count in (doubted or {}).items()
            if count >= ENTERED
        ),
    ]


def _intents(fixed: Sequence[Moved], broken: Sequence[Moved]) -> list[Reason]:
    lost = Counter(unit(each.intent) for each in broken)
    lost.subtract(Counter(unit(each.intent) for each in fixed))
    return [Reason("intent", {"intent": name, "count": count}) for name, count in lost.items() if count >= INTENT_LOSS]


def _whole(fixed: Sequence[Moved], broken: Sequence[Moved]) -> list[Reason]:
    worse, better = (sum(each.origin in (EXAM, CRITICAL) for each in moved) for moved in (broken, fixed))
    chance = mcnemar(worse, better)
    if worse <= better or chance >= SIGNIFICANT:
        return []
    return [Reason("exam", {"broken": worse, "fixed": better, "p": round(chance, 4)})]


def _must_hold(broken: Sequence[Moved]) -> list[Reason]:
    return [
        Reason(each.origin, {"text": each.text, "intent": each.intent, "understood": each.candidate})
        for each in broken
        if each.origin in (CRITICAL, SMOKE, STANDING)
    ]


def _replay(replay: Mapping[str, float]) -> list[Reason]:
    moved = replay["candidate"] - replay["live"]
    if replay["messages"] < LEAST_REPLAYED or abs(moved) <= FALLBACK_MOVE + 1e-9:
        return []
    return [Reason("replay", {"live": replay["live"], "candidate": replay["candidate"]})]


def _entered(entered: Sequence[Entered]) -> list[Reason]:
    """Three messages that move into sensitive intents block, whichever they are."""
    if len(entered) < ENTERED:
        return []
    into = Counter(each.candidate for each in entered)
    return [Reason("sensitive", {"intent": name, "count": count}) for name, count in into.most_common()]
