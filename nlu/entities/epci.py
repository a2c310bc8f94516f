"""An intermunicipal body named: « la communauté d'agglo de Lens-Liévin » is one body, and neither of the two towns."""

from collections.abc import Iterable, Iterator, Mapping

from nlu.entities.phrases import Phrases
from nlu.entities.spans import Entity, Said

JOINING = frozenset({"de", "du", "d", "des", "la", "l", "le", "les"})
MOST_JOINING = 3


class Epcis:
    """The kinds of body, and the names that follow them."""

    def __init__(self, names: Iterable[str], kinds: Iterable[str], capitals: Iterable[str], alone: Mapping[str, str]):
        self._names = Phrases((name, name) for name in names)
        self._kinds = Phrases((each, each) for each in kinds)
        self._capitals, self._alone = frozenset(capitals), alone

    def find(self, said: Said) -> Iterator[Entity]:
        """Yield each body that is named, as an organisation; its name is the end of the span."""
        for start, end, _ in self._found(said):
            yield Entity("org_type", start, end, "epci")

    def named(self, text: str) -> str | None:
        """Return the name, in compared form, of the first body named in `text`."""
        return next((name for _, _, name in self._found(Said.of(text))), None)

    def _found(self, said: Said) -> Iterator[tuple[int, int, str]]:
        ends = {match.last: match.first for match in self._kinds.find(said)}
        for place, word in enumerate(said.words):
            written = said.text[word.start : word.end]
            if written in self._capitals:
                ends[place + 1] = place
            if written in self._alone:
                yield word.start, word.end, self._alone[written]
        for last, first in sorted(ends.items()):
            name = self._name_after(said, last)
            if name:
                yield said.words[first].start, said.words[name[0] - 1].end, name[1]

    def _name_after(self, said: Said, place: int) -> tuple[int, str] | None:
        """The name that begins after a kind and « de », « du », « de la »."""
        for start in range(place, min(place + MOST_JOINING, len(said.words)) + 1):
            found = self._names.at(said, start)
            if found:
                return found.last, found.value
            if start >= len(said.words) or said.words[start].form not in JOINING:
                return None
        return None
