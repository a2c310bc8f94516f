"""The names the entity extractor looks for, read from the Région's data at load and again when they change."""

from dataclasses import dataclass, field

from nlu.entities import Finder, Names
from region import names, territory


@dataclass
class CurrentFinder:
    """A finder over the communes in force; made anew when another gazetteer is put in force."""

    _gazetteer: territory.Gazetteer | None = None
    _finder: Finder | None = field(default=None, repr=False)

    def get(self) -> Finder:
        """Return the finder for today's names."""
        gazetteer = territory.current()
        if self._finder is None or gazetteer is not self._gazetteer:
            self._gazetteer, self._finder = gazetteer, Finder(known_names(gazetteer))
        return self._finder


def known_names(gazetteer: territory.Gazetteer) -> Names:
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


CURRENT = CurrentFinder()
