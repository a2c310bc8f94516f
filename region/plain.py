"""Whether a text is plain French: short sentences, short answers, acronyms written out, neutral words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from region.files import pack_file, read_yaml
from region.names import PROGRAMMES
from region.territory import key
from region.wordings import say

MAX_SENTENCE, MAX_ANSWER, MAX_SIMPLE_SENTENCES = 20, 60, 3
_SENTENCE_END = re.compile(r"(?<=[.!?…])[»”\"')]*\s+")
_ACRONYM = re.compile(r"\b[A-Z]{2,}[A-Z0-9]*\b")
_SHORT_MONEY = re.compile(r"\d\s*(?:M€|k€|Md€)")
_DOUBLED = re.compile(r"(?:€|%|euros)\s*(?:€|%|euros)")
_QUOTED_OR_NAMED = re.compile("|".join(["«[^»]*»", *(re.escape(names[0]) for names in PROGRAMMES.values())]))
_READ = read_yaml(pack_file("acronyms.yml"))
_PROMOTIONAL = re.compile(rf"\b(?:{'|'.join(read_yaml(pack_file('plain.yml'))['promotional'])})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Acronyms:
    """Those to write out, with the words that do it, and those that are names."""

    written_out: Mapping[str, str]
    names: frozenset[str]


SHIPPED = Acronyms(_READ["written_out"], frozenset(_READ["names"]))


def answer_faults(text: str, *, acronyms: Acronyms = SHIPPED) -> Iterator[str]:
    """What is not plain in an answer."""
    yield from _common(text)
    if (count := len(words(text))) > MAX_ANSWER:
        yield say("plain.words", count=count, most=MAX_ANSWER)
    for acronym in dict.fromkeys(_ACRONYM.findall(text)):
        full = acronyms.written_out.get(acronym)
        if full is None and acronym not in acronyms.names:
            yield say("plain.acronym_unlisted", acronym=acronym)
        elif full is not None and key(full) not in key(text):
            yield say("plain.acronym_not_written", acronym=acronym, full=full)


def simple_faults(text: str, *, acronyms: Acronyms = SHIPPED) -> Iterator[str]:
    """What is not simple in the text « plus simple » serves."""
    yield from _common(text)
    if (count := len(sentences(text))) > MAX_SIMPLE_SENTENCES:
        yield say("plain.sentences", count=count, most=MAX_SIMPLE_SENTENCES)
    yield from (
        say("plain.acronym", acronym=acronym)
        for acronym in dict.fromkeys(_ACRONYM.findall(text))
        if acronym not in acronyms.names
    )


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part for part in _SENTENCE_END.split(text.strip()) if part]


def words(text: str) -> list[str]:
    """Its words; « 70 000 € » is one, punctuation is none."""
    return [word for word in re.split(r"[ \n\t]+", text) if re.search(r"\w", word)]


def _common(text: str) -> Iterator[str]:
    for sentence in sentences(text):
        if (count := len(words(sentence))) > MAX_SENTENCE:
            yield say("plain.long_sentence", count=count, most=MAX_SENTENCE, start=sentence[:50])
    if found := _PROMOTIONAL.search(_QUOTED_OR_NAMED.sub("", text)):
        yield say("plain.promotional", found=found[0])
    if found := _SHORT_MONEY.search(text):
        yield say("plain.short_money", found=found[0])
    if found := _DOUBLED.search(text):
        yield say("plain.doubled", found=found[0])
