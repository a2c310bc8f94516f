"""Communes, departments and regions named in a message, with their INSEE codes; homonyms are left open."""

from collections.abc import Iterable, Iterator, Mapping
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


class Commune(Protocol):
    """What is needed to know of a commune."""

    @property
    def code(self) -> str: ...
    @property
    def postal_codes(self) -> tuple[str, ...]: ...


class Places:
    """The names of communes (folded name → communes), departments and regions (code → names)."""

    def __init__(
        self,
        communes: Mapping[str, tuple[Commune, ...]],
        departements: Mapping[str, Iterable[str]],
        regions: Mapping[str, Iterable[str]],
    ) -> None:
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

    def _towns(self, said: Said) -> Iterator[Entity]:
        for match in self._communes.find(said):
            name, found = match.value
            if _town_meant(said, match, name):
                yield _entity(said, "commune", match, found[0].code if len(found) == 1 else None)

    def _numbered(self, said: Said) -> Iterator[Entity]:
        """« dans le 62 » is a department; « 59190 » is what one commune or several share."""
        for place, word in enumerate(said.words):
            before = said.words[place - 1].form if place else ""
            if word.form.upper() in self._departement_codes and _departement_number(said, place):
                yield Entity("departement", word.start, word.end, word.form.upper())
            elif word.form in self._postal and before not in {"siren", "siret"}:
                codes = self._postal[word.form]
                if len(codes) == 1 or _whole(said, place):
                    yield Entity("commune", word.start, word.end, next(iter(codes)) if len(codes) == 1 else None)


def _postal_codes(communes: Mapping[str, tuple[Commune, ...]]) -> dict[str, frozenset[str]]:
    shared: dict[str, set[str]] = {}
    for commune in (each for found in communes.values() for each in found):
        for postal in commune.postal_codes:
            shared.setdefault(postal, set()).add(commune.code)
    return {postal: frozenset(codes) for postal, codes in shared.items()}


def _entity(said: Said, name: str, match: Match, value: str | None) -> Entity:  # type: ignore[type-arg]
    return Entity(name, said.words[match.first].start, said.words[match.last - 1].end, value)


def _before(said: Said, match: Match, count: int = 1) -> list[str]:  # type: ignore[type-arg]
    return [word.form for word in said.words[max(0, match.first - count) : match.first]]


def _town_meant(said: Said, match: Match, name: str) -> bool:  # type: ignore[type-arg]
    """An ordinary word is a town only where a town is expected."""
    before = _before(said, match, 2)
    if before[-1:] and (before[-1] in WIDER or " ".join(before) in WIDER):
        return False
    if name not in ORDINARY:
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
