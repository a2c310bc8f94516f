"""Measures understanding on sentences whose intent and entities are known."""

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nlu.examples import Row
from nlu.scores import calibration_error, per_intent

OUT = "out_of_scope"
Stated = Iterable[tuple[str, Any]]


@dataclass(frozen=True)
class Parsed:
    """What was understood of a row, after the out-of-scope decision: ranking likeliest first, and the entities."""

    ranking: tuple[tuple[str, float], ...]
    entities: tuple[tuple[str, Any], ...] = ()

    @property
    def intent(self) -> str | None:
        """The intent understood, None where none was."""
        return self.ranking[0][0] if self.ranking else None

    @property
    def confidence(self) -> float:
        """How sure, from 0 to 1."""
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


def entity_f1(truth: Sequence[Stated], found: Sequence[Stated]) -> float | None:
    """Return the micro F1 over (entity, value) pairs of each row; None when no row states anything."""
    counts = entity_counts(truth, found)
    hits, expected, named = (sum(counts[name][place] for name in counts) for place in range(3))
    return round(2 * hits / (expected + named), 4) if expected else None


def entity_counts(truth: Sequence[Stated], found: Sequence[Stated]) -> Mapping[str, list[int]]:
    """Return, for each entity, how many pairs were found right, expected and found; a value counts once a message."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for expected, named in zip(truth, found, strict=True):
        wanted, got = set(map(_pair, expected)), set(map(_pair, named))
        for place, pairs in enumerate((wanted & got, wanted, got)):
            for name, _ in pairs:
                counts[name][place] += 1
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
