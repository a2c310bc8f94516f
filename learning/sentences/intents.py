"""The intents an operator may choose, with the name and the meaning people read."""

from collections.abc import Iterable, Mapping

from nlu import intents
from nlu.intents import Intent

_named: dict[str, str] = {}  # the French names operators gave to what they added


def known() -> Mapping[str, Intent]:
    """Return the intents of nlu/intents.yml of which sentences are taught, by id, in the order of the topics."""
    return intents.TAUGHT


def name_added(names: Mapping[str, str]) -> None:
    """Keep the French names of added intents, as last read from the database."""
    _named.update(names)


def label(name: str | None) -> str:
    """Return the label of an intent; its id where an operator added it without a name."""
    found = known().get(name or "")
    return found.label if found else _named.get(name or "", name or "—")


def by_topic(names: Iterable[str] = ()) -> dict[str, list[Intent]]:
    """Return intents grouped by topic; `names` adds those that operators created."""
    grouped: dict[str, list[Intent]] = {}
    for intent in [
        *known().values(),
        *(intents.added(name, label=label(name)) for name in names if name not in known()),
    ]:
        grouped.setdefault(intent.topic, []).append(intent)
    return grouped
