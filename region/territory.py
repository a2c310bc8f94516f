"""Which commune a person means: names, homonyms, former and short names, postal codes; the Région first."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import islice, takewhile
from math import log10
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from region import communes_file, epci
from region.commune import Commune, departement_of, key
from region.elsewhere import DOMINATES, Elsewhere
from region.epci import Epci
from region.files import pack_dir, pack_file, read_yaml

__all__ = ["Commune", "Gazetteer", "built_in", "departement_of", "key"]
LARGE, LARGER = 10_000, 10  # a town elsewhere that is asked about beside a hamlet of the same name here
ARTICLES, SAINTS = frozenset({"le", "la", "les", "l"}), frozenset({"saint", "sainte"})
JOINTS = ARTICLES | {"sur", "sous", "en", "aux", "au", "lez", "de", "du", "des", "d"}
"""What follows the start of a name by which it is called: « Montreuil » for Montreuil-sur-Mer."""
NEAR, FAR = 75.0, 55.0  # likeness of a name to offer; the second where nothing is nearer
MOST_NEAR, RANKED = 4, 20
HERE, BY_SIZE = 5.0, 4.0  # how many points of likeness a commune here, or ten times larger, is worth
SHORTEST, FEW_WORDS = 4, 2
METROPOLIS = 100  # « Tours » is not asked about, though Tours-en-Vimeu is a village here
TOWN, CITY = 2_000, 20_000  # inhabitants, for a name written with a slip, with two or in few letters
CITY_LETTERS, TOWN_LETTERS, LONG_LETTERS = 5, 6, 12


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """The communes of the service's departments; `elsewhere` knows the others. `complete` is false for a partial list."""

    communes: tuple[Commune, ...]
    complete: bool = True
    _elsewhere: Elsewhere | None = field(default=None, repr=False, compare=False)

    @cached_property
    def elsewhere(self) -> Elsewhere:
        """The rest of France, read at its first use."""
        whole = frozenset(commune.departement for commune in self.communes) if self.complete else frozenset()
        return self._elsewhere or _rest(whole, frozenset() if self.complete else frozenset(self._codes))

    @cached_property
    def names(self) -> Mapping[str, tuple[Commune, ...]]:
        """Compared form → communes; a present name hides the same former name, which hides the same short name."""
        present = _index(self.communes, lambda commune: (commune.name,))
        former = _index(self.communes, lambda commune: commune.former_names)
        short = _index(self.communes, lambda commune: commune.short_names)
        known = {name: _main(found) for name, found in short.items()} | former | present
        return _glued(known) | known

    @cached_property
    def epcis(self) -> Mapping[str, Epci]:
        """The intermunicipal bodies here, by the names people give them, in compared form."""
        return epci.by_name(self.communes)

    def epci(self, said: str) -> Epci | None:
        """The intermunicipal body that words end on: « communauté d'agglo de Lens-Liévin », « MEL »; None where they name a kind."""
        words = key(said).split()
        tails = (" ".join(words[first:]) for first in range(1, len(words)))
        return self.epcis.get(self._acronyms.get(said, "")) or next(filter(None, map(self.epcis.get, tails)), None)

    @cached_property
    def _acronyms(self) -> Mapping[str, str]:
        return epci.acronyms()

    @cached_property
    def _codes(self) -> Mapping[str, Commune]:
        return {commune.code: commune for commune in self.communes}

    @cached_property
    def _postal(self) -> Mapping[str, tuple[Commune, ...]]:
        return _index(self.communes, lambda commune: commune.postal_codes)

    def find(self, name: str) -> tuple[Commune, ...]:
        """Communes of that name here, larger first; several are homonyms, and the person must be asked."""
        return self.names.get(key(name), ())

    def anywhere(self, name: str) -> tuple[Commune, ...]:
        """The same, in all of France: those here first, then a far larger one elsewhere; elsewhere when none is here."""
        here = self.find(name)
        if not here:
            found = self.elsewhere.find(name)
            return (*self._misspelt(name, found), *self._begun_beside(name, found), *found)
        here = (*here, *self._rivals(name, here))
        least = max(LARGE, LARGER * max(each.population or 0 for each in here))
        return (*here, *(each for each in self.elsewhere.all(name) if (each.population or 0) >= least))

    def in_a_sentence(self, said: str, capital: bool) -> tuple[Commune, ...]:
        """The same as `anywhere`, for a name (compared form) that no commune here bears, met where a town is expected."""
        elsewhere = self.elsewhere.in_a_sentence(said, capital)
        return self.anywhere(said) if elsewhere or (capital and said in self._heads) else ()

    def begun(self, name: str) -> tuple[Commune, ...]:
        """Communes here whose names begin with these words, larger first: « Neuville », « Aulnoye »."""
        first = f"{key(name)} "
        start = bisect_left(self._alphabetical, first)
        names = takewhile(lambda known: known.startswith(first), islice(self._alphabetical, start, None))
        found = sorted(
            (each for known in names for each in self.names[known]), key=lambda each: -(each.population or 0)
        )
        return tuple(dict.fromkeys(found))

    @cached_property
    def _alphabetical(self) -> list[str]:
        return sorted(self.names)

    def everywhere(self, name: str) -> tuple[Commune, ...]:
        """Every commune of that name, those here first."""
        return (*self.find(name), *self.elsewhere.all(name))

    def _begun_beside(self, name: str, elsewhere: tuple[Commune, ...]) -> tuple[Commune, ...]:
        """« Montreuil » begins four names here, and is a city elsewhere; a metropolis is not asked about, and one alone is left to what is near."""
        every = dict.fromkeys((*self._heads.get(key(name), ()), *self.begun(name)))
        found = sorted(every, key=lambda each: -(each.population or 0))
        largest = max((each.population or 0 for each in elsewhere), default=0)
        small = largest >= METROPOLIS * max((each.population or 0 for each in found), default=0)
        return tuple(found[:MOST_NEAR]) if len(found) + len(elsewhere) > 1 and not small else ()

    def _rivals(self, name: str, here: tuple[Commune, ...]) -> tuple[Commune, ...]:
        """« Quesnoy » for Quesnoy-sur-Deûle is as well Le Quesnoy; « Avesnes », a hamlet, is rather Avesnes-sur-Helpe."""
        said, most = key(name), max(each.population or 0 for each in here)
        full = any(said in map(key, (each.name, *each.former_names)) for each in here)
        least = max(TOWN, LARGER * most) if full else most / DOMINATES
        return tuple(each for each in self._heads.get(said, ()) if each not in here and (each.population or 0) >= least)

    @cached_property
    def _heads(self) -> Mapping[str, tuple[Commune, ...]]:
        """The start of a name, without its article → communes: « quesnoy » → Le Quesnoy, Quesnoy-sur-Deûle."""
        return _index(self.communes, lambda commune: _heads_of(key(commune.name).split()))

    def by_code(self, code: str) -> Commune | None:
        """The commune of an INSEE code, here or elsewhere."""
        return self._codes.get(code) or (self.elsewhere.by_code(code) if code else None)

    def by_postal_code(self, postal_code: str) -> tuple[Commune, ...]:
        """Communes a postal code serves, larger first; those here where it serves some here."""
        return self._postal.get(postal_code) or self.elsewhere.by_postal_code(postal_code)

    def near(
        self, name: str, *, most: int = MOST_NEAR, least: float = NEAR, further: bool = True
    ) -> tuple[Commune, ...]:
        """The communes whose names are nearest to one that nobody bears: those here and the larger ones first.

        `further`: where none is near, those that are less so.
        """
        if len(key(name)) < SHORTEST:
            return ()
        here = process.extract(key(name), list(self.names), scorer=fuzz.ratio, limit=RANKED, score_cutoff=least)
        found = [(commune, score + HERE) for known, score, _ in here for commune in self.names[known]]
        found += [(commune, NEAR + HERE) for commune in self._cities_near(key(name))]
        found += self.elsewhere.near(name, most=RANKED, least=least)
        if not found and further and least > FAR and len(name.split()) <= FEW_WORDS:
            return self.near(name, most=most, least=FAR)
        ranked = sorted(found, key=lambda each: -each[1] - BY_SIZE * log10(max(each[0].population or 1, 1)))
        begun = self._heads.get(key(name), ())
        return tuple(dict.fromkeys((*begun, *(commune for commune, _ in ranked))))[:most]

    def _cities_near(self, said: str) -> list[Commune]:
        """« Amein » is two slips from Amiens, and less like it than a village by the letters they share."""
        if len(said) < CITY_LETTERS:
            return []
        close = process.extract(said, list(self._sizeable), scorer=OSA.distance, limit=MOST_NEAR, score_cutoff=2)
        known = [self._sizeable[name] for name, _, _ in close]
        return [commune for commune in known if (commune.population or 0) >= CITY]

    def slipped(self, word: str) -> tuple[Commune, ...]:
        """« Hazebrouk », « Dunkerk »: the one commune here, of some size, whose name is a slip or two away; none where two are."""
        if len(word) < CITY_LETTERS:
            return ()
        begun = [each for each in self.begun(word) if (each.population or 0) >= TOWN]
        if len(begun) == 1:
            return tuple(begun)
        close = process.extract(word, list(self._sizeable), scorer=OSA.distance, limit=MOST_NEAR, score_cutoff=2)
        if " " in word:  # « douai 6 » is a town and a number
            close = [each for each in close if each[0].count(" ") == word.count(" ")]
        least = min((slips for _, slips, _ in close), default=0)
        found = [self._sizeable[name] for name, slips, _ in close if slips == least]
        enough = CITY if (least > 1 and len(word) < LONG_LETTERS) or len(word) < TOWN_LETTERS else TOWN
        large = len(found) == 1 and (found[0].population or 0) >= enough and (least == 1 or len(word) > TOWN_LETTERS)
        return tuple(found) if large else ()

    @cached_property
    def _sizeable(self) -> Mapping[str, Commune]:
        return {
            name: found[0]
            for name, found in self.names.items()
            if len(found) == 1 and (found[0].population or 0) >= TOWN
        }

    def _misspelt(self, name: str, found: tuple[Commune, ...]) -> tuple[Commune, ...]:
        """« Lans » is a village elsewhere, or Lens with a letter wrong: a far larger commune here, one letter away."""
        said, most = key(name), max((each.population or 0 for each in found), default=0)
        if not found or most >= LARGE or len(said) < SHORTEST:
            return ()
        close = process.extract(said, list(self.names), scorer=OSA.distance, limit=MOST_NEAR, score_cutoff=1)
        near = (commune for known, _, _ in close for commune in self.names[known])
        return tuple(each for each in near if (each.population or 0) >= LARGER * most)


