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
            known = Names(gazetteer.names, names.DEPARTEMENTS, names.REGIONS, names.PROGRAMMES)
            self._gazetteer, self._finder = gazetteer, Finder(known)
        return self._finder


CURRENT = CurrentFinder()
