"""Finds everything a message states, once, with the values the dialogue and the rules read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from nlu.entities.codes import sirens
from nlu.entities.dates import dates
from nlu.entities.epci import Epcis
from nlu.entities.money import amounts, headcounts
from nlu.entities.places import Away, Commune, Places, nowhere
from nlu.entities.spans import Entity, Said, without_overlap
from nlu.entities.vocabulary import Vocabulary

LONGEST = 2000


@dataclass(frozen=True)
class Names:
    """What places and programmes are called: folded name → communes; code or slug → names."""

    communes: Mapping[str, tuple[Commune, ...]]
    departements: Mapping[str, Iterable[str]]
    regions: Mapping[str, Iterable[str]]
    programmes: Mapping[str, Iterable[str]]
    anywhere: Callable[[str], tuple[Commune, ...]] = nowhere  # a name → those here, and a larger one elsewhere
    elsewhere: Callable[[str, bool], tuple[Commune, ...]] = nowhere  # a name met in a sentence → those elsewhere
    postal: Callable[[str], tuple[Commune, ...]] = nowhere  # a postal code → those it serves, here or elsewhere
    slipped: Callable[[str], tuple[Commune, ...]] = nowhere  # a word that names nothing → the commune a slip away
    epcis: Epcis | None = None


class Finder:
    """The entity extractor over one set of names."""

    def __init__(self, names: Names) -> None:
        away = Away(names.anywhere, names.elsewhere, names.postal, names.slipped)
        self._places = Places(names.communes, names.departements, names.regions, away)
        self._vocabulary = Vocabulary(names.programmes)
        self._epcis = names.epcis
        self._kept = lru_cache(maxsize=64)(self._found)  # the steps of one turn read the same message

    def find(self, text: str, *, today: date) -> list[Entity]:
        """Return the entities of `text` in order; where two overlap, the longer stays."""
        return list(self._kept(text[:LONGEST], today))

    def _found(self, text: str, today: date) -> tuple[Entity, ...]:
        said = Said.of(text)
        found = [
            *sirens(said),
            *amounts(said),
            *headcounts(said),
            *dates(said, today),
            *self._places.find(said),
            *self._vocabulary.find(said),
            *(self._epcis.find(said) if self._epcis else ()),
        ]
        return tuple(without_overlap(found))
