"""Ways to reach somebody in a text: telephones, e-mails, links and street addresses."""

import re
from collections.abc import Iterator
from functools import cache

from bot.privacy.addresses import addresses
from bot.privacy.digits import numbers
from bot.privacy.emails import emails
from bot.privacy.spans import any_of
from bot.turn.guard.facts import Fact, Found, lists

NOT_DIGITS = re.compile(r"\D")
SPACES = re.compile(r"[\W_]+")
LINK_END = ".,;:!?)]}»'\"…/"
SHORT = re.compile(r"(?<![\d.,])(?:3\d{3}|1\d{1,2})(?![\d.,]\d|\d)")


def contacts(text: str, folded: str) -> Iterator[Found]:
    """Yield the telephones, e-mails, links and addresses of a text and of the same text folded."""
    for link in _link().finditer(folded):
        yield Found(Fact("url", _bare_link(link.group())), text[slice(*link.span())].rstrip(LINK_END))
    for span in emails(folded):
        written = text[span.start : span.end]
        yield Found(Fact("email", written.lower().replace(" ", "")), written)
    for span in numbers(_link().sub(lambda link: "¤" * len(link.group()), folded)):
        written = text[span.start : span.end]
        yield Found(Fact("phone", _international(written)), written)
    for short in _call().finditer(folded):
        yield Found(Fact("phone", short["number"] or short["alone"]), text[slice(*short.span())])
    for span in addresses(text, folded):
        written = text[span.start : span.end]
        yield Found(Fact("address", SPACES.sub(" ", folded[span.start : span.end]).strip()), written)


def host(fact: Fact) -> Fact:
    """Return the site a link is on."""
    return Fact("host", fact.value.partition("/")[0])


def short_numbers(folded: str) -> Iterator[Fact]:
    """Yield the short numbers a trusted text may mean: 112, 3114."""
    yield from (Fact("phone", number) for number in SHORT.findall(folded))


def _bare_link(link: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", link).rstrip(LINK_END)


def _international(written: str) -> str:
    digits = NOT_DIGITS.sub("", written).removeprefix("00")
    if digits.startswith("0") and len(digits) == len("0320000000"):
        return f"+33{digits[1:]}"
    return f"+{digits.replace('330', '33', 1) if digits.startswith('330') else digits}"


@cache
def _link() -> re.Pattern[str]:
    tops = any_of(lists("tops"))
    return re.compile(
        rf"https?://[^\s<>»]+|(?<![\w.@-])(?:[a-z0-9-]++\.)+{tops}\b(?![.]?[a-z0-9@-])(?:[/?#][^\s<>»]*)?"
    )


@cache
def _call() -> re.Pattern[str]:
    """« appelez le 3114 », « au 3949 », « le numéro 112 »."""
    short = r"(?P<number>\d{2,4})(?![\d.,]*\d)(?!\s?[€%])"
    months = any_of(lists("months"))
    return re.compile(
        rf"\b{any_of(lists('call'))}{lists('after_call')}{short}(?!\s{months})"
        rf"|\b(?:le|au|numero)\s(?P<alone>3\d{{3}}|11\d)\b(?!\s?[€%]|\s{months}|\s\d{{3}})"
    )
