"""Whether words say yes or no: « oui, je confirme », « non finalement, laissez », « non, enfin si »."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
OPENING = LISTS["opening"]
YES, NO = ("yes", "done"), ("no", "undone")
POLITE = frozenset(LISTS["polite"].split())
WORD = re.compile(r"[^\W_]+")
LOOSE, EITHER, ACKNOWLEDGED = (re.compile(LISTS[name]) for name in ("loose", "either", "acknowledged"))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    said = sorted(LISTS[kind], key=len, reverse=True)
    return re.compile(rf"(?<![\w'])(?:{'|'.join(map(re.escape, said))})(?![\w'])")


def consent(text: str, *, wholly: bool = False) -> bool | None:
    """Return True for a yes, False for a no, None where neither is said first, or both are.

    `wholly`: nothing else may be said, as where something cannot be undone.
    """
    said = flat(text).replace("’", "'")
    if EITHER.search(said) or acknowledges(text):
        return None
    turned = LOOSE.search(said)
    if turned and not wholly:
        return turned["turn"] != "non"
    if wholly:
        return _whole(said)
    yes, no = (_begins(kind, said) for kind in ("yes", "no"))
    if yes is None and no is None:
        return None
    return (yes or 0) > (no or 0)


def acknowledges(text: str) -> bool:
    """Tell whether a message takes note and asks, « ok et ça commence quand »: it says no yes."""
    return bool(ACKNOWLEDGED.match(flat(text)))


def _begins(kind: str, said: str) -> int | None:
    found = re.match(OPENING + _pattern(kind).pattern, said)
    return found.end() if found else None


def _whole(said: str) -> bool | None:
    left = said
    agreed, refused = (any(_pattern(kind).search(said) for kind in kinds) for kinds in (YES, NO))
    for kind in (*NO, *YES):
        left = _pattern(kind).sub(" ", left)
    if not _explained(WORD.findall(left)) or agreed == refused:
        return None
    return agreed


def _explained(left: Iterable[str]) -> bool:
    return all(word in POLITE for word in left)
