"""Numbers that belong to a person: social security, card, bank account, telephone; a SIREN or a SIRET stays."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from bot.privacy import checks, phones
from bot.privacy.groups import ascii_digits, names_an_act
from bot.privacy.spans import Span
from nlu.french.units import LARGE, unit

KEYCAP = "\ufe0f\u20e3"
BETWEEN = rf"(?:[\s.\-–—‑_/()·•∙|*~\u200b-\u200d\u2060\ufeff\u00ad{KEYCAP}]{{1,4}}|,(?=\d))?"
RUN = re.compile(rf"\d(?:{BETWEEN}\d)*[{KEYCAP}]*")
GROUP = re.compile(rf"(\d+)[{KEYCAP}]*")
DATE = re.compile(r"(?<!\d)(?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)(?!\d)")
OF_A_YEAR = re.compile(r"(?:19|20)\d\d[-/]\d")
PLUS = re.compile(r"\+\s?$")
CUE_REACH = 40
FEWEST_DIGITS = 8
LONGEST = 23
Reader = Callable[[tuple[str, ...]], tuple[str | None, int]]
READERS = (("nir", checks.person), ("phone", phones.telephone), ("card", checks.card), ("iban", checks.account))


@dataclass(frozen=True)
class Run:
    """Digits written side by side, in groups, and what precedes them."""

    groups: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    before: str
    plus: bool


def numbers(folded: str) -> Iterator[Span]:
    """Yield the personal numbers of a folded text."""
    if sum(map(str.isdecimal, folded)) < FEWEST_DIGITS:
        return
    yield from (Span(*each.span(), "nir") for each in checks.CORSICAN.finditer(folded))
    for run in _runs(DATE.sub(lambda date: "¤" * len(date.group()), folded)):
        yield from _in_run(run)


def _runs(folded: str) -> Iterator[Run]:
    for found in RUN.finditer(folded):
        groups = list(GROUP.finditer(found.group()))
        if sum(len(group[1]) for group in groups) < FEWEST_DIGITS or _is_money(folded, found) or _is_act(folded, found):
            continue
        start = found.start()
        before = folded[max(0, start - CUE_REACH) : start]
        texts = tuple(ascii_digits(group[1]) for group in groups)
        places = tuple((start + group.start(), start + group.end()) for group in groups)
        yield Run(texts, places, before, plus=PLUS.search(before) is not None)


def _is_money(folded: str, found: re.Match[str]) -> bool:
    counted = unit(folded, found.end())
    return found.group()[0] != "0" and (counted.euros or counted.scale in LARGE)


def _is_act(folded: str, found: re.Match[str]) -> bool:
    """« marché n° 2024-0612345678 » is the number of an act, that begins with its year."""
    return OF_A_YEAR.match(found.group()) is not None and names_an_act(folded, found.start())


def _in_run(run: Run) -> Iterator[Span]:
    """Read a run whole, then from left to right."""
    whole = checks.whole(run.groups, run.before)
    if whole and not run.plus:
        yield Span(run.places[0][0], run.places[-1][1], whole)
        return
    first, read = 0, cache(partial(_read, before=run.before))  # groups written again are read once
    while first < len(run.groups):
        kind, count = _from(run, first, read)
        if kind:
            start = run.places[first][0] - (_plus_width(run) if first == 0 else 0)
            yield Span(start, run.places[first + count - 1][1], kind)
        first += count


def _plus_width(run: Run) -> int:
    found = PLUS.search(run.before)
    return len(found.group()) if found else 0


def _from(run: Run, first: int, read: Reader) -> tuple[str | None, int]:
    """Return the kind that starts at group `first` (None: nothing personal) and how many groups it takes."""
    if run.plus and first == 0 and (count := phones.international(run.groups)):
        return "phone", count
    return read(run.groups[first : first + LONGEST])


def _read(groups: tuple[str, ...], *, before: str) -> tuple[str | None, int]:
    if count := checks.company(groups, before):
        return None, count
    for kind, reads in READERS:
        if count := reads(groups, before):
            return kind, count
    return None, 1
