"""What kind of answer a question asks for (who, when, where, how many…), and which kinds a sentence holds."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from nlu.french import flat, fold, normalise
from nlu.words import words

FILE = Path(__file__).with_name("kinds.yml")
ASKING = re.compile(words(FILE)["asking"])
FOCUSED = re.compile(words(FILE)["counted"])
NAMED = re.compile(words(FILE)["named"])
JOINING_QUI = re.compile(words(FILE)["joining_qui"])
"""« qui » asks for nobody there: « qu'est-ce qui bloque », « les entreprises qui recrutent »."""
QUOTED = re.compile(words(FILE)["quoted"])
JOINING_QUAND = re.compile(words(FILE)["joining_quand"])
DEFINING = re.compile(words(FILE)["defining"])
OWN = re.compile(words(FILE)["own"])
OF_TIME = re.compile(words(FILE)["of_time"])


@cache
def _patterns(part: str) -> Mapping[str, re.Pattern[str]]:
    return {kind: re.compile(pattern) for kind, pattern in words(FILE)[part].items()}


def asked(question: str) -> str | None:
    """Return the kind of answer a question asks for; None when it says none."""
    said = JOINING_QUAND.sub("", JOINING_QUI.sub(r"\1", fold(normalise(question))))
    return next((kind for kind, pattern in _patterns("asked").items() if pattern.search(said)), None)


def defines(question: str) -> bool:
    """Tell whether a question asks what something is."""
    return bool(DEFINING.search(fold(normalise(question))))


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
    asked = OWN.sub(" ", flat(question))
    said = [flat(sentence) for sentence in sentences]
    claims = (answers for claim, answers, asking in _claims() if claim.search(asked) and not asking.search(asked))
    return ASKING.search(asked) is not None and any(not any(map(answers.search, said)) for answers in claims)


@cache
def _claims() -> tuple[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]:
    """Return what a question may take for true, each with what says it so, and what asks for something else."""
    rows = (row if isinstance(row, dict) else {"asked": row, "said": row} for row in words(FILE)["claims"])
    return tuple(
        (_beginning(row["asked"]), _beginning(row["said"]), re.compile(rf"\b(?:{row.get('unless', '(?!)')})\b"))
        for row in rows
    )


def _beginning(words_of: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words_of})")


def focus(question: str) -> str:
    """Return what « combien de », « quel pourcentage de », « quelle » or « le nom du » asks about; empty when nothing is."""
    said = fold(normalise(question))
    counted, named = FOCUSED.search(said), NAMED.search(said)
    if counted:
        return "" if OF_TIME.match(counted["of"]) else counted["of"]
    return named["of"] if named and named["of"].rstrip("s") not in _of_any_kind() else ""


def quoted(question: str) -> str | None:
    """Return the words a question quotes, a dozen letters at least; None where it quotes nothing."""
    found = QUOTED.search(question)
    return found[1] if found else None


@cache
def _of_any_kind() -> frozenset[str]:
    return frozenset(words(FILE)["of_any_kind"].split())
