"""What kind of answer a question asks for (who, when, where, how many…), and which kinds a sentence holds."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from nlu.french import flat, fold, normalise
from nlu.words import words

FILE = Path(__file__).with_name("kinds.yml")
FOCUSED = re.compile(
    r"\b(?:combien d(?:e |')|nombre d(?:e |')|nb d(?:e |')|(?:pourcentage|part|proportion|taux) d(?:e |es |'|u ))(?P<of>[\w'-]+(?: [\w'-]+)?)"
)


@cache
def _patterns(part: str) -> Mapping[str, re.Pattern[str]]:
    return {kind: re.compile(pattern) for kind, pattern in words(FILE)[part].items()}


def asked(question: str) -> str | None:
    """Return the kind of answer a question asks for; None when it says none."""
    said = fold(normalise(question))
    return next((kind for kind, pattern in _patterns("asked").items() if pattern.search(said)), None)


def held(sentence: str) -> frozenset[str]:
    """Return the kinds of answer a sentence of a record may be."""
    plain = flat(sentence)
    return frozenset(
        kind
        for kind, pattern in _patterns("held").items()
        if pattern.search(sentence if kind in ("where", "who") else plain) or pattern.search(plain)
    )


def focus(question: str) -> str:
    """Return the words « combien de » or « quel pourcentage de » count; empty when nothing is counted."""
    found = FOCUSED.search(fold(normalise(question)))
    return found["of"] if found else ""
