"""The intents that act, commit or hand over: what moves into one of them is looked at before anybody meets it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from learning.models.compared import STANDING, Entered, Guess, Question
from nlu import intents
from region.files import read_yaml

FILE = Path(__file__).with_name("standing.yml")


@dataclass(frozen=True)
class Standing:
    """The standing set: `kept` must stay where they are, `watched` must move into no sensitive intent."""

    kept: tuple[Question, ...]
    watched: tuple[str, ...]


@lru_cache(maxsize=1)
def standing() -> Standing:
    """Return the sentences of standing.yml."""
    read: Mapping[str, Mapping[str, Sequence[str]]] = read_yaml(FILE)
    kept = tuple(Question(text, intent, STANDING) for intent, about in read.items() for text in about.get("is", ()))
    return Standing(kept, tuple(text for about in read.values() for text in about["is_not"]))


SENSITIVE = intents.where(lambda intent: intent.sensitive)


def entered(
    shown: Sequence[tuple[int | None, str | None]], before: Sequence[Guess], after: Sequence[Guess]
) -> list[Entered]:
    """Return what moves into a sensitive intent; each is shown by the id of its transcript, or by its text."""
    both = zip(shown, before, after, strict=True)
    return [
        Entered(number, text, old.intent, new.intent)
        for (number, text), old, new in both
        if new.intent in SENSITIVE and old.intent != new.intent
    ]
