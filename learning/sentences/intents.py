"""The intents an operator may choose, with the name and the meaning people read."""

import re
from collections.abc import Iterable, Mapping

from nlu import intents
from nlu.french import fold
from nlu.intents import Intent

OUT_TOPIC = "out"
NOT_A_LETTER = re.compile(r"[^a-z0-9]+")

_named: dict[str, str] = {}  # the French names operators gave to what they added


def known() -> Mapping[str, Intent]:
    """Return the intents of nlu/intents.yml of which sentences are taught, by id, in the order of the topics."""
    return intents.TAUGHT


def name_added(names: Mapping[str, str]) -> None:
    """Keep the French names of added intents, as last read from the database."""
    _named.update(names)


def named(label: str) -> str:
    """Return the id of an intent an operator adds, from the name they give it in French: « Chèque IA », ask_cheque_ia."""
    words = NOT_A_LETTER.sub("_", fold(label)).strip("_")
    return f"ask_{words[:40].strip('_')}" if words else ""


def label(name: str | None) -> str:
    """Return the label of an intent, or what it means where it has none; its id where an operator added it without one."""
    found = intents.ALL.get(name or "")
    if found is None:
        return _named.get(name or "", name or "—")
    return found.label or found.means.capitalize()


def is_one(name: str) -> bool:
    """Tell whether a word of the code is an intent: taught, led by the dialogue, or added by operators."""
    return name in intents.ALL or name in _named


def topic(name: str | None) -> str | None:
    """Return the topic of an intent; `added` for those of operators, `out` for what is not ours, None where it has none."""
    found = intents.ALL.get(name or "")
    if found is not None and found.kind == "unknown":
        return OUT_TOPIC
    if found is None:
        return "added" if name else None
    return found.topic or None


def by_topic(names: Iterable[str] = ()) -> dict[str, list[Intent]]:
    """Return intents grouped by topic; `names` adds those that operators created."""
    grouped: dict[str, list[Intent]] = {}
    for intent in [
        *known().values(),
        *(intents.added(name, label=label(name)) for name in names if name not in known()),
    ]:
        grouped.setdefault(intent.topic, []).append(intent)
    return grouped