def _heads_of(words: list[str]) -> list[str]:
    """« le quesnoy » → « quesnoy »; « montreuil sur mer » → « montreuil »; nothing where the first word begins no name alone."""
    article = words[0] in ARTICLES and len(words) > 1
    rest = words[1:] if article else words
    joint = next((place for place in range(1, len(rest)) if rest[place] in JOINTS), 0)
    head = " ".join(rest[:joint] if joint else rest if article else [])
    return [head] if len(head) >= SHORTEST and head not in SAINTS else []


def _index(communes: Iterable[Commune], names_of: Callable[[Commune], Iterable[str]]) -> dict[str, tuple[Commune, ...]]:
    groups: dict[str, list[Commune]] = defaultdict(list)
    for commune in communes:
        for name in names_of(commune):
            groups[key(name)].append(commune)
    return {name: tuple(sorted(found, key=lambda c: -(c.population or 0))) for name, found in groups.items()}


def _main(found: tuple[Commune, ...]) -> tuple[Commune, ...]:
    """The one a short name means when it is far larger than the others."""
    alone = len(found) > 1 and (found[0].population or 0) >= DOMINATES * max(found[1].population or 0, 1)
    return found[:1] if alone else found


def _glued(known: Mapping[str, tuple[Commune, ...]]) -> dict[str, tuple[Commune, ...]]:
    """« villeneuve dascq » for « villeneuve d ascq »."""
    return {name.replace(" d ", " d").replace(" l ", " l"): found for name, found in known.items()}


@cache
def _rest(departements: frozenset[str], codes: frozenset[str]) -> Elsewhere:
    """All communes but those of these departments, or of these codes."""
    packed = communes_file.shipped()
    return Elsewhere(packed, [line for line in packed.others(departements) if line[: communes_file.CODE] not in codes])


def built_in(path: Path | None = None) -> Gazetteer:
    """The communes shipped with the program: those of a pack's own list, else of the service's departments."""
    return _built_in(path or pack_dir() / "communes_core.yml", pack_file("service.yml"))


@lru_cache(maxsize=2)
def _built_in(own: Path, service: Path) -> Gazetteer:
    if own.exists():
        return Gazetteer(tuple(_from_row(row) for row in read_yaml(own)["communes"]), complete=False)
    departements = frozenset(read_yaml(service)["departements"])
    packed = communes_file.shipped()
    return Gazetteer(tuple(packed.commune(line) for line in packed.own(departements)))


def _from_row(row: list[Any]) -> Commune:
    code, name, epci_code, epci_name, population, postal, lat, lon, former = row
    return Commune(
        code,
        name,
        departement_of(code),
        epci_code,
        epci_name,
        population,
        tuple(postal.split()),
        lat,
        lon,
        tuple(former),
    )
