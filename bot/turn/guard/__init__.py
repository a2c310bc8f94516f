"""Lets no telephone, e-mail, link, date, address or sum out that no record, setting or person gave.

`guard(text, allowed)` tells what a reply holds that is not in `allowed`; the turn then says « je ne sais pas » instead.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.turn.guard.amounts import amounts, bare_numbers
from bot.turn.guard.contacts import contacts, host, short_numbers
from bot.turn.guard.dates import dates, parts
from bot.turn.guard.facts import Fact, Found
from nlu.french import flat

__all__ = ["Checked", "Fact", "allowed_from", "declared", "facts_in", "guard", "strings_in"]


@dataclass(frozen=True)
class Checked:
    """Whether a text may go out, and the facts, as written, that keep it in; `kinds` may be logged, they may not."""

    ok: bool
    blocked: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def guard(message_text: str, allowed: frozenset[Fact]) -> Checked:
    """Return whether every fact of a text is allowed; words and bare numbers always are."""
    kept_in = [each for each in _found(message_text) if not _is_allowed(each.fact, allowed)]
    blocked = tuple(dict.fromkeys(each.written for each in kept_in))
    return Checked(not blocked, blocked, tuple(sorted({each.fact.kind for each in kept_in})))


def facts_in(text: str) -> frozenset[Fact]:
    """Return the facts a text holds."""
    return frozenset(found.fact for found in _found(text))


def allowed_from(texts: Iterable[str], *, stated: Iterable[str] = (), sites: Iterable[str] = ()) -> frozenset[Fact]:
    """Return what may be said: the facts of trusted `texts`, of what a person `stated`, and any link on our `sites`.

    A whole date also allows its month; a link allows its site's name; a number a person stated may come back in euros.
    """
    allowed: set[Fact] = set()
    for text in texts:
        allowed.update(_from_trusted(text))
    for text in stated:
        allowed.update(_from_trusted(text), bare_numbers(flat(text)))
    for link in (fact for site in sites for fact in facts_in(site) if fact.kind == "url"):
        allowed.add(Fact("site", host(link).value))
    return frozenset(allowed)


@lru_cache(maxsize=2_000)
def declared(text: str) -> frozenset[Fact]:
    """Return what one text of a verdict or of a source lets be said; the same ones come back turn after turn."""
    return frozenset((*_from_trusted(text), *bare_numbers(flat(text))))


def strings_in(value: Any) -> Iterator[str]:
    """Yield every text and number inside a value made of mappings and lists: a verdict, sources, slots."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from strings_in(each)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _found(text: str) -> Iterator[Found]:
    folded = flat(text)
    yield from contacts(text, folded)
    if any(map(str.isdecimal, folded)):
        yield from dates(text, folded)
    yield from amounts(text, folded)


def _from_trusted(text: str) -> Iterator[Fact]:
    for fact in facts_in(text):
        yield fact
        yield from parts(fact)
        if fact.kind == "url":
            yield host(fact)
    yield from short_numbers(flat(text))


def _is_allowed(fact: Fact, allowed: frozenset[Fact]) -> bool:
    if fact in allowed:
        return True
    if fact.kind != "url":
        return False
    return Fact("site", host(fact).value) in allowed or Fact("host", fact.value) in allowed
