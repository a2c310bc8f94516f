"""What is wrong in a condition as written: unknown words, facts or values that do not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from region.rules import COMPARISONS, EVALUATORS, WORDS, Test, inner
from region.vocabulary import CONFIRMATIONS, VOCABULARY


def faults(test: Any) -> Iterator[str]:
    """What is wrong in a test as written: unknown words, facts that do not exist."""
    kinds = [kind for kind in EVALUATORS if isinstance(test, Mapping) and kind in test]
    if len(kinds) != 1:
        yield f"un test doit dire exactement un de : {', '.join(EVALUATORS)}"
        return
    extra = set(test) - WORDS[kinds[0]]
    if extra:
        yield f"mot inconnu dans un test : {', '.join(sorted(extra))}"
    fact = test.get("fact") or test.get("case")
    if fact is not None and fact not in VOCABULARY:
        yield f"le fait « {fact} » n'existe pas"
    if kinds[0] == "fact":
        yield from _comparison_faults(test)
    if kinds[0] == "unknown" and test["unknown"] not in CONFIRMATIONS:
        yield f"« {test['unknown']} » n'a pas de nom dans facts.yml"
    for each in inner(test):
        yield from faults(each)


def _comparison_faults(test: Test) -> Iterator[str]:
    if not COMPARISONS.keys() & test.keys():
        yield f"le test sur « {test['fact']} » ne compare rien"
    absent = test.get("absent")
    if isinstance(absent, str) and absent not in CONFIRMATIONS:
        yield f"« {absent} » n'a pas de nom dans facts.yml"
    values = VOCABULARY.get(str(test["fact"]), {}).get("values")
    for word in ("in", "any_in"):
        yield from (
            f"« {item} » n'est pas une valeur de « {test['fact']} »"
            for item in test.get(word, ())
            if values and item not in values
        )
    for word in ("at_least", "at_most", "above", "below"):
        if word in test and not isinstance(test[word], (int, float)):
            yield f"« {word} » doit être un nombre"
