"""Communes, departments and regions named in a message, with their INSEE codes; homonyms are left open."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from nlu.entities.phrases import Match, Phrases
from nlu.entities.spans import Entity, Said
from nlu.words import words

LISTS = words(Path(__file__).parent / "places.yml")
ORDINARY = frozenset(LISTS["ordinary"])
BEFORE: frozenset[str] = frozenset(LISTS["before"])
SURE: frozenset[str] = frozenset(LISTS["sure"])
WIDER = frozenset(LISTS["wider"])
LONGEST_NAME = 7
MOST_PLACES = 40  # of a message where a town elsewhere is looked for: twice what an ordinary thousand characters hold
POSTAL = re.compile(r"\d{5}")
TOWN, CITY = 5_000, 20_000  # inhabitants of a town elsewhere that « à rouen », « de Rouen » may name


class Commune(Protocol):
    """What is needed to know of a commune."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def population(self) -> int | None: ...
    @property
    def postal_codes(self) -> tuple[str, ...]: ...


Find = Callable[[str], tuple[Commune, ...]]
FindSaid = Callable[[str, bool], tuple[Commune, ...]]  # a name, and whether it is written with a capital letter


def nowhere(*_: object) -> tuple[Commune, ...]:
    """Where only the communes here are known."""
    return ()


@dataclass(frozen=True)
class Away:
    """How the communes elsewhere are found: beside those here of a name, in a sentence, by postal code."""

    anywhere: Find = nowhere
    in_a_sentence: FindSaid = nowhere
    postal: Find = nowhere


class Places:
    """The names of communes (folded name → communes), departments and regions (code → names)."""

    def __init__(
        self,
        communes: Mapping[str, tuple[Commune, ...]],
        departements: Mapping[str, Iterable[str]],
        regions: Mapping[str, Iterable[str]],
        away: Away | None = None,
    ) -> None:
        self._away = away or Away()
        self._communes = Phrases((name, (name, found)) for name, found in communes.items())
        self._departements = Phrases.of(departements)
        self._regions = Phrases.of(regions)
        self._departement_codes = frozenset(departements)
        self._postal = _postal_codes(communes)

    def find(self, said: Said) -> Iterator[Entity]:
        """Yield the places of the message."""
        yield from self._towns(said)
        yield from self._numbered(said)
        for match in self._departements.find(said):
            if _departement_meant(said, match):
                yield _entity(said, "departement", match, match.value)
        for match in self._regions.find(said):
            if _region_meant(said, match):
                yield _entity(said, "region", match, match.value)
        yield from self._far(said)

    def _towns(self, said: Said) -> Iterator[Entity]:
        for match in self._communes.find(said):
            name, here = match.value
            if _town_meant(said, match, name):
                found = _served(said, match.first, match.last, self._away.anywhere(name) or here)
                yield _entity(said, "commune", match, found[0].code if len(found) == 1 else None)

    def _far(self, said: Said) -> Iterator[Entity]:
        """A town of another region, where the sentence expects a town: « maire de Rouen », « à Reims », « 51100 Reims »."""
        free, where = 0, ((first, _expects(said, first)) for first in range(1, len(said.words)))
        for first, expects in islice((each for each in where if each[1] is not None), MOST_PLACES):
            if first < free or expects is None:
                continue
            capital = said.words[first].capital and not said.text.isupper()
            for last in range(min(first + LONGEST_NAME, len(said.words)), first, -1):
                found = self._away.in_a_sentence(" ".join(word.form for word in said.words[first:last]), capital)
                found = _served(said, first, last, found)
                if found and _large_enough(capital, found, expects):
                    value = found[0].code if len(found) == 1 else None
                    yield Entity("commune", said.words[first].start, said.words[last - 1].end, value)
                    free = last
                    break

    def _numbered(self, said: Said) -> Iterator[Entity]:
        """« dans le 62 » is a department; « 59190 » is what one commune or several share."""
        for place, word in enumerate(said.words):
            before = said.words[place - 1].form if place else ""
            if word.form.upper() in self._departement_codes and _departement_number(said, place):
                yield Entity("departement", word.start, word.end, word.form.upper())
            elif POSTAL.fullmatch(word.form) and before not in {"siren", "siret"}:
                yield from self._by_postal_code(said, place)

    def _by_postal_code(self, said: Said, place: int) -> Iterator[Entity]:
        """A postal code alone, or beside the name of a commune it serves: then the two are one place."""
        word = said.words[place]
        served = self._away.postal(word.form) or self._postal.get(word.form, ())
        for first, last in _beside(said, place, served):
            found = _named_so(said, first, last, served)
            start, end = min(first, place), max(last - 1, place)
            yield Entity("commune", said.words[start].start, said.words[end].end, found.code)
            return
        alone = len(served) == 1 and word.form in self._postal
        if served and (alone or _whole(said, place)):
            yield Entity("commune", word.start, word.end, served[0].code if len(served) == 1 else None)


