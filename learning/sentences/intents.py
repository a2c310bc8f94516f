"""The intents an operator may choose, with the name and the meaning people read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("intents.yml")


@dataclass(frozen=True)
class Intent:
    """One intent: frozen id, topic, the label of buttons and tables, what the person wants."""

    id: str
    topic: str
    label: str
    means: str


@cache
def known() -> Mapping[str, Intent]:
    """Return the intents by id, in the order of the topics."""
    topics = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        name: Intent(name, topic, about["label"], about["means"])
        for topic, intents in topics.items()
        for name, about in intents.items()
    }


_named: dict[str, str] = {}  # the French names operators gave to what they added


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
    for intent in known().values():
        grouped.setdefault(intent.topic, []).append(intent)
    added = [Intent(name, "added", label(name), "") for name in names if name not in known()]
    return grouped | ({"added": added} if added else {})
