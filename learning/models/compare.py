"""Compares two models sentence by sentence: what the new one mends, what it breaks, and what that is worth."""

from collections.abc import Iterable, Sequence
from math import comb

from learning.models.compared import CRITICAL, EXAM, TESTS, Comparison, Entered, Guess, Moved, Question, Reread
from nlu import intents, scores

MOST_CONFUSIONS, MOST_CHANGED = 30, 60


def compare(
    questions: Sequence[Question], live: Sequence[Guess], candidate: Sequence[Guess], *,
    replayed: Sequence[int] = (), before: Sequence[Guess] = (), after: Sequence[Guess] = (),
    entered: Sequence[Entered] = (),
) -> Comparison:  # fmt: skip
    """Compare two models on the same questions, and on recent messages whose meaning nobody has said.

    `replayed` are ids of transcripts: a comparison outlives people's messages, so it holds none of their words.
    """
    moved = list(_moved(questions, live, candidate))
    truth, guessed = [question.intent for question in questions], [guess.intent for guess in candidate]
    return Comparison(
        fixed=[each for each in moved if each.candidate == each.intent],
        broken=[each for each in moved if each.live == each.intent],
        live=figures(questions, live),
        candidate=figures(questions, candidate),
        by_intent=by_intent(questions, candidate),
        confusions=scores.confusions(truth, guessed)[:MOST_CONFUSIONS],
        reliability=scores.reliability([each.confidence for each in candidate], _right(questions, candidate)),
        replay={"messages": len(replayed), "live": fallback_rate(before), "candidate": fallback_rate(after)},
        changed=_changed(replayed, before, after),
        entered=list(entered),
    )


def unit(intent: str) -> str:
    """Return what an intent counts as for the gate: an ask/check pair counts as one."""
    known = intents.ALL.get(intent)
    return (known and known.counts_as) or intent


def mcnemar(broken: int, fixed: int) -> float:
    """Return the exact two-sided probability of a split at least so uneven if both models were as good."""
    total = broken + fixed
    if total == 0:
        return 1.0
    tail = sum(comb(total, few) for few in range(min(broken, fixed) + 1)) / 2**total
    return min(1.0, 2 * tail)


def figures(questions: Sequence[Question], guesses: Sequence[Guess]) -> dict[str, float]:
    """Return accuracy over the exam, over operators' tests, and over both."""
    if len(guesses) != len(questions):
        return {}
    right = _right(questions, guesses)
    sets = {"all": [True] * len(right)}
    for origin in (EXAM, CRITICAL, TESTS):
        sets[origin] = [question.origin == origin for question in questions]
    rates = {name: _rate(right, chosen) for name, chosen in sets.items() if any(chosen)}
    return rates | {"count": float(len(questions))}


def _rate(right: Sequence[bool], chosen: Sequence[bool]) -> float:
    taken = [ok for ok, wanted in zip(right, chosen, strict=True) if wanted]
    return round(sum(taken) / len(taken), 4)


def by_intent(questions: Sequence[Question], guesses: Sequence[Guess]) -> dict[str, dict[str, float]]:
    """Return how many sentences, precision, recall and F1 of each intent."""
    return scores.per_intent([question.intent for question in questions], [guess.intent for guess in guesses])


def _right(questions: Sequence[Question], guesses: Sequence[Guess]) -> list[bool]:
    return [guess.intent == question.intent for question, guess in zip(questions, guesses, strict=True)]


def fallback_rate(guesses: Sequence[Guess]) -> float:
    """Return the share of guesses that no answer would follow, from 0 to 1."""
    return round(sum(guess.fallback for guess in guesses) / len(guesses), 4) if guesses else 0.0


def _moved(questions: Sequence[Question], live: Sequence[Guess], candidate: Sequence[Guess]) -> Iterable[Moved]:
    for question, before, after in zip(questions, live, candidate, strict=False):
        if (before.intent == question.intent) != (after.intent == question.intent):
            yield Moved(question.text, question.intent, question.origin, before.intent, after.intent)


def _changed(replayed: Sequence[int], before: Sequence[Guess], after: Sequence[Guess]) -> list[Reread]:
    both = zip(replayed, before, after, strict=False)
    return [Reread(number, old.intent, new.intent) for number, old, new in both if old.intent != new.intent][
        :MOST_CHANGED
    ]
