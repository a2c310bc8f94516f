"""Recognises a person in danger by their words, before anything is understood, and answers with the official numbers.

The sentences are in distress.yml and the numbers in the `urgence-*` records; no model is called.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from bot.replies import Message, Source
from bot.turn.passing import to_a_person
from bot.turn.phrases import Phrases
from bot.turn.texted import Texted
from bot.wordings import Wordings
from nlu.french import tokens
from nlu.words import words
from region.catalogue import Catalogue
from region.records import Record

LEXICON = Path(__file__).with_name("distress.yml")
STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
REMOVED = " ¤ "
MOST_WORDS = 8
CYBER = "cyber"
"""The victim of a scam or a hack: the help is said first, and the message understood too."""
SADNESS = "sadness"
"""Loneliness and tears, without a word of danger: care is said before the numbers."""
BEFORE = {SADNESS: "distress_sadness", CYBER: "distress_cyber"}
"""The sentence said before the records of a kind."""


@dataclass(frozen=True)
class Lexicon:
    """The reviewed sentences, compiled: what is taken out first, then each kind's."""

    never: Phrases
    kinds: Mapping[str, Phrases]
    say: Mapping[str, tuple[str, ...]]
    thanks: Phrases
    someone: Phrases
    again: Phrases
    elsewhere: Phrases
    texted: Texted


def distress(text: str) -> str | None:
    """Return the kind of distress a message tells: suicide, child, violence, medical, danger, cyber, sadness; None for none."""
    kinds = _lexicon().kinds
    read = _read(_stroke().sub(r"\1 ictus", STRETCHED.sub(r"\1", text)))
    if not any(phrases.may_be_in(read) for phrases in kinds.values()):
        return None
    left = _lexicon().never.pattern.sub(REMOVED, f" {' '.join(read)} ")
    return next((kind for kind, phrases in kinds.items() if phrases.are_in(left)), None)


def thanks(text: str) -> bool:
    """Tell whether a person thanks for the help: « je vais l'appeler, merci »."""
    return (
        _lexicon().thanks.are_in(f" {' '.join(tokens(text))} ") and len(text.split()) <= MOST_WORDS and "?" not in text
    )


def asks_for_someone(text: str) -> bool:
    """Tell whether a person asks whom they may talk to, or for the same again: « c'est quel numéro ? », « répétez »."""
    held, said = _lexicon(), f" {' '.join(_read(text))} "
    if held.someone.are_in(said):
        return True
    return held.again.are_in(said) and len(text.split()) <= MOST_WORDS and not held.elsewhere.are_in(said)


def asks_besides(text: str) -> bool:
    """Tell whether a message names a subject of the house too: « on m'a piraté, et l'AMI est encore ouvert ? »."""
    return "?" in text and _lexicon().elsewhere.are_in(f" {' '.join(_read(text))} ")


def _read(text: str) -> list[str]:
    return _lexicon().texted.read(tokens(text))


def wording() -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the records said for each kind, in order."""
    return _lexicon().say


def help_for(kind: str, wordings: Wordings, catalogue: Catalogue) -> tuple[Message, ...]:
    """Return the official numbers, from the records; a pack without them still gives the emergency number."""
    held = [record for record in map(catalogue.record, wording()[kind]) if record]
    said = [Message(record.answer, sources=_sources(record)) for record in held]
    said = said or [Message(wordings.say("distress_more"))]
    said = [Message(wordings.say(BEFORE[kind])), *said] if kind in BEFORE else said
    return (*said[:-1], replace(said[-1], buttons=(to_a_person(wordings),)))


def _sources(record: Record) -> tuple[Source, ...]:
    return (Source(**record.source.to_dict()),) if record.source else ()


@cache
def _stroke() -> re.Pattern[str]:
    """« un AVC » is a stroke; « rdv avc vous » is « avec », as the short forms say."""
    before = "|".join(map(re.escape, words(LEXICON)["stroke_after"]))
    return re.compile(rf"\b({before})[\s-]{{0,2}}a\.?v\.?c\b", re.IGNORECASE)


@cache
def _lexicon() -> Lexicon:
    read = words(LEXICON)
    kinds = {name: Phrases.of(kind["phrases"]) for name, kind in read["kinds"].items()}
    say = {name: tuple(kind["say"]) for name, kind in read["kinds"].items()}
    afterwards = {name: Phrases.of(phrases) for name, phrases in read["afterwards"].items()}
    texted = Texted.of(read["texted"])
    return Lexicon(never=Phrases.of(read["never"]), kinds=kinds, say=say, texted=texted, **afterwards)
