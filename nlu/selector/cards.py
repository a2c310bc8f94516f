"""What the selector reads of a record: its title, its sentences, the questions it answers, the names it speaks of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

TITLE, SENTENCE, QUESTION = "title", "sentence", "question"


@dataclass(frozen=True)
class Card:
    """One record, as the selector sees it.

    `default_of` are the intents it answers when nothing more precise is asked; `unknown` says that nobody knows;
    `alarming` that it is for somebody in danger.
    """

    id: str
    title: str
    sentences: tuple[str, ...]
    questions: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    topic: str = ""
    default_of: tuple[str, ...] = ()
    when: Mapping[str, Any] = field(default_factory=dict)
    unknown: bool = False
    alarming: bool = False
    rank: tuple[Any, ...] = ()  # among the records of an intent, the greatest is its general one

    def units(self) -> Iterable[tuple[str, str]]:
        """Yield each text of the record with what it is."""
        yield TITLE, self.title
        yield from ((SENTENCE, each) for each in self.sentences)
        yield from ((QUESTION, each) for each in self.questions)

    def contradicts(self, facts: Mapping[str, Any]) -> bool:
        """Tell whether the record is about another place, aid or public than the one stated."""
        return any(name in facts and facts[name] not in values(wanted) for name, wanted in self.when.items())

    def suits(self, facts: Mapping[str, Any]) -> bool:
        """Tell whether what was stated is what the record is about."""
        return bool(self.when) and all(facts.get(name) in values(wanted) for name, wanted in self.when.items())


def values(wanted: Any) -> list[Any]:
    """Return the values that select a record, be they one or several."""
    return wanted if isinstance(wanted, list) else [wanted]
