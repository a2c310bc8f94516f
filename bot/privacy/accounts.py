"""Accounts of a person on social networks: « mon insta @lea.m », « sur facebook c'est Marie Dupont », an address of a profile."""

import re
from collections.abc import Iterator
from functools import cache

from bot.privacy.names import is_person, name_from
from bot.privacy.spans import Span, any_of, lists
from region.territory import built_in

REACH = 40
HANDLE = re.compile(r"(?<![\w.@])@(?P<name>\w[\w.-]{2,29})(?<![.-])")
VALUE = re.compile(r"@?[\w][\w.#-]*(?<![.-])")
DOMAIN = re.compile(r"\.(?:fr|com|net|org|eu|be|info|io)$")
ENDS = re.compile(r"\s*(?:$|[,;.!)\n]|et\b|ou\b)")


def accounts(text: str, folded: str) -> Iterator[Span]:
    """Yield the accounts of people in a text and in the same text folded."""
    if not _hint().search(folded):
        return
    for found in _profile().finditer(folded):
        if not _is_public(found["name"]):
            yield Span(*found.span(), "account")
    for found in HANDLE.finditer(folded):
        near = folded[max(0, found.start() - REACH) : found.end() + REACH]
        if (
            _hint().search(near.replace("@", " "))
            and not _is_public(found["name"])
            and not DOMAIN.search(found["name"])
        ):
            yield Span(*found.span(), "account")
    for cue in _cue().finditer(folded):
        yield from _said(text, folded, cue)


def _said(text: str, folded: str, cue: re.Match[str]) -> Iterator[Span]:
    """What follows « mon insta c'est »: what only an account looks like, a person, or one word that nothing else explains."""
    value = VALUE.match(folded, cue.end())
    if value is None or _is_public(value.group().strip("@")) or DOMAIN.search(value.group()):
        return
    if _looks_like_one(value.group(), sure=bool(cue["own"] or cue["sign"])):
        yield Span(*value.span(), "account")
    elif cue["link"]:
        person = next(name_from(text, folded, cue.end()), None)
        if person and is_person(text, folded, person):
            yield Span(person.start, person.end, "account")
        elif cue["own"] and _is_nothing_else(text, folded, value, sign=bool(cue["sign"])):
            yield Span(*value.span(), "account")


def _looks_like_one(value: str, *, sure: bool) -> bool:
    """« karim_62 », « karim#4512 », « lea.martin »; « leo62 » where it is surely one."""
    letters, digits = any(map(str.isalpha, value)), any(map(str.isdecimal, value))
    return letters and ("_" in value or "#" in value or "." in value or (sure and digits))


def _is_nothing_else(text: str, folded: str, value: re.Match[str], *, sign: bool) -> bool:
    """« mon insta : lilou », « mon insta c'est Lilou »; never « mon insta est piraté »."""
    word = value.group()
    common = word in lists("not_names") or word in lists("not_passwords") or built_in().anywhere(word)
    named = sign or (text[value.start()].isupper() and not text.isupper())
    return named and not common and word.isalpha() and ENDS.match(folded, value.end()) is not None


def _is_public(name: str) -> bool:
    return _public().search(name) is not None


@cache
def _hint() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of([*lists('networks'), *lists('pseudonyms')])}\b|{any_of(lists('profiles'))}")


@cache
def _profile() -> re.Pattern[str]:
    kept = any_of(lists("not_profiles"))
    return re.compile(
        rf"(?<![\w.])(?:https?://)?(?:\w{{2,3}}\.)?{any_of(lists('profiles'))}(?!{kept}\b)(?P<name>@?[\w][\w.%#-]{{1,60}})(?<!\.)(?!/\w)"
    )


@cache
def _cue() -> re.Pattern[str]:
    """« mon insta c'est », « mon pseudo sur snap : », « sur facebook je suis »."""
    network, kinds, names = any_of(lists("networks")), any_of(lists("account_words")), any_of(lists("pseudonyms"))
    whose, near = any_of(lists("whose")), any_of(lists("relatives"))
    on = lists("on_a_network")
    own = rf"{whose}\s{{1,2}}(?:(?:{kinds}\s{{1,2}}{on})?{network}|{names}(?:\s{on}{network})?)"
    own = rf"(?:{own}|{network}\sde\s{whose}\s{near}|{network}(?=\s?[:=]))"
    link = rf"\s{{0,2}}(?P<link>(?P<sign>[:=])|{any_of(lists('account_links'))}(?=\s)){{1,2}}"
    return re.compile(rf"\b(?:(?:sur|via)\s{network}|(?P<own>{own}))\b(?:{link})?\s{{0,2}}")


@cache
def _public() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[._-])@?{any_of(lists('public_accounts'))}|hautsdefrance")
