"""Kinds of organisation, expenses, audiences and programmes named in a message."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from nlu.entities.phrases import Match, Phrases
from nlu.entities.spans import Entity, Said, Word
from nlu.words import words

GROUPS: Mapping[str, Mapping[str, list[str]]] = words(Path(__file__).parent / "vocabulary.yml")
ARTICLES = frozenset({"l", "d", "cet", "ledit", "dudit", "lami", "appel"})
AMI = "ami"
PLACE_BEFORE = ("dans ma", "dans notre", "dans la", "dans votre", "dans sa", "dans cette", "dans chaque")
ALONE = frozenset({"agent", "agente"})
NO_HEADS = frozenset({"conversationnel", "ia", "d", "intelligent", "autonome"})


class Vocabulary:
    """The phrases of vocabulary.yml, and the names of the programmes."""

    def __init__(self, programmes: Mapping[str, Iterable[str]]) -> None:
        self._groups = {entity: Phrases.of(group, plural=True) for entity, group in GROUPS.items()}
        self._programmes = Phrases.of(programmes)

    def find(self, said: Said) -> Iterator[Entity]:
        """Yield what the message names."""
        for entity, phrases in self._groups.items():
            yield from _entities(said, entity, phrases, REFUSED.get(entity, _never))
        yield from _entities(said, "programme", self._programmes, _a_friend)


def _entities(
    said: Said, entity: str, phrases: Phrases[str], refused: Callable[[Said, Match[str]], bool]
) -> Iterator[Entity]:
    for match in phrases.find(said):
        if not refused(said, match):
            yield Entity(entity, said.words[match.first].start, said.words[match.last - 1].end, match.value)


def _never(said: Said, match: Match[str]) -> bool:
    return False


def _a_place(said: Said, match: Match[str]) -> bool:
    """« un atelier dans ma commune » names a place, not an organisation."""
    before = " ".join(word.form for word in said.words[max(0, match.first - 2) : match.first])
    return match.value in {"commune", "epci"} and before in PLACE_BEFORE


def _not_a_person(said: Said, match: Match[str]) -> bool:
    """« agents conversationnels » are programs, and « parler à un agent » is asking for someone."""
    after = said.words[match.last : match.last + 1]
    alone = match.last - match.first == 1 and said.words[match.first].form in ALONE
    return match.value == "agent_public" and (alone or (bool(after) and after[0].form.rstrip("s") in NO_HEADS))


def _a_friend(said: Said, match: Match[str]) -> bool:
    """« mon ami » is a friend; « l'ami », « AMI » and « ami ia » are the programme."""
    word = said.words[match.first]
    if match.last - match.first > 1 or word.form != AMI:
        return False
    before = said.words[match.first - 1].form if match.first else ""
    return not (_capitals(said, word) or before in ARTICLES or before == "" or _followed(said, match))


def _capitals(said: Said, word: Word) -> bool:
    return said.text[word.start : word.end].isupper()


def _followed(said: Said, match: Match[str]) -> bool:
    after = said.words[match.last : match.last + 1]
    return bool(after) and after[0].form in {"ia", "regional", "region", "hdf"}


REFUSED: Mapping[str, Callable[[Said, Match[str]], bool]] = {"org_type": _a_place, "person_audience": _not_a_person}
