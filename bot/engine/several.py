"""Several questions in one message, each answered with what it is about: « Proch'IA c'est pour qui et c'est où ? »."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.engine.one_record import with_one_record
from nlu import acts, french, intents
from nlu.french import clauses
from region.files import read_yaml

Parsed = dict[str, Any]
Parse = Callable[[str], Awaitable[Parsed]]
MOST = 3
TWICE_CONFIDENT = 0.6
CARRIED = 0.25  # chance that a clause which names nothing may lose by taking the first one's subject
LIKELY = 0.3  # chance that a record holds the answer of one of several questions
LISTS = read_yaml(Path(__file__).with_suffix(".yml"))
ELLIPTIC, ONLY_COMPARES = re.compile(LISTS["elliptic"]), re.compile(LISTS["compares"])
"""A clause that leaves its noun to the one before: « combien s'en inquiètent », « il reste quoi »."""
JOINS = re.compile(clauses.SAID["of_each"])
COMPARES = re.compile(rf"\b(?:{clauses.SAID['compares']})")
TWO_AIDS, UNSURE = 2, "unknown"
NO_QUESTION = intents.of_kind("courtesy", "chat", "answer", "command", "unknown") | {"ambiguous"}
"""What is never one of several questions."""


async def several(text: str, parse: Parse) -> list[Parsed]:
    """Return what is understood of each question of a message; nothing when it asks one thing."""
    asked = french.questions(text)[:MOST]
    if len(asked) < 2 or any(ONLY_COMPARES.match(french.flat(each)) or acts.counts_oneself(each) for each in asked[1:]):
        return []
    parts = [await parse(asked[0])]
    for clause in asked[1:]:
        parts.append(await _with_its_subject(clause, parts, parse))
    kept = _once(parts)
    if len(kept) == 1 and _likely(kept[0]):
        return kept  # one record holds all that is asked
    kept = list(map(with_one_record, kept))
    return kept if len(kept) > 1 and _distinct(kept) else []


async def of_each(parsed: Parsed, parse: Parse) -> list[Parsed]:
    """Return what is understood of a question about each of two aids it names: « ADEN et DACS, quels taux ? »."""
    text = parsed["text"]
    named = [each for each in parsed.get("entities", ()) if each["entity"] == "programme"]
    if (
        len({each["value"] for each in named}) != len(named)
        or len(named) != TWO_AIDS
        or COMPARES.search(french.flat(text))
    ):
        return []
    first, second = sorted(named, key=lambda each: each["start"])
    if not JOINS.fullmatch(french.flat(text[first["end"] : second["start"]])):
        return []
    texts = text[: first["end"]] + text[second["end"] :], text[: first["start"]] + text[second["start"] :]
    parts = [await parse(each) for each in texts]
    return parts if all(map(_likely, parts)) and _distinct(parts) else []


def _once(parts: Sequence[Parsed]) -> list[Parsed]:
    """Leave out the questions that a record already said answers."""
    found: list[Parsed] = []
    for each in parts:
        if _record(each) is None or _record(each) not in map(_record, found):
            found.append(each)
    return found


async def _with_its_subject(clause: str, before: Sequence[Parsed], parse: Parse) -> Parsed:
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
    taken = list(map(_record, before))
    if alone.get("named") and _record(alone) not in [None, *taken] and _record(told) in taken:
        return alone
    if alone["intent"]["name"] in NO_QUESTION and _record(told) in taken:
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
    taken = {_record(other) for other in before}
    return 0.0 if not chosen or _record(parsed) in taken else float(chosen.get("score") or 0.0)


def _record(parsed: Mapping[str, Any]) -> str | None:
    return next(iter((parsed.get("selected") or {}).get("records", ())), None)


def _sure(parsed: Parsed) -> bool:
    return parsed["intent"]["confidence"] >= TWICE_CONFIDENT and not parsed.get("ambiguous")


def _likely(parsed: Parsed) -> bool:
    """Tell whether a record likely answers, or is named and said to be what is nearest."""
    chosen = parsed.get("selected") or {}
    return float(chosen.get("score") or 0) >= LIKELY or bool(parsed.get("named") and chosen.get("kind") == UNSURE)


def _distinct(parts: Sequence[Parsed]) -> bool:
    """Tell whether each part asks something of ours, and not the same thing."""
    names = [parsed["intent"]["name"] for parsed in parts]
    records = [_record(parsed) for parsed in parts]
    if NO_QUESTION & set(names):
        return False
    by_record = all(records) and len(set(records)) == len(parts)
    likely = all(map(_likely, parts))
    by_intent = all(map(_sure, parts)) and len(set(names)) == len(parts)
    return (by_record and likely) or by_intent
