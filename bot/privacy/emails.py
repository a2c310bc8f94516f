"""E-mail addresses in a message, written plainly or disguised (« arobase », « (at) », « point com »)."""

import re
from collections.abc import Iterator
from functools import cache

from bot.privacy.spans import Span, any_of, lists

LOCAL = r"(?<![\w.+-])[\w.+-]++"
DOT = r"(?:\.|\s\.\s)"
PLAIN = re.compile(rf"{LOCAL}(?:\s?@\s?[\w-]+(?:{DOT}[\w-]+)+|@[\w-]{{2,}})")


def emails(folded: str) -> Iterator[Span]:
    """Yield the e-mail addresses of a folded text."""
    if "@" in folded:
        yield from (Span(*each.span(), "email") for each in PLAIN.finditer(folded))
    if _hint().search(folded):
        yield from (Span(*each.span(), "email") for each in _disguised().finditer(folded))


@cache
def _hint() -> re.Pattern[str]:
    return re.compile(any_of([*lists("at"), *lists("bare_at")]))


@cache
def _disguised() -> re.Pattern[str]:
    """`local AT domain DOT top`; a bare « at » or « chez » counts only before a spelled dot or a known provider."""
    joint = rf"\s{{1,2}}{any_of(lists('joints'))}\s{{1,2}}"
    local = rf"{LOCAL}(?:{joint}[\w.+-]++){{0,4}}"
    dot = rf"\s{{1,2}}{any_of(lists('dots'))}\s{{1,2}}"
    literal = rf"(?:{DOT}|{dot}|\s?{any_of(lists('bracketed_dots'))}\s?)"
    top = r"[a-z]{2,10}\b"
    hyphen = any_of([each for each in lists("joints") if each not in lists("dots")])
    name = rf"[\w-]+(?:\s{{1,2}}{hyphen}\s{{1,2}}[\w-]+){{0,3}}"
    sure = rf"\s{{0,2}}{any_of(lists('at'))}\s{{0,2}}{name}(?:{literal}[\w-]{{2,}}){{0,3}}{literal}{top}"
    provider = any_of(lists("providers"))
    bare = rf"\s{{1,2}}{any_of(lists('bare_at'))}\s{{1,2}}(?:{provider}{literal}{top}|[\w-]+(?:{dot}[\w-]{{2,}}){{0,2}}{dot}{top})"
    lone = rf"\s{{0,2}}{any_of(lists('at'))}\s{{0,2}}{provider}\b"
    return re.compile(rf"{local}(?:{sure}|{bare}|{lone})")
