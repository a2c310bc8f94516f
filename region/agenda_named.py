"""Which dates of the agenda a message names: « le salon de l'IA de Lille », « la Nuit du code », « quels salons ? »."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from region.agenda import Event
from region.agenda_words import words
from region.territory import key

WORDS_OF_A_NAME = 2


@dataclass(frozen=True)
class Named:
    """The events a message names, what they are called together, and whether one bears the whole name said."""

    uids: frozenset[str]
    label: str
    by_name: bool


def named(text: str, events: Iterable[Event], *, apart: Iterable[str] = ()) -> Named | None:
    """What a message names of the agenda; None where it names nothing of it.

    `apart` are the towns and days it tells, as they are written: they are looked for by themselves. A noun of no title,
    « quels salons ? », names no event: what there is of another sort can be told.
    """
    said, noun, known = _stems(text), _noun(text), list(events)
    about = _about(_without(text, apart), noun) if noun else None
    alike = [each for each in known if _is_about(each, about) and (noun in _stems(each.title) or _bears(each, said))]
    borne = [each for each in alike if _bears(each, said)]
    if not alike and (noun is None or not _of_any(about) or _about(text, noun) != about):
        return None
    found = borne or alike
    titles = {each.title for each in found}
    label = _nouns()[noun] if noun and not borne else ", ".join(sorted(titles))
    return Named(frozenset(each.uid for each in found), label, by_name=bool(borne) or bool(found and about))


def looks_for(text: str, events: Iterable[Event], *, apart: Iterable[str] = ()) -> Named | None:
    """What a message asks of, among events that it names: when, where, which, how to go; None where it asks something else.

    What they were, who may pay for one, how to hold one is asked of the records.
    """
    known = list(events)
    found = named(text, known, apart=apart)
    if found is None or _says("never", text):
        return None
    asked = (_says("whole", text) and found.uids) or _says("which", text) or _is_a_name(_without(text, apart), known)
    return found if asked else None


def _is_a_name(text: str, events: Iterable[Event]) -> bool:
    """Whether a message is nothing but a name."""
    said = _stems(text) - _said("general") - _said("courtesy")
    return any(said <= _stems(each.title) for each in events)


def _is_about(event: Event, about: str | None) -> bool:
    return about is None or set(about.split()) <= _stems(event.title) | _said("general")


def _of_any(about: str | None) -> bool:
    return about is None or set(about.split()) <= _said("general")


def _bears(event: Event, said: frozenset[str]) -> bool:
    """Whether what tells this event from others is all said, two words at least."""
    title = _stems(event.title)
    whole = title - _said("general")
    return len(whole) >= WORDS_OF_A_NAME and whole <= said and bool(whole - _nouns().keys() - _said("ordinary"))


def _noun(text: str) -> str | None:
    return next((each for each in map(_stem, key(text).split()) if each in _nouns()), None)


def _about(text: str, noun: str) -> str | None:
    """« salon de coiffure » → « coiffure », « sommet européen de l'IA » → « europeen ia »."""
    found = re.search(rf"\b{noun}[sx]? {words()['named']['about']}", key(text))
    told = [_stem(each) for each in (found.groups() if found else ()) if each]
    return " ".join(told) or None


def _without(text: str, apart: Iterable[str]) -> str:
    for each in apart:
        text = text.replace(each, " ")
    return text


def _says(name: str, text: str) -> bool:
    return bool(re.search(words()["named"][name], key(text)))


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(_stem, key(text).split())) - _said("little")


def _said(name: str) -> frozenset[str]:
    return frozenset(map(_stem, words()["named"][name].split()))


def _nouns() -> Mapping[str, Any]:
    found: Mapping[str, Any] = words()["named"]["nouns"]
    return found


def _stem(word: str) -> str:
    return word[:-1] if len(word) > WORDS_OF_A_NAME + 1 and word[-1] in "sx" else word