def _postal_codes(communes: Mapping[str, tuple[Commune, ...]]) -> dict[str, tuple[Commune, ...]]:
    shared: dict[str, dict[str, Commune]] = {}
    for commune in (each for found in communes.values() for each in found):
        for postal in commune.postal_codes:
            shared.setdefault(postal, {})[commune.code] = commune
    return {postal: tuple(found.values()) for postal, found in shared.items()}


def _served(said: Said, first: int, last: int, found: tuple[Commune, ...]) -> tuple[Commune, ...]:
    """Those of a name that a postal code written beside it serves; all where there is none."""
    near = [said.words[place].form for place in (first - 1, last) if 0 <= place < len(said.words)]
    kept = tuple(each for each in found if set(near) & set(each.postal_codes))
    return kept or found


def _beside(said: Said, place: int, served: tuple[Commune, ...]) -> Iterator[tuple[int, int]]:
    """Where the name of a commune served stands, just after the code or just before it."""
    for commune in served:
        size = len(words_of(commune.name))
        for first in (place + 1, place - size):
            if first >= 0 and first + size <= len(said.words) and _named_so(said, first, first + size, (commune,)):
                yield first, first + size


def _named_so(said: Said, first: int, last: int, served: tuple[Commune, ...]) -> Commune:
    forms = [word.form for word in said.words[first:last]]
    return next((each for each in served if words_of(each.name) == forms), None)  # type: ignore[return-value]


def words_of(name: str) -> list[str]:
    """The words of a name, in the form in which a message's are compared."""
    return [word.form for word in Said.of(name).words]


def _expects(said: Said, first: int) -> int | None:
    """How many inhabitants a town elsewhere needs to be meant here; None where no town is expected."""
    before = [word.form for word in said.words[max(0, first - 2) : first]]
    if before[-1] in WIDER or " ".join(before) in WIDER:
        return None
    if " ".join(before) in SURE or POSTAL.fullmatch(before[-1]):
        return 0
    return {"a": TOWN, "de": CITY, "d": CITY}.get(before[-1])


def _large_enough(capital: bool, found: tuple[Commune, ...], least: int) -> bool:
    """« à Foix » with its capital, « à rouen » because it is large; « de Rouen » needs both."""
    population = max(each.population or 0 for each in found)
    if least == CITY:
        return capital and population >= CITY
    return capital or population >= least


def _entity(said: Said, name: str, match: Match, value: str | None) -> Entity:  # type: ignore[type-arg]
    return Entity(name, said.words[match.first].start, said.words[match.last - 1].end, value)


def _before(said: Said, match: Match, count: int = 1) -> list[str]:  # type: ignore[type-arg]
    return [word.form for word in said.words[max(0, match.first - count) : match.first]]


def _town_meant(said: Said, match: Match, name: str) -> bool:  # type: ignore[type-arg]
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


def _departement_meant(said: Said, match: Match) -> bool:  # type: ignore[type-arg]
    """« dans le Nord » and « la Somme » are departments; « au nord » and « une somme » are not."""
    before = _before(said, match)
    names = LISTS["departement_words"].get(said.words[match.first].form) if match.last - match.first == 1 else None
    if names is None:
        return True
    capital = said.words[match.first].capital and not said.text.isupper()
    dans = _before(said, match, 2)[:1] in (["dans"], ["departement"])
    return (bool(before) and before[0] in names and (capital or dans)) or len(said.words) == 1


def _region_meant(said: Said, match: Match) -> bool:  # type: ignore[type-arg]
    if match.last - match.first > 1 or said.words[match.first].form not in LISTS["region_words"]:
        return True
    return bool(set(_before(said, match, 2)) & {"region", "regions"})


def _departement_number(said: Said, place: int) -> bool:
    before = [word.form for word in said.words[max(0, place - 2) : place]]
    after = [word.form for word in said.words[place + 1 : place + 2]]
    rest = said.flat[said.words[place].end :].strip(" .!?)")
    bracket = said.flat[: said.words[place].start].endswith("(") and said.flat[said.words[place].end :].startswith(")")
    named = " ".join(before) in {"dans le", "departement du", "le departement", "du departement"} or before[-1:] == [
        "departement"
    ]
    return (
        bracket
        or (named and not after)
        or (named and not rest[:1].isdigit() and after[0] not in LISTS["counted"])
        or (not after and before[-1:] in (["le"], ["du"], ["dept"]) and not rest)
    )


def _whole(said: Said, place: int) -> bool:
    return len(said.words) == 1 or [word.form for word in said.words[max(0, place - 2) : place]][-1:] == ["postal"]
