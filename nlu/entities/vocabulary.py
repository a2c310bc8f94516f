"""Kinds of organisation, expenses, audiences and programmes named in a message."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from nlu.entities.convention import of_another_call, of_no_body, of_nobody
from nlu.entities.phrases import Match, Phrases
from nlu.entities.spans import Entity, Said, Word
from nlu.french import fold
from nlu.words import words

GROUPS: Mapping[str, Mapping[str, list[str]]] = words(Path(__file__).parent / "vocabulary.yml")
ARTICLES = frozenset({"l", "d", "cet", "ledit", "dudit", "lami", "appel"})
AMI = "ami"


class Vocabulary:
    """The phrases of vocabulary.yml, and the names of the programmes."""

    def __init__(self, programmes: Mapping[str, Iterable[str]]) -> None:
        self._groups = {entity: Phrases.of(group, plural=True) for entity, group in GROUPS.items()}
        self._programmes = Phrases.of({slug: _as_typed(names) for slug, names in programmes.items()})

    def find(self, said: Said) -> Iterator[Entity]:
        """Yield what the message names."""
        for entity, phrases in self._groups.items():
            yield from _entities(said, entity, phrases, REFUSED.get(entity, _never))
        yield from _entities(said, "programme", self._programmes, _not_the_call)


def _as_typed(names: Iterable[str]) -> Iterator[str]:
    """Yield names as people also type them: « café i.a. », « lami » for « l'AMI »."""
    for name in names:
        yield name
        if " IA" in name:
            yield name.replace(" IA", " I.A.")
        if fold(name)[0] in "aeiou":
            yield f"l{name}"


def _entities(
    said: Said, entity: str, phrases: Phrases[str], refused: Callable[[Said, Match[str]], bool]
) -> Iterator[Entity]:
    for match in phrases.find(said):
        if not refused(said, match):
            yield Entity(entity, said.words[match.first].start, said.words[match.last - 1].end, match.value)


def _never(said: Said, match: Match[str]) -> bool:
    return False


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
    forms = [word.form for word in said.words[match.last : match.last + 3]]
    about = forms[:2] == ["pour", "ia"] or forms[:3] in (["pour", "l", "ia"], ["pour", "l", "intelligence"])
    return about or (bool(after) and after[0].form in {"ia", "regional", "region", "hdf"})


def _not_the_call(said: Said, match: Match[str]) -> bool:
    return _a_friend(said, match) or of_another_call(said, match)


REFUSED: Mapping[str, Callable[[Said, Match[str]], bool]] = {
    "org_type": of_no_body, "person_audience": of_nobody, "programme": _not_the_call,
}  # fmt: skip
