"""Street addresses in a message: « 12 rue de la Paix », « 3 bis, avenue Foch », a post-office box; the town stays.

The town is what an aid depends on, and names nobody: « 12 rue de la Paix 59000 Lille » becomes « <ADDRESS> 59000 Lille ».
"""

import re
from collections.abc import Iterator
from functools import cache

from bot.privacy.short_streets import building, coded_end, flat_before, is_no_street, said_number
from bot.privacy.spans import Span, any_of, lists

CUE_REACH = 40
MOST_WORDS = 7
WORD = re.compile(r"[\s]{0,2}(\w[\w.'’-]*)")
NOT_BARE = re.compile(lists("not_bare"))
POSTAL_CODE = re.compile(r"\s?,?\s?\d{5}(?!\d)")
YEAR = re.compile(r"20\d\d|19\d\d")


def addresses(text: str, folded: str) -> Iterator[Span]:
    """Yield the street addresses of a text and of the same text folded."""
    for found in _street().finditer(folded):
        street = found["street"].rstrip(".")
        numbered = found["number"] is not None
        if is_no_street(street, folded, found):
            continue
        strict = street in _set("doubtful_streets") or found["said"] is not None
        end = _name_end(text, folded, found.end(), strict=strict)
        end = coded_end(folded, end) if end == found.end() and numbered else end
        home = street in _set("homes") and end > found.end() and _lived_in(folded[found.end() : end], folded[end:])
        if not numbered and not home and not _announced(folded, found.start()):
            continue
        if end > found.end() and not _bare_name_missing(street, folded, found.end()):
            flat = flat_before().search(folded, max(0, found.start() - CUE_REACH), found.start())
            yield Span(flat.start() if flat and numbered else found.start(), end, "address")
    for box in _box().finditer(folded):
        if not YEAR.fullmatch(box["number"]):
            yield Span(*box.span(), "address")


def _announced(folded: str, start: int) -> bool:
    return _cue().search(folded, max(0, start - CUE_REACH), start) is not None


def _lived_in(name: str, after: str) -> bool:
    """« résidence Les Glycines, appt 12 », « lieu-dit La Croix, 62130 »: a flat or a postal code follows."""
    return (
        _flat().search(name) is not None or building().search(name) is not None or POSTAL_CODE.match(after) is not None
    )


def _bare_name_missing(street: str, folded: str, end: int) -> bool:
    """« 3 cours de Python » is no street; « 3 cours Mirabeau » is."""
    return street in lists("needs_bare_name") and NOT_BARE.match(folded, end) is not None


def _name_end(text: str, folded: str, start: int, *, strict: bool) -> int:
    """Return where the name of a street that starts at `start` ends; `start` itself when no name follows.

    `strict`: the name must begin with a capital, or with « de la », « du »… in a text without capitals.
    """
    end, named, linked = start, 0, False
    for _ in range(MOST_WORDS):
        word = WORD.match(folded, end)
        if (
            word is None
            or (word.group(1) in _set("not_street_names") and not named)
            or re.fullmatch(r"\d{5}", word.group(1))
        ):
            break
        link = word.group(1) in _set("links")
        capital = text[word.start(1)].isupper() or word.group(1)[0].isdigit() or "'" in word.group(1)
        if not link and not _goes_on(named, capital=capital, strict=strict, linked=linked, word=word.group(1)):
            break
        named += 0 if link else 1
        linked = linked or link
        end = word.end()
    if not named:
        return start
    end = _without_last_links(folded, start, end)
    complement = _complement().match(folded, end)
    return complement.end() if complement else end


def _goes_on(named: int, *, capital: bool, strict: bool, linked: bool, word: str) -> bool:
    if word in _set("not_street_names"):
        return False
    return capital or (named == 0 and (linked or not strict)) or (named == 1 and linked and word in lists("months"))


def _without_last_links(folded: str, start: int, end: int) -> int:
    """« rue de la Paix à » ends before « à »."""
    kept = folded[start:end].rstrip(" .,'-")
    head, _, last = kept.rpartition(" ")
    while last in _set("links") and head:
        kept = head.rstrip()
        head, _, last = kept.rpartition(" ")
    return start + len(kept)


@cache
def _street() -> re.Pattern[str]:
    kinds = any_of(map(_plain, [*lists("streets"), *lists("doubtful_streets")]))
    more = r"\s?(?:bis|ter|quater|[a-d])?"
    number = rf"(?<!\d)(?P<number>\d{{1,4}}(?:\s?[-/]\s?\d{{1,4}})?{more}|(?P<said>{said_number()}{more}\b)(?=[\s,]{{1,2}}{any_of(map(_plain, lists('streets')))}\b))"
    return re.compile(rf"(?:{number}(?:\b(?:\s?,)?\s{{0,2}})?|\b)(?P<street>{kinds})(?=[\s.])\.?(?=\s)")


def _plain(street: str) -> str:
    return street.rstrip(".")


@cache
def _box() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lists('boxes'))}\s?(?:n°?\s?)?(?P<number>\d{{2,6}})\b")


@cache
def _complement() -> re.Pattern[str]:
    """« , appt 12, bât B » after a street."""
    return re.compile(rf"(?:\s?,?\s?{any_of(lists('complements'))}\b\.?\s?\w{{1,4}}\b){{1,3}}")


@cache
def _flat() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lists('flats'))}\b\.?\s?\w{{1,4}}\b")


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lists('address_cues'))}\b")


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(str(word) for word in lists(name))
