"""What a person holds for true with a figure or a date that the answer does not give is not confirmed."""

import re
from collections.abc import Iterable
from pathlib import Path

from nlu.french import fold, normalise
from region.files import read_yaml
from region.plain import sentences

_LISTS = read_yaml(Path(__file__).with_suffix(".yml"))
_SPELT = {word: str(number) for word, number in _LISTS["spelt"].items()}
_FIGURE = re.compile(
    rf"(?<![\w,.])(\d{{1,3}}(?:[ .]\d{{3}})+|\d+(?:,\d+)?|{'|'.join(_SPELT)})\s*({'|'.join(_LISTS['counted'])})(?!\w)"
)
_DATE = re.compile(rf"\b(\d{{1,2}})(?:er)? ({'|'.join(_LISTS['months'])}) (\d{{4}})\b")
_ASKS = re.compile(rf"(?<!\w)(?:{'|'.join(_LISTS['asks'])})(?!\w)")
_PERCENT = frozenset({"%", "pour cent", "pourcent", "pourcents"})
_STEM, _LONG = 6, 5  # letters that two words of one family share, and of a word that tells what is counted


def unconfirmed(text: str, answers: Iterable[str]) -> str | None:
    """Return « unsaid » where the answers do not give what is held for true, « of_another » where they give it of something else."""
    told = list(answers)
    claims = _claims(text)
    if claims - _figures(" ".join(told)):
        return "unsaid"
    return "of_another" if claims and any(_of_another(text, claims, answer) for answer in told) else None


def _claims(text: str) -> frozenset[tuple[str, str]]:
    """The figures that a message holds for true; a question for one, or a case of one's own, holds none."""
    return frozenset() if _ASKS.search(_plain(text)) else _figures(text)


def _figures(text: str) -> frozenset[tuple[str, str]]:
    """Each number with what it counts, and each full date: (« 75 », « % »), (« 1 juillet », « 2025 »)."""
    plain = _plain(text)
    counted = {(_digits(number), _unit(unit)) for number, unit in _FIGURE.findall(plain)}
    return frozenset(counted | {(f"{int(day)} {month}", year) for day, month, year in _DATE.findall(plain)})


def _of_another(text: str, claims: frozenset[tuple[str, str]], answer: str) -> bool:
    """Tell whether an answer gives the share claimed of something else, and another share of what is claimed."""
    shares = {claim for claim in claims if claim[1] == "%"}
    words = [word[:_STEM] for word in re.findall(r"[^\W\d_]+", _plain(text)) if len(word) >= _LONG]
    if len(shares) != 1 or not words:
        return False
    held = [(_shares(each), words[-1] in _plain(each)) for each in sentences(answer)]
    same = any(shares & figures and about for figures, about in held)
    return not same and any(figures and not shares & figures and about for figures, about in held)


def _shares(sentence: str) -> frozenset[tuple[str, str]]:
    return frozenset(each for each in _figures(sentence) if each[1] == "%")


def _plain(text: str) -> str:
    return fold(normalise(text)).lower()


def _digits(number: str) -> str:
    return _SPELT.get(number, re.sub(r"[ .](?=\d{3})", "", number))


def _unit(unit: str) -> str:
    return "%" if unit in _PERCENT else unit.rstrip("s")
