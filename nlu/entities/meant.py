"""Whether a name or a number is meant as a place where it stands: « à Croix », « dans le Nord », « dans le 62 »."""

import re
from collections.abc import Iterable
from pathlib import Path

from nlu.entities.phrases import Match
from nlu.entities.spans import Said
from nlu.words import words

LISTS = words(Path(__file__).with_name("places.yml"))
ORDINARY = frozenset(LISTS["ordinary"])
BEFORE: frozenset[str] = frozenset(LISTS["before"])
SURE: frozenset[str] = frozenset(LISTS["sure"])
WIDER = frozenset(LISTS["wider"])
POSTAL = re.compile(r"\d{5}")
BREAKS = ("", *".,;:!?()")
TOWN, CITY = 5_000, 20_000  # inhabitants of a town elsewhere that « à rouen », « de Rouen » may name


def expects(said: Said, first: int) -> int | None:
    """How many inhabitants a town elsewhere needs to be meant here; None where no town is expected."""
    before = [word.form for word in said.words[max(0, first - 2) : first]]
    if before[-1] in WIDER or " ".join(before) in WIDER:
        return None
    if " ".join(before) in SURE or POSTAL.fullmatch(before[-1]):
        return 0
    return {"a": TOWN, "au": TOWN, "de": CITY, "d": CITY}.get(before[-1])


def large_enough(capital: bool, populations: Iterable[int], least: int) -> bool:
    """« à Foix » with its capital, « à rouen » because it is large; « de Rouen » needs both."""
    population = max(populations)
    if least == CITY:
        return capital and population >= CITY
    return capital or population >= least


def _before(said: Said, match: Match, count: int = 1) -> list[str]:  # type: ignore[type-arg]
    return [word.form for word in said.words[max(0, match.first - count) : match.first]]


def town_meant(said: Said, match: Match, name: str) -> bool:  # type: ignore[type-arg]
    """An ordinary word is a town only where a town is expected."""
    before = _before(said, match, 2)
    if before[-1:] and (before[-1] in WIDER or " ".join(before) in WIDER):
        return False
    if name not in ORDINARY or (before and POSTAL.fullmatch(before[-1])):
        return True
    if before and (before[-1] in SURE or " ".join(before) in SURE):
        return True
    capital = said.words[match.first].capital and not said.text.isupper()
    whole = len(said.words) == match.last - match.first
    return (capital and bool(before) and before[-1] in BEFORE) or (whole and capital)


def departement_meant(said: Said, match: Match) -> bool:  # type: ignore[type-arg]
    """« dans le Nord » and « la Somme » are departments; « au nord » and « une somme » are not."""
    before = _before(said, match)
    names = LISTS["departement_words"].get(said.words[match.first].form) if match.last - match.first == 1 else None
    if names is None:
        return True
    capital = said.words[match.first].capital and not said.text.isupper()
    dans = _before(said, match, 2)[:1] in (["dans"], ["ds"], ["departement"])
    listed = said.words[match.first].form in LISTS["bare_departements"]
    bare = capital and listed and match.first > 0 and before[0] not in names
    alone = _is_a_clause(said, match) and (capital or match.first == 0)
    return (bool(before) and before[0] in names and (capital or dans)) or alone or bare


def _is_a_clause(said: Said, match: Match) -> bool:  # type: ignore[type-arg]
    """« Aisne. Environ 120 000 », « Nord, 14 salariés »: the name stands alone between two breaks."""
    before = said.flat[: said.words[match.first].start].rstrip()
    after = said.flat[said.words[match.last - 1].end :].lstrip()
    return before[-1:] in BREAKS and after[:1] in BREAKS


def region_meant(said: Said, match: Match) -> bool:  # type: ignore[type-arg]
    """« le Centre » alone is no region; « la région Centre » is. « Y aura-t-il » names none, « en AURA » does."""
    word = said.words[match.first]
    if word.form in LISTS["capital_regions"] and not (
        said.text[word.start : word.end].isupper() and not said.text.isupper()
    ):
        return "region" in _before(said, match, 2)
    if match.last - match.first > 1 or said.words[match.first].form not in LISTS["region_words"]:
        return True
    return bool(set(_before(said, match, 2)) & {"region", "regions"})


def departement_number(said: Said, place: int) -> bool:
    """« dans le 62 », « Lens (62) »: a number that stands for a department, and counts nothing."""
    before = [word.form for word in said.words[max(0, place - 2) : place]]
    after = [word.form for word in said.words[place + 1 : place + 2]]
    rest = said.flat[said.words[place].end :].strip(" .!?)")
    bracket = said.flat[: said.words[place].start].endswith("(") and said.flat[said.words[place].end :].startswith(")")
    named = " ".join(before) in LISTS["before_number"] or before[-1:] == ["departement"]
    return (
        bracket
        or (named and not after)
        or (named and not rest[:1].isdigit() and after[0] not in LISTS["counted"])
        or (not after and before[-1:] in (["le"], ["du"], ["dept"]) and not rest)
    )


def a_sum(said: Said, place: int) -> bool:
    """Tell whether a number is a sum and no postal code: « avec 80000 »."""
    return place > 0 and said.words[place - 1].form in LISTS["before_sum"]


def whole(said: Said, place: int) -> bool:
    """Tell whether the code is all the message says, or is said to be a postal code."""
    return len(said.words) == 1 or [word.form for word in said.words[max(0, place - 2) : place]][-1:] == ["postal"]
