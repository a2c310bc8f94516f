"""The frozen exam as anybody may read it: each sentence, what it means, what the model in service understood."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from learning.models import exam
from learning.models.compared import CRITICAL, EXAM, Guess, Question
from nlu.scope import OUT

REFUSED, TAKEN, MIXED, RIGHT = "refused", "taken", "mixed", "right"


@dataclass(frozen=True)
class Row:
    """One sentence of the exam, and why it was not understood: `cause` is one of the names above."""

    text: str
    expected: str
    understood: str
    cause: str


def kept(questions: Sequence[Question], guesses: Sequence[Guess]) -> dict[str, Any]:
    """Return what is kept of an examination to show it whole: the errors, and which exam it was."""
    pairs = [(each, guess) for each, guess in zip(questions, guesses, strict=False) if each.origin in (EXAM, CRITICAL)]
    errors = {each.text: guess.intent or OUT for each, guess in pairs if guess.intent != each.intent}
    return {"exam": revision(each for each, _ in pairs), "errors": errors}


def rows(figures: Mapping[str, Any]) -> list[Row] | None:
    """Return the exam sentence by sentence; None where the model passed another exam, or none."""
    known = figures.get("open") or {}
    if known.get("exam") != revision(exam.frozen()):
        return None
    errors = known["errors"]
    return [_row(each, errors.get(each.text, each.intent)) for each in exam.frozen()]


def revision(questions: Iterable[Question]) -> str:
    """Return what names an exam: the hash of its sentences and of what they mean."""
    said = sorted(f"{each.text}\t{each.intent}" for each in questions)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def _row(question: Question, understood: str) -> Row:
    return Row(question.text, question.intent, understood, _cause(question.intent, understood))


def _cause(expected: str, understood: str) -> str:
    if expected == understood:
        return RIGHT
    if understood == OUT:
        return REFUSED
    return TAKEN if expected == OUT else MIXED
