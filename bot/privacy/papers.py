"""What a person's papers hold: date of birth, number plate, numbers of identity and benefit papers, passwords."""

import re
from collections.abc import Iterator
from functools import cache

from bot.privacy.births import births
from bot.privacy.groups import names_an_act
from bot.privacy.spans import Span, any_of, lists

CUE_REACH = 40
FEWEST_DIGITS, MOST_CHARACTERS = 5, 20
MONEY = re.compile(r"\s{0,2}(?:€|euros?\b|eur\b|k€|m€|millions?\b|milliards?\b|%)")
CODE = re.compile(
    r"(?<![a-z0-9])(?:\d{1,13}+(?:[\s.-]?(?:\d{1,6}+|[a-z]{1,2}(?=[\s.-]?\d))){0,6}(?:[a-z]|\s[a-z](?=\s{0,2}(?:$|[.,;!?)\n])))?|[a-z]{1,3}\s?\d[a-z0-9]{4,12})(?![a-z0-9])"
)
IDENTITY_CARD = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{9}(?![a-z0-9])")
SIV = r"(?!ss|ww)[a-hj-np-tv-z]{2}"
NEW_PLATE = re.compile(rf"(?<![a-z0-9]){SIV}(?P<gap>[\s.·-]?)(?!000)\d{{3}}(?P=gap){SIV}(?![a-z0-9])")
DEPARTMENT = r"(?:0[1-9]|[1-8]\d|9[0-5]|2[ab]|97[1-6])"
OLD_PLATE = re.compile(rf"(?<![a-z0-9])\d{{2,4}}(?P<gap>[\s.-]?)[a-hj-np-tv-z]{{2,3}}(?P=gap){DEPARTMENT}(?![a-z0-9])")
PLAIN_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*[?!.,;:)]?")
SECRET = re.compile(
    r"\s?«\s?[^»]{1,40}»|\s?\"[^\"]{1,40}\"|\s?(?P<bare>[^\s«»\"<>]{3,60}(?:\s?/\s?[^\s«»\"<>]{3,60})?)"
)


def papers(text: str, folded: str) -> Iterator[Span]:
    """Yield what belongs to a person's papers in a text and in the same text folded."""
    yield from births(folded)
    if any(map(str.isdecimal, folded)):
        yield from _documents(folded)
        yield from _plates(text, folded)
    yield from _passwords(text, folded)


def _documents(folded: str) -> Iterator[Span]:
    for cue in _document().finditer(folded):
        card = IDENTITY_CARD.match(folded, cue.end())
        if card:
            yield Span(*card.span(), "document")
        code = None if card else CODE.match(folded, cue.end())
        if code is None or MONEY.match(folded, code.end()):
            continue
        digits = sum(map(str.isdecimal, code.group()))
        if FEWEST_DIGITS <= digits <= 13 and len(code.group()) <= MOST_CHARACTERS:
            yield Span(*code.span(), "document")


def _plates(text: str, folded: str) -> Iterator[Span]:
    for found in NEW_PLATE.finditer(folded):
        if names_an_act(folded, found.start()):
            continue
        spaced = found["gap"].isspace()
        capitals = text[found.start() : found.end()].isupper() and not text.isupper()
        if not spaced or capitals or _said(folded, found.start(), "plate_cues"):
            yield Span(*found.span(), "plate")
    for found in OLD_PLATE.finditer(folded):
        if found["gap"] == "-" or _said(folded, found.start(), "plate_cues"):
            yield Span(*found.span(), "plate")


def _passwords(text: str, folded: str) -> Iterator[Span]:
    for cue in _password().finditer(folded):
        secret = SECRET.match(text, cue.end())
        if secret is None or not secret.group().strip():
            continue
        start = secret.end() - len(secret.group().lstrip())
        end = start + len(text[start : secret.end()].rstrip(".,;"))
        if secret["bare"] is None or _is_secret(text[start:end], folded[start:end], cue, _ends(folded, end)):
            yield Span(start, end, "password")


def _is_secret(written: str, folded: str, cue: re.Match[str], last: bool) -> bool:
    """« mot de passe : soleil », « mot de passe Azerty12 »; never « mot de passe oublié », « mot de passe est refusé »."""
    mixed = not written.isalpha() and any(map(str.isalnum, written)) and not PLAIN_WORDS.fullmatch(written)
    word = folded.strip("?!()'")
    if word in lists("not_passwords") or written.endswith("?"):
        return False
    link = (cue["link"] or "").strip()
    named = bool(link) or cue["cue"] in lists("password_shorts")
    return (mixed and (bool(link) or any(map(str.isdecimal, written)))) or (named and last)


def _ends(folded: str, end: int) -> bool:
    return re.match(r"[\s.,;!]*(?:$|\n|et\b|,|\.)", folded[end:]) is not None


def _said(folded: str, start: int, cues: str) -> bool:
    return _cue(cues).search(folded, max(0, start - CUE_REACH), start) is not None


@cache
def _cue(cues: str) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lists(cues))}\b")


@cache
def _document() -> re.Pattern[str]:
    links = any_of(lists("document_links"))
    return re.compile(rf"\b{any_of(lists('document_cues'))}(?=[\s:=-])[\s:=-]{{1,3}}(?:{links}[\s:=]{{0,2}}){{0,4}}")


@cache
def _password() -> re.Pattern[str]:
    links = any_of(lists("password_links"))
    return re.compile(
        rf"\b(?P<cue>{any_of(lists('password_cues'))})(?=[\s:=])(?P<link>(?:\s{{0,2}}{links}(?=[\s:=])){{0,2}}[:=]?)"
    )
