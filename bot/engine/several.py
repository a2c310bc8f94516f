"""Several questions in one message, each answered with what it is about: « Proch'IA c'est pour qui et c'est où ? »."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from nlu import french, intents

Parsed = dict[str, Any]
Parse = Callable[[str], Awaitable[Parsed]]
MOST = 3
TWICE_CONFIDENT = 0.6
CARRIED = 0.25  # chance that a clause which names nothing may lose by taking the first one's subject
LIKELY = 0.3  # chance that a record holds the answer of one of several questions
ELLIPTIC = re.compile(r"(?:et |puis )?(?:combien (?!d[e' ])|il |elle |ils |elles |ca |c'est )")
"""A clause that leaves its noun to the one before: « combien s'en inquiètent », « il reste quoi »."""
NO_QUESTION = intents.of_kind("courtesy", "chat", "answer", "command", "unknown") | {"ambiguous"}
"""What is never one of several questions."""


async def several(text: str, parse: Parse) -> list[Parsed]:
    """Return what is understood of each question of a message; nothing when it asks one thing."""
    asked = french.questions(text)[:MOST]
    if len(asked) < 2:
        return []
    parts = [await parse(asked[0])]
    for clause in asked[1:]:
        parts.append(await _with_its_subject(clause, parts, parse))
    return parts if _distinct(parts) else []


async def _with_its_subject(clause: str, before: Sequence[Parsed], parse: Parse) -> Parsed:
    """Return a clause read alone if it names what it is about, else the likelier of that and of it with the first's subject."""
    alone = await parse(clause)
    subject = before[0].get("subject")
    own = alone.get("named") and not ELLIPTIC.match(french.flat(clause))
    if not subject or (own and _chance(alone, before) >= LIKELY):
        return alone
    told = await parse(f"{clause} {subject}")
    return told if _chance(told, before) > _chance(alone, before) - CARRIED else alone


def _chance(parsed: Parsed, before: Sequence[Parsed]) -> float:
    """Return how likely a record answers a clause; not at all when it is what another clause already gets."""
    chosen = parsed.get("selected") or {}
    taken = {_record(other) for other in before}
    return 0.0 if not chosen or _record(parsed) in taken else float(chosen.get("score") or 0.0)


def _record(parsed: Mapping[str, Any]) -> str | None:
    return next(iter((parsed.get("selected") or {}).get("records", ())), None)


def _sure(parsed: Parsed) -> bool:
    return parsed["intent"]["confidence"] >= TWICE_CONFIDENT and not parsed.get("ambiguous")


def _distinct(parts: Sequence[Parsed]) -> bool:
    """Tell whether each part asks something of ours, and not the same thing."""
    names = [parsed["intent"]["name"] for parsed in parts]
    records = [_record(parsed) for parsed in parts]
    if NO_QUESTION & set(names):
        return False
    by_record = all(records) and len(set(records)) == len(parts)
    likely = all(float((parsed.get("selected") or {}).get("score") or 0) >= LIKELY for parsed in parts)
    by_intent = all(map(_sure, parts)) and len(set(names)) == len(parts)
    return (by_record and likely) or by_intent
