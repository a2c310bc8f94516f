"""Communes, departments and regions named in a message, with their INSEE codes; homonyms are left open."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

from nlu.entities.contracted import contracted, named_after
from nlu.entities.meant import (
    POSTAL,
    a_sum,
    departement_meant,
    departement_number,
    expects,
    large_enough,
    region_meant,
    town_meant,
    whole,
)  # fmt: skip
from nlu.entities.phrases import Match, Phrases
from nlu.entities.postal import Commune, by_postal_code, named_so, places_beside, served_beside
from nlu.entities.spans import Entity, Said

LONGEST_NAME = 7
MOST_SLIPPED = 3  # words of a message looked up as towns written with a slip
LONGEST_SLIPPED = 4  # words of one of them
MOST_PLACES = 40  # of a message where a town elsewhere is looked for: twice what an ordinary thousand characters hold


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
    slipped: Find = nowhere


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
        self._communes = Phrases(
            (said, (name, found)) for name, found in communes.items() for said in (name, *contracted(name))
        )
        self._departements = Phrases.of(departements)
        self._regions = Phrases.of(regions)
        self._departement_codes = frozenset(departements)
        self._postal = by_postal_code(communes)

    def find(self, said: Said) -> Iterator[Entity]:
        """Yield the places of the message."""
        yield from self._towns(said)
        yield from islice(self._numbered(said), MOST_PLACES)
        for match in self._departements.find(said):
            if departement_meant(said, match):
                yield _entity(said, "departement", match, match.value)
        for match in self._regions.find(said):
            if region_meant(said, match):
                yield _entity(said, "region", match, match.value)
        yield from self._far(said)
        yield from self._slipped(said)

    def _towns(self, said: Said) -> Iterator[Entity]:
        for match in self._communes.find(said):
            name, here = match.value
            if town_meant(said, match, name):
                found = served_beside(said, match.first, match.last, self._away.anywhere(name) or here)
                yield _entity(said, "commune", match, found[0].code if len(found) == 1 else None)

    def _far(self, said: Said) -> Iterator[Entity]:
        """A town of another region, where the sentence expects a town: « maire de Rouen », « à Reims », « 51100 Reims »."""
        looked = cache(self._away.in_a_sentence)  # a name written again is looked for once
        free, where = 0, ((first, expects(said, first)) for first in range(1, len(said.words)))
        for first, least in islice((each for each in where if each[1] is not None), MOST_PLACES):
            if first < free or least is None:
                continue
            capital = said.words[first].capital and not said.text.isupper()
            for last in range(min(first + LONGEST_NAME, len(said.words)), first, -1):
                name = " ".join(word.form for word in said.words[first:last])
                found = looked(named_after(said.words[first - 1].form, name), capital)
                found = served_beside(said, first, last, found)
                if found and large_enough(capital, [commune.population or 0 for commune in found], least):
                    value = found[0].code if len(found) == 1 else None
                    yield Entity("commune", said.words[first].start, said.words[last - 1].end, value)
                    free = last
                    break

    def _slipped(self, said: Said) -> Iterator[Entity]:
        """« mairie d'Hazebrouk », « à Valencienne », where a town is expected; the word names nothing else."""
        alone = len(said.words) == 1
        expected = (place for place in range(len(said.words)) if alone or (place and expects(said, place) is not None))
        for place in islice(expected, MOST_SLIPPED):
            for last in range(min(place + LONGEST_SLIPPED, len(said.words)), place, -1):
                found = self._away.slipped(" ".join(word.form for word in said.words[place:last]))
                if found:
                    yield Entity("commune", said.words[place].start, said.words[last - 1].end, found[0].code)
                    break

    def _numbered(self, said: Said) -> Iterator[Entity]:
        """« dans le 62 » is a department; « 59190 » is what one commune or several share."""
        for place, word in enumerate(said.words):
            before = said.words[place - 1].form if place else ""
            if word.form.upper() in self._departement_codes and departement_number(said, place):
                yield Entity("departement", word.start, word.end, word.form.upper())
            elif POSTAL.fullmatch(word.form) and before not in {"siren", "siret"}:
                yield from self._by_postal_code(said, place)

    def _by_postal_code(self, said: Said, place: int) -> Iterator[Entity]:
        """A postal code alone, or beside the name of a commune it serves: then the two are one place."""
        word = said.words[place]
        served = self._away.postal(word.form) or self._postal.get(word.form, ())
        for first, last in places_beside(said, place, served):
            found = named_so(said, first, last, served)
            assert found is not None  # it is beside the code because it has that name
            start, end = min(first, place), max(last - 1, place)
            yield Entity("commune", said.words[start].start, said.words[end].end, found.code)
            return
        alone = len(served) == 1 and word.form in self._postal
        if served and (alone or whole(said, place)) and not a_sum(said, place):
            yield Entity("commune", word.start, word.end, served[0].code if len(served) == 1 else None)


def _entity(said: Said, name: str, match: Match, value: str | None) -> Entity:  # type: ignore[type-arg]
    return Entity(name, said.words[match.first].start, said.words[match.last - 1].end, value)
