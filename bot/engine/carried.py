"""A clause of several questions, with the subject it leaves to the first: « Proch'IA c'est pour qui et c'est où ? »."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.engine.shapes import Parse, Parsed
from nlu import french, intents
from nlu.french import clauses
from region.files import read_yaml

CARRIED = 0.25  # chance that a clause which names nothing may lose by taking the first one's subject
LIKELY = 0.3  # chance that a record holds the answer of one of several questions
LISTS = read_yaml(Path(__file__).with_name("several.yml"))
ELLIPTIC = re.compile(LISTS["elliptic"])
"""A clause that leaves its noun to the one before: « combien s'en inquiètent », « il reste quoi »."""
NO_QUESTION = intents.of_kind("courtesy", "chat", "answer", "command", "unknown") | {"ambiguous"}
"""What is never one of several questions."""


async def with_its_subject(clause: str, before: Sequence[Parsed], parse: Parse) -> Parsed:
    """Return a clause read alone if it names what it is about, else the likelier of that and of it with the first's subject."""
    alone = await parse(clause)
    subject = before[0].get("subject")
    if not subject:
        return alone
    if alone.get("named") and clauses.only_names(clause):
        return await parse(_asked_of(clause, before[0], subject))
    own = alone.get("named") and not ELLIPTIC.match(french.flat(clause))
    if own and _chance(alone, before) >= LIKELY:
        return alone
    told = await parse(f"{clause} {subject}")
    taken = list(map(record, before))
    if alone.get("named") and record(alone) not in [None, *taken] and record(told) in taken:
        return alone
    if alone["intent"]["name"] in NO_QUESTION and record(told) in taken:
        return told
    return told if _chance(told, before) > _chance(alone, before) - CARRIED else alone


def _asked_of(clause: str, first: Parsed, subject: str) -> str:
    """« HDFID c'est quoi ? et EuraTechnologies ? »: the same is asked of another."""
    name = clauses.bare_name(clause)
    asked = re.sub(re.escape(subject), name, first["text"], count=1, flags=re.IGNORECASE)
    return asked if asked != first["text"] else f"{first['text']} {name}"


def _chance(parsed: Parsed, before: Sequence[Parsed]) -> float:
    """Return how likely a record answers a clause; not at all when it is what another clause already gets."""
    chosen = parsed.get("selected") or {}
    taken = {record(other) for other in before}
    return 0.0 if not chosen or record(parsed) in taken else float(chosen.get("score") or 0.0)


def record(parsed: Mapping[str, Any]) -> str | None:
    """Return the first record chosen for a clause; None where none was."""
    return next(iter((parsed.get("selected") or {}).get("records", ())), None)
