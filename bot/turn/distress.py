"""Recognises a person in danger by their words, before anything is understood, and answers with the official numbers.

The sentences are in distress.yml and the numbers in the `urgence-*` records; no model is called.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.replies import Message, Source
from bot.turn.alarms import as_texted, lexicon, stroke
from bot.turn.passing import to_a_person
from nlu.french import tokens
from region.catalogue import Catalogue
from region.records import Record
from region.wordings import Wordings

STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
REMOVED = " ¤ "
MOST_WORDS = 8
CYBER = "cyber"
"""The victim of a scam or a hack: the help is said first, and the message understood too."""
SADNESS = "sadness"
"""Loneliness and tears, without a word of danger: care is said before the numbers."""
BEFORE = {SADNESS: "distress_sadness", CYBER: "distress_cyber"}
"""The sentence said before the records of a kind."""


def distress(text: str) -> str | None:
    """Return the kind of distress a message tells: suicide, child, violence, medical, danger, cyber, sadness; None for none."""
    kinds = lexicon().kinds
    read = as_texted(stroke().sub(r"\1 ictus", STRETCHED.sub(r"\1", text)))
    if not any(phrases.may_be_in(read) for phrases in kinds.values()):
        return None
    left = lexicon().never.pattern.sub(REMOVED, f" {' '.join(read)} ")
    return next((kind for kind, phrases in kinds.items() if phrases.are_in(left)), None)


def thanks(text: str) -> bool:
    """Tell whether a person thanks for the help: « je vais l'appeler, merci »."""
    return (
        lexicon().thanks.are_in(f" {' '.join(tokens(text))} ") and len(text.split()) <= MOST_WORDS and "?" not in text
    )


def asks_for_someone(text: str) -> bool:
    """Tell whether a person asks whom they may talk to, or for the same again: « c'est quel numéro ? », « répétez »."""
    held, said = lexicon(), f" {' '.join(as_texted(text))} "
    if held.someone.are_in(said):
        return True
    return held.again.are_in(said) and len(text.split()) <= MOST_WORDS and not held.elsewhere.are_in(said)


def asks_besides(text: str) -> bool:
    """Tell whether a message names a subject of the house too: « on m'a piraté, et l'AMI est encore ouvert ? »."""
    return "?" in text and lexicon().elsewhere.are_in(f" {' '.join(as_texted(text))} ")


def wording() -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the records said for each kind, in order."""
    return lexicon().say


def help_for(kind: str, wordings: Wordings, catalogue: Catalogue) -> tuple[Message, ...]:
    """Return the official numbers, from the records; a pack without them still gives the emergency number."""
    held = [record for record in map(catalogue.record, wording()[kind]) if record]
    said = [Message(record.answer, sources=_sources(record)) for record in held]
    said = said or [Message(wordings.say("distress_more"))]
    said = [Message(wordings.say(BEFORE[kind])), *said] if kind in BEFORE else said
    return (*said[:-1], replace(said[-1], buttons=(to_a_person(wordings),)))


def goes_on(text: str, wordings: Wordings, catalogue: Catalogue) -> tuple[Message, ...]:
    """Return what follows the help a victim of a scam has just read: one line, or the whole again to who asks for it."""
    held, said = lexicon(), f" {' '.join(as_texted(text))} "
    if held.repeat.are_in(said):
        return help_for(CYBER, wordings, catalogue)
    key = "scam_complaint" if held.complaint.are_in(said) else "scam_told" if held.told.are_in(said) else "scam_goes_on"
    record = catalogue.record(wording()[CYBER][0])
    sources = _sources(record) if record else ()
    return (Message(wordings.say(key), sources=sources, buttons=(to_a_person(wordings),)),)


def complains(text: str) -> bool:
    """Tell whether a victim asks about a complaint: « je porte plainte ? »."""
    return lexicon().complaint.are_in(f" {' '.join(as_texted(text))} ") and len(text.split()) <= MOST_WORDS


def _sources(record: Record) -> tuple[Source, ...]:
    return (Source(**record.source.to_dict()),) if record.source else ()
