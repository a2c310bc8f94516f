"""What kind of answer a question asks for (who, when, where, how many…), and which kinds a sentence holds."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from nlu.french import flat, fold, normalise
from nlu.words import words

FILE = Path(__file__).with_name("kinds.yml")
ASKING = re.compile(r"\?|\b(?:est-ce|est ce|vrai|exact|confirm|c'est sur|parait|entendu dire|ai lu)")
FOCUSED = re.compile(
    r"\b(?:combien d(?:e |')|nombre d(?:e |')|nb d(?:e |')|(?:pourcentage|part|proportion|taux) d(?:e |es |'|u ))(?P<of>[\w'-]+(?: [\w'-]+)?)"
)
NAMED = re.compile(r"\b(?:quel(?:le)?s? |noms? d(?:u |es |e la |e l'|e ))(?P<of>[\w-]+)")


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


def unheld(question: str, sentences: Iterable[str]) -> bool:
    """Tell whether a question takes for true that something was given up, forbidden, refused… and no sentence says so."""
    asked = flat(question)
    said = [flat(sentence) for sentence in sentences]
    claims = (claim for claim in _claims() if claim.search(asked))
    return ASKING.search(asked) is not None and any(not any(map(claim.search, said)) for claim in claims)


@cache
def _claims() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\b(?:{claim})") for claim in words(FILE)["claims"])


def focus(question: str) -> str:
    """Return what « combien de », « quel pourcentage de », « quelle » or « le nom du » asks about; empty when nothing is."""
    said = fold(normalise(question))
    counted, named = FOCUSED.search(said), NAMED.search(said)
    if counted:
        return counted["of"]
    return named["of"] if named and named["of"].rstrip("s") not in _of_any_kind() else ""


@cache
def _of_any_kind() -> frozenset[str]:
    return frozenset(words(FILE)["of_any_kind"].split())
