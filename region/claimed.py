"""What a person holds for true with a figure or a date that the answer does not give is not confirmed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nlu.french import fold, normalise
from region.files import read_yaml
from region.plain import sentences

_LISTS = read_yaml(Path(__file__).with_suffix(".yml"))
_SPELT = {word: str(number) for word, number in _LISTS["spelt"].items()}
_NUMBER = rf"\d{{1,3}}(?:[ .]\d{{3}})+|\d+(?:,\d+)?|{'|'.join(_SPELT)}"
_FIGURE = re.compile(rf"(?<![\w,.])({_NUMBER})\s*({'|'.join(_LISTS['counted'])})(?!\w)")
_SHARE = re.compile(rf"(?<![\w,.])(?:{_NUMBER})\s*(?={'|'.join(_LISTS['per_cent'])})", re.IGNORECASE)
_ANY = re.compile(rf"(?<![\w,.])(?:{_NUMBER})(?![\w,])")
_DATE = re.compile(rf"\b(\d{{1,2}})(?:er)? ({'|'.join(_LISTS['months'])}) (\d{{4}})\b")
_YEAR = re.compile(r"\b(?:en|depuis) (20\d\d)\b")
_ASKS, _OF_ONESELF, _REPORTS, _DISPUTES, _AIMS = (
    re.compile(rf"(?<!\w)(?:{'|'.join(_LISTS[name])})(?!\w)")
    for name in ("asks", "of_oneself", "reports", "disputes", "aims")
)
_SOME = re.compile(_LISTS["some"].format(number=_NUMBER))
_SIZED = re.compile(_LISTS["sized"])
_STRICT = frozenset({"%", "million", "milliard"})
"""The units that a number is not compared without: 5 millions are not 5 %."""
_STEM, _LONG = 6, 5  # letters that two words of one family share, and of a word that tells what is counted
_SHORT = 12  # words of a message that only disputes what was said


@dataclass(frozen=True)
class Claim:
    """A number held for true, what it counts (« % », « priorite », « an », a month), and how the person wrote it."""

    number: str
    unit: str
    written: str


def unconfirmed(text: str, told: Iterable[str], *, elsewhere: Iterable[str] = ()) -> tuple[str, str] | None:
    """Return « unsaid » where no answer told gives what is held for true, « of_another » where one gives it of something else.

    The second of the pair is the figure as the person wrote it. `elsewhere` are the other answers on the subject: a
    question may rest on what one of them gives.
    """
    answers, claims = list(told), _claims(text)
    aims = bool(_AIMS.search(_plain(text)))
    unsaid = [claim for claim in claims if not any(_gives(answer, claim, aims=aims) for answer in answers)]
    if unsaid:
        known = {(each.number, each.unit) for answer in elsewhere for each in _figures(_plain(answer))}
        new = next((claim for claim in unsaid if (claim.number, claim.unit) not in known), None)
        return ("unsaid", _as_typed(new.written, text)) if new else None
    other = claims and any(_of_another(text, claims, answer) for answer in answers)
    return ("of_another", _as_typed(claims[0].written, text)) if other else None


def asks(text: str) -> bool:
    """Tell whether a message asks for something else than a yes or a no: the figure is held for true in passing."""
    return bool(_ASKS.search(_plain(text)))


def disputes(text: str) -> bool:
    """Tell whether a few words hold another figure, or another date, against what was said: « non, 60 % »."""
    said = _plain(text)
    disputed = _DISPUTES.search(said) and not _OF_ONESELF.search(_REPORTS.sub(" ", said))
    return bool(disputed) and len(said.split()) <= _SHORT and bool(_claims(text))


def bare(text: str) -> str:
    """Return a statement without the share it holds for true: it tells what is spoken of better than the number does."""
    return text if _ASKS.search(_plain(text)) or not _claims(text) else _SHARE.sub("", text)


def _claims(text: str) -> tuple[Claim, ...]:
    """The figures that a message holds for true; a case of one's own, or of some firm, holds none."""
    said = _plain(text)
    if _OF_ONESELF.search(_REPORTS.sub(" ", said)):
        return ()
    return tuple(_figures(_SIZED.sub(" ", _SOME.sub(" ", said)), years=bool(_DISPUTES.search(said))))


def _figures(plain: str, *, years: bool = False) -> Iterator[Claim]:
    """Each number with what it counts, each full date, and each year where asked for."""
    for found in _FIGURE.finditer(plain):
        yield Claim(_digits(found[1]), _unit(found[2]), found[0])
    for found in _DATE.finditer(plain):
        yield Claim(f"{int(found[1])} {found[2]}", found[3], found[0])
    for found in _YEAR.finditer(plain) if years else ():
        yield Claim(found[1], "an", found[1])


def _gives(answer: str, claim: Claim, *, aims: bool) -> bool:
    """Tell whether an answer holds a figure: with its unit for a share or a sum, anywhere for what is merely counted.

    A share that the answer gives as a goal is not one that is; `aims` says that a goal is spoken of.
    """
    said = [_plain(each) for each in sentences(answer)]
    if claim.unit == "%" and not aims:
        said = [each for each in said if not _AIMS.search(each)]
    if any((claim.number, claim.unit) == (each.number, each.unit) for each in _figures(" ".join(said))):
        return True
    dated = " " in claim.number
    return not (claim.unit in _STRICT or dated) and claim.number in map(_digits, _ANY.findall(" ".join(said)))


def _of_another(text: str, claims: Iterable[Claim], answer: str) -> bool:
    """Tell whether an answer gives the share claimed of something else, and another share of what is claimed."""
    shares = {claim.number for claim in claims if claim.unit == "%"}
    words = [word[:_STEM] for word in re.findall(r"[^\W\d_]+", _plain(text)) if len(word) >= _LONG]
    if len(shares) != 1 or not words or _ASKS.search(_plain(text)):
        return False
    held = [(_shares(each), words[-1] in _plain(each)) for each in sentences(answer)]
    same = any(shares & figures and about for figures, about in held)
    return not same and any(figures and not shares & figures and about for figures, about in held)


def _shares(sentence: str) -> frozenset[str]:
    return frozenset(each.number for each in _figures(_plain(sentence)) if each.unit == "%")


def _as_typed(written: str, text: str) -> str:
    """Return a figure with the accents and the capitals it was typed with."""
    folded = fold(text).lower()
    start = folded.find(written)
    return text[start : start + len(written)] if start >= 0 and len(folded) == len(text) else written


def _plain(text: str) -> str:
    return fold(normalise(text)).lower()


def _digits(number: str) -> str:
    return _SPELT.get(number, re.sub(r"[ .](?=\d{3})", "", number))


def _unit(unit: str) -> str:
    return "%" if unit.startswith("pour") else unit.rstrip("s")
