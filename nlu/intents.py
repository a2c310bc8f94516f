"""Every intent of nlu/intents.yml: how people call it, what answers it, and how a conversation takes it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlu.words import words

FILE = Path(__file__).with_suffix(".yml")
INFORMATION = "information"
EACH = "each"
"""In `fills`: every fact."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One intent; the head of nlu/intents.yml says what each field means. Those of no sentence have no topic."""

    id: str
    does: str
    topic: str = ""
    label: str = ""
    means: str = ""
    kind: str = INFORMATION
    form: str | None = None
    then: str | None = None
    told_by: str | None = None
    counts_as: str | None = None
    agrees: bool | None = None
    keeps: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    states: bool = False
    fills: tuple[str, ...] = ()
    unsure: bool = False
    body: str = ""
    of_a_case: bool = False
    leaves_check: bool = False
    by_yes: bool = False
    called_back: bool = False
    where_and_when: bool = False
    weighed: bool = False
    yields: bool = False
    loses: bool = False
    unanswered: bool = False
    sensitive: bool = False
    common: bool = False
    tells_victims: bool = False
    near: bool = False
    leans: bool = False
    of_itself: bool = False
    still: str | None = None
    sums: str | None = None


def added(name: str, *, label: str = "") -> Intent:
    """Return an intent that the file does not know, as operators add them: a record answers it."""
    return Intent(name, topic="added", label=label or name, **_KINDS[INFORMATION])


def agrees(name: str | None) -> bool | None:
    """Tell whether an intent says yes or no; None where it says neither."""
    known = ALL.get(name or "")
    return known.agrees if known else None


def of_kind(*kinds: str) -> frozenset[str]:
    """Return the ids of the intents of these kinds."""
    return where(lambda intent: intent.kind in kinds)


def where(test: Callable[[Intent], Any]) -> frozenset[str]:
    """Return the ids of the intents for which `test` holds."""
    return frozenset(intent.id for intent in ALL.values() if test(intent))


def _read(held: Mapping[str, Any]) -> Iterator[Intent]:
    """Yield the intents in the order of the file; a field that nothing knows raises TypeError."""
    for topic, rows in held["topics"].items():
        for name, about in rows.items():
            yield _intent(name, {"topic": topic, **about})
    for name, about in held["inner"].items():
        yield _intent(name, {"kind": "inner", **about})


def _intent(name: str, about: Mapping[str, Any]) -> Intent:
    said = {**_KINDS[about.get("kind", INFORMATION)], **about}
    said["does"] = said.get("form") or said["does"]
    if said.get("kind") == "search":
        said.setdefault("then", said["does"])
    return Intent(name, **said)


_KINDS: Mapping[str, Mapping[str, Any]] = words(FILE)["kinds"]
ALL: Mapping[str, Intent] = {intent.id: intent for intent in _read(words(FILE))}
TAUGHT: Mapping[str, Intent] = {name: intent for name, intent in ALL.items() if intent.topic}
"""The intents of which sentences are taught."""
TOPICS: Mapping[str, str] = {name: intent.topic for name, intent in TAUGHT.items()}
CHECKS = of_kind("check")
FORMS: Mapping[str, Intent] = {intent.form: intent for intent in ALL.values() if intent.form}
"""The check that each form carries out."""
