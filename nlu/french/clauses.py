"""The clauses of a message that may ask several things: « c'est quoi l'AMI et qui peut m'aider ? »."""

import itertools
import re
from pathlib import Path

from nlu.french.enough import all_ask
from nlu.french.of_one import of_one
from nlu.french.text import flat, fold, normalise
from nlu.words import either, words

SAID = {name: either(forms) for name, forms in words(Path(__file__).with_suffix(".yml")).items()}
QUESTION = rf"(?:{SAID['opens']})"
ASKING = re.compile(rf"^(?:{SAID['subjects']})\s|\b(?:{SAID['asks']})\b")
"""What a clause that asks something holds, wherever it stands: « et ça ferme quand »."""
BOUNDARY = re.compile(
    rf"(?<=[?!;])\s+(?=\w)|(?<=[a-z]{{2}})\.\s+(?={QUESTION})"
    rf"|,?\s+(?:{SAID['joins']})\s+(?:(?:{SAID['joins_more']})\s+)?(?={QUESTION})"
)
JOINED = re.compile(rf"\s*,?\s+et\s+(?:(?:{SAID['and_more']})\s+)?|\s+\+\s+|\s*,\s+(?={SAID['restarts']})")
LISTED = re.compile(rf"\s*,\s+(?:et\s+(?:(?:{SAID['and_more']})\s+)?)?(?={QUESTION})|{JOINED.pattern}")
ANNOUNCED = re.compile(rf"\b(?:{SAID['announces']})\b")
TAKEN_UP = re.compile(rf"(?:{SAID['takes_up']})\b")
NAMES_KIND = re.compile(rf"(?:{SAID['names_kind']})\b")
HEAD = re.compile(SAID["head"], re.IGNORECASE)
"""The noun that « celui de » stands for."""
BARE = re.compile(SAID["bare"], re.IGNORECASE)
SUBJECT_WORDS = 3


def split(text: str) -> list[str]:
    """Return the clauses of `text` in order; one clause when nothing marks a second question."""
    clauses = _cut(text, BOUNDARY)
    return clauses if len(clauses) > 1 and all_ask(clauses) else [text]


def questions(text: str) -> list[str]:
    """Return the questions of `text`, those that share a subject too: « l'AMI c'est pour qui et ça ferme quand ».

    What introduces them is left out: « Deux questions : … »; a word or two that they are about goes with each.
    """
    if both := of_one(text):
        return both
    led, asked = _introduced(text)
    parts = [part for clause in split(asked) for part in _each_asks(clause)]
    if len(parts) < 2 or not all_ask(parts):
        return [text]
    parts = [parts[0], *(_with_its_noun(part, parts[0]) for part in parts[1:])]
    return [f"{led} : {part}" if led else part for part in parts]


def only_names(clause: str) -> bool:
    """Tell whether a clause only names another thing: « et EuraTechnologies ? »."""
    return bool(BARE.match(clause)) and not _asks(clause)


def bare_name(clause: str) -> str:
    """Return what such a clause names; the clause itself where it does more."""
    found = BARE.match(clause)
    return found[1] if found else clause


def _with_its_noun(clause: str, first: str) -> str:
    """« … le site de la Région et celui de l'Europe »: the second is « le site de l'Europe »."""
    noun = HEAD.search(first)
    return TAKEN_UP.sub(noun[1], flat(clause), count=1) if noun and _takes_up(clause) else clause


def _introduced(text: str) -> tuple[str, str]:
    """Return what the questions after a colon are about, if it is said in a word or two, and these questions."""
    led, colon, asked = text.partition(":")
    if not colon or not _asks(asked) or _asks(led):
        return "", text
    short = len(led.split()) <= SUBJECT_WORDS and not ANNOUNCED.search(flat(led))
    return (led.strip() if short else ""), asked.strip()


def _each_asks(clause: str) -> list[str]:
    """Return the parts of a clause that each ask, cut at « et », then at the commas before it."""
    for boundary in (LISTED, JOINED):
        parts = [part for part in _cut(clause, boundary) if not ANNOUNCED.fullmatch(flat(part))]
        if len(parts) > 1 and (
            " + " in clause
            or all(map(_names_kind, parts[1:]))
            or (all(map(_asks, parts[1:])) and (_asks(parts[0]) or _takes_up(parts[1])))
        ):
            return parts
    return [clause]


def _takes_up(clause: str) -> bool:
    """« le site de la Région et celui de l'Europe »: the second names what the first asks for."""
    return TAKEN_UP.match(flat(clause)) is not None


def _names_kind(clause: str) -> bool:
    """« et la part qui forme »: the kind of answer is named, and no word asks."""
    return NAMES_KIND.match(flat(clause)) is not None


def _asks(clause: str) -> bool:
    return ASKING.search(fold(normalise(clause))) is not None


def _cut(text: str, boundary: re.Pattern[str]) -> list[str]:
    bounds = [(0, 0), *(found.span() for found in boundary.finditer(flat(text))), (len(text), len(text))]
    clauses = [text[end:start].strip(" ,") for (_, end), (start, _) in itertools.pairwise(bounds)]
    return [clause for clause in clauses if clause]
