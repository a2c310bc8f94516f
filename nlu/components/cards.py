"""The selector over the records in force, made anew for each catalogue: what an operator publishes is found at once."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from nlu import meaning
from nlu.selector import Card, Selector
from nlu.selector.terms import Lexicon
from region.catalogue import Catalogue, rank
from region.files import pack_file, read_yaml
from region.in_force import of_turn
from region.plain import sentences
from region.records import Record

EMERGENCY = "urgence-"
"""What the records for somebody in danger are called."""
NEVER = frozenset({"out_of_scope"})
"""The intents whose records say that a question is not ours: they are no answer to look for."""


def selector() -> Selector:
    """Return the selector of the records this turn is answered from."""
    held = of_turn()
    return built(held.catalogue, held.today)


@lru_cache(maxsize=3)
def built(held: Catalogue, day: date) -> Selector:
    """Return a selector over a catalogue's records, made once for each."""
    lists = read_yaml(pack_file("search.yml"))
    lexicon = Lexicon.of(
        lists["stop"],
        lists.get("same") or (),
        meaning.current().how_common,
        everywhere=lists.get("everywhere") or "",
        calling=lists.get("calling") or "",
    )
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
        record.id.startswith(EMERGENCY),
        rank(record, day),
    )
