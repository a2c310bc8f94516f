"""Measures understanding on sentences whose intent and entities are known."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nlu.examples import Row

OUT = "out_of_scope"
BINS = 10
Stated = Iterable[tuple[str, Any]]


@dataclass(frozen=True)
class Parsed:
    """What was understood of a row, after the out-of-scope decision: ranking likeliest first, and the entities."""

    ranking: tuple[tuple[str, float], ...]
    entities: tuple[tuple[str, Any], ...] = ()

    @property
    def intent(self) -> str | None:
        return self.ranking[0][0] if self.ranking else None

    @property
    def confidence(self) -> float:
        return self.ranking[0][1] if self.ranking else 0.0


def parsed(understood: Mapping[str, Any]) -> Parsed:
    """Return what matters of a parse in Rasa's shape."""
    ranking = tuple((each["name"], float(each["confidence"])) for each in understood.get("intent_ranking", []))
    return Parsed(ranking, tuple((each["entity"], each.get("value")) for each in understood.get("entities", [])))


def evaluate(rows: Sequence[Row], understood: Sequence[Parsed] | Callable[[str], Parsed]) -> dict[str, Any]:
    """Return the figures of `beffroi evaluate FILE.tsv` (interfaces.md).

    `understood` is what was understood of each row, or a function that understands one text.
    """
    parsed = [understood(row.text) for row in rows] if callable(understood) else list(understood)
    right = [each.intent == row.intent for row, each in zip(rows, parsed, strict=True)]
    by_intent = per_intent([row.intent for row in rows], [each.intent for each in parsed])
    return {
        "n": len(rows),
        "accuracy": _share(right),
        "macro_f1": round(statistics.fmean(each["f1"] for each in by_intent.values()), 4) if rows else None,
        "top3": _share(
            [row.intent in [name for name, _ in each.ranking[:3]] for row, each in zip(rows, parsed, strict=True)]
        ),
        "ece": calibration_error([each.confidence for each in parsed], right),
        "entity_f1": entity_f1([row.entities for row in rows], [each.entities for each in parsed]),
        "oos": _out_of_scope(rows, parsed),
        "per_intent": by_intent,
        "errors": [_error(row, each) for row, each in zip(rows, parsed, strict=True) if each.intent != row.intent],
    }


def _share(hits: Sequence[bool]) -> float | None:
    return round(statistics.fmean(hits), 4) if hits else None


def _error(row: Row, parsed: Parsed) -> dict[str, Any]:
    return {
        "text": row.text,
        "expected": row.intent,
        "predicted": parsed.intent,
        "confidence": round(parsed.confidence, 4),
    }


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


def entity_f1(truth: Sequence[Stated], found: Sequence[Stated]) -> float | None:
    """Return the micro F1 over (entity, value) pairs of each row; None when no row states anything."""
    counts = entity_counts(truth, found)
    hits, expected, named = (sum(counts[name][place] for name in counts) for place in range(3))
    return round(2 * hits / (expected + named), 4) if expected else None


def entity_counts(truth: Sequence[Stated], found: Sequence[Stated]) -> Mapping[str, list[int]]:
    """Return, for each entity, how many pairs were found right, expected and found."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for expected, named in zip(truth, found, strict=True):
        wanted, got = Counter(map(_pair, expected)), Counter(map(_pair, named))
        for place, pairs in enumerate((wanted & got, wanted, got)):
            for (name, _), number in pairs.items():
                counts[name][place] += number
    return counts


def _pair(stated: tuple[str, Any]) -> tuple[str, str | None]:
    """Return a pair that compares 12, 12.0 and "12" as one value, and null only with null."""
    name, value = stated
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return name, None if value is None else str(value)


def _out_of_scope(rows: Sequence[Row], parsed: Sequence[Parsed]) -> dict[str, float | None]:
    outside = [each.intent == OUT for row, each in zip(rows, parsed, strict=True) if row.intent == OUT]
    inside = [each.intent == OUT for row, each in zip(rows, parsed, strict=True) if row.intent != OUT]
    return {"recall": _share(outside), "false_rejection": _share(inside)}
