"""The selector over the records in force, built anew when they change: what an operator publishes is found at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from nlu import meaning, today
from nlu.selector import Card, Selector
from nlu.selector.terms import Lexicon
from region import current
from region.catalogue import Catalogue, rank
from region.files import pack_file, read_yaml
from region.plain import sentences
from region.records import Record

NEVER = frozenset({"out_of_scope"})
"""The intents whose records say that a question is not ours: they are no answer to look for."""


@dataclass
class CurrentSelector:
    """A selector over the catalogue in force."""

    _made_for: tuple[str, date] | None = None
    _selector: Selector | None = field(default=None, repr=False)

    def get(self) -> Selector:
        """Return the selector of the records in force."""
        held, day = current.catalogue(), today.current()
        if self._selector is None or self._made_for != (held.revision, day):
            self._made_for, self._selector = (held.revision, day), built(held, day)
        return self._selector


def built(held: Catalogue, day: date) -> Selector:
    """Return a selector over a catalogue's records."""
    lists = read_yaml(pack_file("search.yml"))
    lexicon = Lexicon.of(lists["stop"], lists.get("same") or (), meaning.current().how_common)
    return Selector(cards(held, day), lexicon=lexicon, meaning=meaning.current())


def cards(held: Catalogue, day: date) -> list[Card]:
    """Return what the selector reads of each record; those past are kept, and say so."""
    first: Mapping[str, str] = {
        intent: record.id for intent in held.intents if (record := held.for_intent(intent, {}, today=day)) is not None
    }
    replaced = {other for record in held.records for other in record.supersedes}
    return [
        _card(record, first, day)
        for record in held.records
        if record.id not in replaced and not record.pending(day) and not NEVER & set(record.intents)
    ]


def _card(record: Record, first: Mapping[str, str], day: date) -> Card:
    return Card(
        record.id,
        record.title,
        tuple(sentences(record.answer)),
        record.questions,
        record.names,
        record.intents,
        record.topic,
        tuple(intent for intent in record.intents if first.get(intent) == record.id),
        record.when,
        record.confidence == "unknown",
        rank(record, day),
    )


CURRENT = CurrentSelector()
