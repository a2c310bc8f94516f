"""Several questions in one message, each answered with what it is about: « Proch'IA c'est pour qui et c'est où ? »."""

import re
from collections.abc import Sequence

from bot.engine.carried import LIKELY, LISTS, NO_QUESTION, record, with_its_subject
from bot.engine.one_record import with_one_record
from bot.engine.shapes import Parse, Parsed
from nlu import acts, french
from nlu.french import clauses

MOST = 3
TWICE_CONFIDENT = 0.6
ONLY_COMPARES = re.compile(LISTS["compares"])
JOINS = re.compile(clauses.SAID["of_each"])
COMPARES = re.compile(rf"\b(?:{clauses.SAID['compares']})")
TWO_AIDS, UNSURE = 2, "unknown"


async def several(text: str, parse: Parse, alone: Parse) -> list[Parsed]:
    """Return what is understood of each question of a message; nothing when it asks one thing.

    `parse` reads in the conversation, `alone` by the words only: once the first question stands by itself, the others
    go on from it rather than from what was said before.
    """
    asked = french.questions(text)[:MOST]
    if len(asked) < 2 or any(ONLY_COMPARES.match(french.flat(each)) or acts.counts_oneself(each) for each in asked[1:]):
        return []
    parts = [await parse(asked[0])]
    parse = parse if (parts[0].get("selected") or {}).get("follows") else alone
    for clause in asked[1:]:
        parts.append(await with_its_subject(clause, parts, parse))
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
        if record(each) is None or record(each) not in map(record, found):
            found.append(each)
    return found


def _sure(parsed: Parsed) -> bool:
    return parsed["intent"]["confidence"] >= TWICE_CONFIDENT and not parsed.get("ambiguous")


def _likely(parsed: Parsed) -> bool:
    """Tell whether a record likely answers, or is named and said to be what is nearest."""
    chosen = parsed.get("selected") or {}
    return float(chosen.get("score") or 0) >= LIKELY or bool(parsed.get("named") and chosen.get("kind") == UNSURE)


def _distinct(parts: Sequence[Parsed]) -> bool:
    """Tell whether each part asks something of ours, and not the same thing."""
    names = [parsed["intent"]["name"] for parsed in parts]
    records = [record(parsed) for parsed in parts]
    if NO_QUESTION & set(names):
        return False
    by_record = all(records) and len(set(records)) == len(parts)
    likely = all(map(_likely, parts))
    by_intent = all(map(_sure, parts)) and len(set(names)) == len(parts)
    return (by_record and likely) or by_intent
