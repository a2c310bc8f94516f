"""Scores of intents: per intent, what is mixed up, and how far confidence is true."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

BINS = 10


def per_intent(truth: Sequence[str], guessed: Sequence[str | None]) -> dict[str, dict[str, Any]]:
    """Return n, precision, recall and F1 of each intent that some row has."""
    support, named = Counter(truth), Counter(guessed)
    hits = Counter(true for true, guess in zip(truth, guessed, strict=True) if true == guess)
    return {name: _scores(hits[name], named[name], support[name]) for name in sorted(support)}


def _scores(hits: int, named: int, support: int) -> dict[str, Any]:
    precision, recall = hits / named if named else 0.0, hits / support
    f1 = 2 * hits / (named + support)
    return {"n": support, "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def confusions(truth: Sequence[str], guessed: Sequence[str | None]) -> list[tuple[str, str, int]]:
    """Return the pairs (expected, understood, how often) that were mixed up, the most frequent first."""
    mixed = Counter((true, guess or "") for true, guess in zip(truth, guessed, strict=True) if true != guess)
    return [(expected, understood, count) for (expected, understood), count in mixed.most_common()]


def reliability(confidence: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float, int]]:
    """Return, for each tenth of confidence, the mean confidence, the share that was right, and how many rows."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for sure, hit in zip(confidence, right, strict=True):
        bins[min(BINS - 1, int(sure * BINS))].append((sure, hit))
    return [_tenth(bins[tenth]) for tenth in sorted(bins)]


def _tenth(held: Sequence[tuple[float, bool]]) -> tuple[float, float, int]:
    mean, share = (round(statistics.fmean(each), 4) for each in zip(*held, strict=True))
    return mean, share, len(held)


def calibration_error(confidence: Sequence[float], right: Sequence[bool]) -> float | None:
    """Return the expected calibration error: |confidence - accuracy| over ten equal bins, weighted by their size."""
    tenths = reliability(confidence, right)
    total = sum(count for _, _, count in tenths)
    return round(sum(abs(sure - share) * count for sure, share, count in tenths) / total, 4) if total else None
