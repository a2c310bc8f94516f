"""The names the entity extractor looks for, read from the communes a turn is answered from."""

from functools import lru_cache

from nlu.entities import Finder, Names
from region import names
from region.in_force import of_turn
from region.territory import Gazetteer


def finder() -> Finder:
    """Return the finder of this turn's names."""
    return _finder(of_turn().gazetteer)


@lru_cache(maxsize=2)
def _finder(gazetteer: Gazetteer) -> Finder:
    return Finder(known_names(gazetteer))


def known_names(gazetteer: Gazetteer) -> Names:
    """The names of a gazetteer, and how the communes elsewhere are found in it."""
    return Names(
        gazetteer.names,
        names.DEPARTEMENTS,
        names.REGIONS,
        names.PROGRAMMES,
        anywhere=gazetteer.anywhere,
        elsewhere=lambda said, capital: gazetteer.elsewhere.in_a_sentence(said, capital),
        postal=gazetteer.by_postal_code,
    )
