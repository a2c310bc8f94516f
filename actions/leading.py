"""Puts the sentence that answers first, where it can be understood without the one before it."""

import re
from pathlib import Path

from region.files import read_yaml
from region.plain import sentences

_LISTS = read_yaml(Path(__file__).with_suffix(".yml"))
_BACK, _TO_MANY, _HOLDS, _SOURCE = (
    re.compile(rf"\b(?:{'|'.join(_LISTS[name])})(?:(?<=')|\b)", re.IGNORECASE)
    for name in ("looks_back", "looks_back_to_many", "holds_back", "names_source")
)


OPENED, CLOSED = _LISTS["quotes"]
_OPPOSITES = [
    tuple(re.compile(rf"\b(?:{'|'.join(pair[side])})", re.IGNORECASE) for side in ("one", "other"))
    for pair in _LISTS["opposites"]
]
_VERDICT = re.compile(r"^(?:oui|non),\s+", re.IGNORECASE)


def led(answer: str, *, first: int | None) -> str:
    """Return an answer with its sentence at the place `first` in front, and those that go on from it.

    A sentence that needs another before it stays where it is: the record's own order is then the clear one.
    """
    said = sentences(answer)
    if first is None or not 0 < first < len(said) or _depends(said, first):
        return answer
    end = first + 1
    while end < len(said) and _depends(said, end):
        end += 1
    if any(_TO_MANY.match(each) for each in said[first + 1 : end]):
        return answer
    return " ".join([*said[first:end], *said[:first], *said[end:]])


def only(answer: str, *, first: int | None) -> str:
    """Return the sentence that answers, with those that it and the next ones need: what was told before is not said again."""
    said = sentences(answer)
    start = first if first is not None and 0 <= first < len(said) else 0
    while start > 0 and _depends(said, start):
        start -= 1
    end = max(start, first or 0) + 1
    while end < len(said) and _depends(said, end):
        end += 1
    return " ".join(said[start:end])


def agreeing(answer: str, question: str) -> str:
    """Return an answer whose « oui » or « non » answers the question asked, where it answers its contrary.

    « Oui, c'est gratuit » answers « est-ce gratuit ? »; to « est-ce payant ? » it is « Non, c'est gratuit », and to
    « gratuit ou payant ? » neither.
    """
    verdict = _VERDICT.match(answer)
    if verdict is None:
        return answer
    told, asked = sentences(answer)[0], question
    for pair in _OPPOSITES:
        said = [bool(each.search(told)) for each in pair]
        wanted = [bool(each.search(asked)) for each in pair]
        if all(wanted):
            return without_verdict(answer)
        if said in ([True, False], [False, True]) and wanted == [not each for each in said]:
            turned = "Oui, " if verdict.group().lower().startswith("non") else "Non, "
            return turned + answer[verdict.end() :]
    return answer


def without_verdict(answer: str) -> str:
    """Return an answer without the « oui » or « non » it begins with: it would answer another question."""
    bare = _VERDICT.sub("", answer)
    return bare[:1].upper() + bare[1:]


def looks_back(sentence: str) -> bool:
    """Tell whether a sentence begins by what the one before it named."""
    return bool(_BACK.match(sentence))


def names_its_source(sentence: str) -> bool:
    """Tell whether a sentence says who counted, asked or published what it tells."""
    return bool(_SOURCE.search(sentence))


def _depends(said: list[str], place: int) -> bool:
    """Tell whether a sentence speaks of another, or answers the question just before it."""
    sentence = said[place]
    if any(each.count(OPENED) != each.count(CLOSED) for each in said[: place + 1]):
        return True  # a quotation is not cut
    return looks_back(sentence) or bool(_HOLDS.search(sentence)) or said[place - 1].endswith("?")
