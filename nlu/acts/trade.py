"""Whether a message says a trade or a legal form and nothing else: « menuiserie », « c'est une SARL de plomberie »."""

import re
from collections.abc import Sequence
from pathlib import Path

from nlu.acts.entitlement import speaks_for_oneself
from nlu.acts.questions import is_question
from nlu.entities import Entity
from nlu.french import flat
from nlu.words import words
from region import statements

LISTS = words(Path(__file__).with_suffix(".yml"))
BEFORE, FIRM = re.compile(LISTS["before"]), re.compile(LISTS["firm"])
HEADS = frozenset(LISTS["heads"].split())
BESIDE = frozenset(LISTS["beside"].split())
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
MOST_BESIDE = 1
"""The words that may say something else beside one's own trade: « je suis fleuriste mobile à Lens »."""
PRESENTING = frozenset({"commune", "departement", "headcount", "org_type", "person_audience"})
HELD = "§"
"""In place of what is read already: a town, a head count."""
SAYING = frozenset({"activity", "legal_form"})
MOST_WORDS, LONGEST_NAME = 8, 4
NAME = re.compile(r"[^\s.,;!]+")


def tells_trade(text: str) -> bool:
    """Tell whether it opens on a trade or a legal form, with little besides, and asks nothing."""
    return len(text.split()) <= MOST_WORDS and _opening(flat(text.strip()), text) is not None


def presents_trade(text: str, entities: Sequence[Entity]) -> bool:
    """Tell whether it says one's trade, where and how many one is, and nothing else; `entities`: the place, the head count.

    « coiffeur pas cher à Lille » looks for one, and is none.
    """
    end = _opening(flat(text), text)
    if end is None:
        return False
    left = [word for word in WORD.findall(_held(text, entities)[end:]) if word not in BESIDE and not _names([word])]
    return len(left) <= (MOST_BESIDE if speaks_for_oneself(text) else 0)


def _opening(said: str, text: str) -> int | None:
    """Return where the trade or the legal form ends that the message opens on; None where it opens on none, or asks."""
    opened = None if is_question(text) else BEFORE.match(said)
    if opened is None:
        return None
    first = list(NAME.finditer(said, opened.end()))[:LONGEST_NAME]
    for count in range(1, len(first) + 1):
        name = [each.group() for each in first[:count]]
        if _names(name) and (name[0] in HEADS or not _names(name[1:])):
            return first[count - 1].end()
    return None


def presents_firm(text: str, entities: Sequence[Entity]) -> bool:
    """Tell whether it names a firm and where it is, and nothing else: « start-up à Lille »; `entities`: its place, its head count."""
    said = " ".join(_held(text, entities).split())
    return not is_question(text) and len(said.split()) <= MOST_WORDS and bool(FIRM.fullmatch(said))


def _held(text: str, entities: Sequence[Entity]) -> str:
    """Return the folded text with a sign, as long, in place of each value."""
    said = flat(text)
    for each in (each for each in entities if each.entity in PRESENTING):
        said = f"{said[: each.start]}{HELD.ljust(each.end - each.start)}{said[each.end :]}"
    return said


def _names(said: Sequence[str]) -> bool:
    return bool(SAYING & statements.of(" ".join(said)).keys())
