"""The names the entity extractor looks for, read from the communes a turn is answered from."""

from functools import lru_cache

from nlu import meaning
from nlu.entities import Finder, Names
from nlu.entities.epci import Epcis
from region import epci, names
from region.in_force import of_turn
from region.territory import Gazetteer

KNOWN = 2.5
"""Zipf: a word as common as this is no town written with a slip."""


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
        elsewhere=gazetteer.in_a_sentence,
        postal=gazetteer.by_postal_code,
        slipped=lambda said: () if meaning.current().how_common(said) >= KNOWN else gazetteer.slipped(said),
        epcis=epcis(gazetteer),
    )


@lru_cache(maxsize=2)
def epcis(gazetteer: Gazetteer) -> Epcis:
    """How the intermunicipal bodies of a gazetteer are named."""
    kinds = epci.kinds()
    alone = {said: name for said, name in epci.acronyms().items() if name in gazetteer.epcis}
    return Epcis(gazetteer.epcis, kinds["kinds"], kinds["capitals"], alone)
