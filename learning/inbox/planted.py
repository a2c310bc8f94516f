"""Measures whether confident errors reach the inbox: some are planted in a week of messages, people behave, we rank.

What people do after an answer is drawn with the same chances for every way of choosing; a model never sees its error.
"""

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from learning.inbox.ranking import Reason, Signals, Usage, reason, value

PLANTED, FIRST = 42, 60
AFTER_ERROR = {Reason.THUMBS_DOWN: 0.10, Reason.COMPLAINT: 0.10, Reason.PERSON: 0.10, Reason.REPHRASED: 0.30}
AFTER_ANSWER = {Reason.THUMBS_DOWN: 0.01, Reason.COMPLAINT: 0.005, Reason.PERSON: 0.01, Reason.REPHRASED: 0.02}


@dataclass(frozen=True)
class Met:
    """A message, how the model ranked it, and whether it is a confident error."""

    id: int
    text: str
    ranking: Sequence[tuple[str, float]]
    error: bool


def reached(
    week: Sequence[Met], otherwise: Collection[int], *, seed: int, usage: Usage, first: int = FIRST
) -> tuple[float, float]:
    """Return the share of the confident errors among the first messages shown, and the share by chance."""
    chance = random.Random(f"people {seed}")
    worth: dict[int, float] = {}
    for each in week:
        did = _did(AFTER_ERROR if each.error else AFTER_ANSWER, chance)
        signals = Signals(
            each.id, each.ranking, thumbs_down=did is Reason.THUMBS_DOWN, complaint=did is Reason.COMPLAINT,
            after=did if did in (Reason.PERSON, Reason.REPHRASED) else None, disagrees=each.id in otherwise,
        )  # fmt: skip
        why = reason(signals)
        if why is not None:
            worth[each.id] = value(
                why, each.ranking, size=1, number=each.id, usual=usage.share(each.text), disagrees=signals.disagrees
            )
    shown = set(sorted(worth, key=lambda number: -worth[number])[:first])
    errors = [each.id for each in week if each.error]
    return sum(number in shown for number in errors) / len(errors), min(1.0, first / len(week))


def _did(chances: Mapping[Reason, float], chance: random.Random) -> Reason | None:
    drawn = chance.random()
    for why, share in chances.items():
        if drawn < share:
            return why
        drawn -= share
    return None
