"""Telephone and social security numbers as they are said: « zéro six douze… », « un huit cinq… »; with letters: « O6 l2… »."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from bot.privacy.checks import PLAIN_NIR
from bot.privacy.groups import said
from bot.privacy.phones import is_list
from bot.privacy.spans import Span, lists

WORD = re.compile(r"\d{1,2}(?!\d)|[a-z]+")
GAP = re.compile(r"[\s,;.·•/–—-]{1,4}")
FRENCH = re.compile(r"0[1-9]\d{8}|(?:00)?33[1-9]\d{8}")
WITHOUT_ZERO = re.compile(r"[1-9]\d{8}")
FEWEST_WORDS = 4
FEWEST_DIGITS, MOST_DIGITS = 6, 15
MOST_WORDS = 24
UNITS_AFTER = {10: range(7, 10), 60: range(1, 20), 80: range(1, 20)}
CUE_REACH = 40
LIKE_DIGITS = re.compile(r"(?<![a-z0-9])[0o](?:[\s.·•/|*,-]{0,2}[\doil]){9}(?![a-z0-9])")
LETTERS = str.maketrans("oil", "011")


def spoken(folded: str) -> Iterator[Span]:
    """Yield the telephone and social security numbers of a folded text that are said in words."""
    yield from _with_letters(folded)
    for run in _runs(folded):
        if _security(run):
            yield Span(run[0].start(), run[-1].end(), "nir")
            continue
        announced, first = _announced(folded, run[0].start()), 0
        while first < len(run):
            may_start = run[first].group()[0] == "0" or run[first].group() in lists("spoken_starts")
            count = _telephone(run[first:], announced=not first and announced) if may_start or not first else 0
            if count:
                yield Span(run[first].start(), run[first + count - 1].end(), "phone")
            first += count or 1


def _with_letters(folded: str) -> Iterator[Span]:
    """« O6 12 34 56 78 », « 06 l2 34 5O 78 »: most of it is digits, and a letter stands for another."""
    for found in LIKE_DIGITS.finditer(folded):
        written = found.group()
        read = re.sub(r"\D", "", written.translate(LETTERS))
        enough = sum(map(str.isdecimal, written)) >= FEWEST_DIGITS
        if enough and any(map(str.isalpha, written)) and FRENCH.fullmatch(read):
            yield Span(*found.span(), "phone")


def _runs(folded: str) -> Iterator[list[re.Match[str]]]:
    """Yield number words that stand side by side, where there are enough of them to say a telephone."""
    run: list[re.Match[str]] = []
    for word in WORD.finditer(folded):
        near = run and GAP.fullmatch(folded, run[-1].end(), word.start())
        if run and not (near and _is_number(word.group())):
            if len(run) >= FEWEST_WORDS:
                yield run
            run = []
        if _is_number(word.group()):
            run.append(word)
    if len(run) >= FEWEST_WORDS:
        yield run


def _is_number(word: str) -> bool:
    return word.isdecimal() or word in _units() or word in _tens() or word in lists("spoken_joints")


def _telephone(words: Sequence[re.Match[str]], *, announced: bool) -> int:
    """Return how many words from the first on say one telephone number; 0 for none. All in digits is not said."""
    written = tuple(word.group() for word in words[:MOST_WORDS])
    read = ((digits, count) for digits, count in _read(written) if not all(map(str.isdecimal, written[:count])))
    whole = [each for each in read if FRENCH.fullmatch(each[0]) or (announced and WITHOUT_ZERO.fullmatch(each[0]))]
    digits, count = max(whole, key=lambda each: each[1], default=("", 0))  # « trente-quatre » is 34, never 30 and 4
    return 0 if is_list([digits[at : at + 2] for at in range(0, len(digits), 2)]) else count


def _security(words: Sequence[re.Match[str]]) -> bool:
    """« un huit cinq zéro cinq… »: all of a run says a social security number, and some of it in words."""
    written = tuple(word.group() for word in words)
    if len(written) > MOST_WORDS or all(map(str.isdecimal, written)):
        return False
    return any(count == len(written) and PLAIN_NIR.fullmatch(digits) for digits, count in _read(written))


def _announced(folded: str, start: int) -> bool:
    before = folded[max(0, start - CUE_REACH) : start]
    return said("phone_cues", before) or said("number_cues", before)


@cache
def _followers() -> frozenset[str]:
    return frozenset(word for word, value in _units().items() if 1 <= value <= 19)


def _read(words: tuple[str, ...]) -> list[tuple[str, int]]:
    """Return the digits that the first words can say together, nine to thirteen of them, and how many words that takes."""
    reached: dict[int, dict[int, str]] = {0: {0: ""}}  # for each word and each count of digits, one reading
    for at in range(len(words)):
        for before in list(reached.get(at, {}).values()):
            for digits, width in _numbers(words, at):
                read = before + digits
                if len(read) <= MOST_DIGITS:
                    reached.setdefault(at + width, {}).setdefault(len(read), read)
    return [(read, count) for count, readings in reached.items() for size, read in readings.items() if size >= 9]


def _numbers(words: tuple[str, ...], at: int) -> Iterator[tuple[str, int]]:
    """Yield the numbers that start at a word: « soixante », « soixante-dix », « soixante-dix-huit »."""
    word = words[at]
    if word.isdecimal():
        yield word, 1
        return
    if word in _units():
        yield str(_units()[word]), 1
    for ten, width in _ten(words, at):
        yield str(ten), width
        after = at + width
        joint = 1 if after < len(words) and words[after] in lists("spoken_joints") else 0
        unit = words[after + joint] if after + joint < len(words) else ""
        if unit in _followers() and (_units()[unit] in UNITS_AFTER.get(ten, range(1, 10))):
            yield str(ten + _units()[unit]), width + joint + 1
            more = words[after + joint + 1] if after + joint + 1 < len(words) else ""
            if unit == "dix" and ten in (60, 80) and _units().get(more, 0) in (7, 8, 9):
                yield str(ten + 10 + _units()[more]), width + joint + 2


def _ten(words: tuple[str, ...], at: int) -> Iterator[tuple[int, int]]:
    for width in (2, 1):
        written = " ".join(words[at : at + width])
        if at + width <= len(words) and written in _tens():
            yield _tens()[written], width


@cache
def _units() -> dict[str, int]:
    return {str(word): int(value) for word, value in lists("spoken_units").items()}


@cache
def _tens() -> dict[str, int]:
    return {str(word): int(value) for word, value in lists("spoken_tens").items()}
