"""Tells a question that leans on what was just said, « ça dure combien de jours ? », from one on another subject."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from nlu.selector.cards import Card
from nlu.selector.reading import PRECISE, Reading
from nlu.selector.records import Records
from nlu.words import words

LISTS = words(Path(__file__).with_name("following.yml"))
SPECIFIC = 3.0  # the weight of a word that names something
LONG = 5  # letters
MOST_WORDS = 16
SIGNS = (
    "strange", "strange_all", "strange_share", "new", "new_all", "marked", "strongly", "words", "precise", "asks_kind", "out", "ours", "held_by_last",
    "named_elsewhere", "total", "score", "empty",
)  # fmt: skip


def signs(
    records: Records, read: Reading, said: str, last: Card, *, score: float, out: float, ours: float
) -> dict[str, float]:
    """Return what tells the two apart. `said` is the message folded; `score` the best record's by the words alone;
    `out` and `ours` are the chances of another subject, and of the intent where a record answers it.
    """
    on_topic = records.beside(last)[1]
    held = held_by(records, on_topic, read.terms)
    only_last = np.arange(len(records.cards)) == records.place[last.id]
    by_last = held_by(records, only_last, read.terms)
    total = max(read.total, 1e-6)
    strange = strange_to(read, held)
    new = strange_to(read, frozenset(filter(records.index.holds, read.terms)))
    return {
        "strange": max(strange, default=0.0),
        "strange_all": sum(strange),
        "strange_share": sum(strange) / total,
        "new": max(new, default=0.0),
        "new_all": sum(new),
        "marked": float(bool(pattern("marked").search(said))),
        "strongly": float(strongly(said)),
        "words": float(min(len(said.split()), MOST_WORDS)),
        "precise": float(read.kind in PRECISE),
        "asks_kind": float(read.kind is not None),
        "out": out,
        "ours": ours,
        "held_by_last": sum(weight for term, weight in read.terms.items() if term in by_last) / total,
        "named_elsewhere": float(_named_elsewhere(records, read, last)),
        "total": read.total,
        "score": score,
        "empty": float(not read.terms),
    }


def strongly(said: str) -> bool:
    """Tell whether a folded message says « et », « ça », « celui-là »."""
    return bool(pattern("strongly").search(said))


def names_its_subject(read: Reading) -> bool:
    """Tell whether a question names what it is about: « ça coûte combien à la fin », « c'est ouvert en 2026 ? » do not."""
    return not all(map(str.isdigit, read.names)) or max(read.terms.values(), default=0.0) >= SPECIFIC


def counts(term: str) -> bool:
    """A number is never strange: « pardon, dix-huit », « et 60% »."""
    return term[:1].isdigit() or term in LISTS["counts"] or any(each.startswith(term) for each in LISTS["ordinals"])


def of_its_rank(records: Records, read: Reading) -> np.ndarray:
    """Return 1 for the records whose title holds the rank a question says, in words or figures: « la quatrième », « Priorité 4 »."""
    ranked = list(enumerate(LISTS["ordinals"], start=1))
    said = [
        (term, str(rank)) for term in read.terms for rank, each in ranked if len(term) >= LONG and each.startswith(term)
    ]
    return np.minimum(records.titles.holding(each for pair in said for each in pair), 1.0)


def strange_to(read: Reading, held: frozenset[str]) -> list[float]:
    """Return the weights of the words of a question that are not among those held, numbers aside."""
    return [weight for term, weight in read.terms.items() if term not in held and not counts(term)]


def held_by(records: Records, rows: np.ndarray, terms: Iterable[str]) -> frozenset[str]:
    """Return the stems that some records (a row of booleans) hold, « embauchent » where they hold « embauche »."""
    return frozenset(term for term in terms if records.index.held_in(rows, term) or _akin(records, rows, term))


def kin(records: Records, term: str) -> list[str]:
    """Return the stems of the records that a longer word shares its beginning with."""
    return records.index.beginning(term[: max(LONG, len(term) - 3)]) if len(term) >= LONG else []


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a pattern of following.yml."""
    lists: Mapping[str, Any] = LISTS
    return re.compile(lists[name].replace(" |", "|").strip())


def _akin(records: Records, rows: np.ndarray, term: str) -> bool:
    return any(records.index.held_in(rows, each) for each in kin(records, term))


def _named_elsewhere(records: Records, read: Reading, last: Card) -> bool:
    """Tell whether a rare name said is of records on other topics only."""
    named = [held for name, held in read.names.items() if not name.isdigit()]
    holders: set[int] = set().union(*named)
    off_topic = all(records.cards[each].topic != last.topic for each in holders)
    return bool(holders) and records.place[last.id] not in holders and off_topic
