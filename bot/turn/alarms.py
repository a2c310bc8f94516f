"""The reviewed sentences that alarm, as distress.yml holds them, and the words of a text as they read them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.turn.phrases import Phrases
from bot.turn.texted import Texted
from nlu.french import tokens
from nlu.words import words

LEXICON = Path(__file__).with_name("distress.yml")


@dataclass(frozen=True)
class Lexicon:
    """The reviewed sentences, compiled: what is taken out first, then each kind's."""

    never: Phrases
    kinds: Mapping[str, Phrases]
    say: Mapping[str, tuple[str, ...]]
    thanks: Phrases
    someone: Phrases
    again: Phrases
    repeat: Phrases
    complaint: Phrases
    told: Phrases
    elsewhere: Phrases
    texted: Texted


def as_texted(text: str) -> list[str]:
    """Return the words of a text, those of text messages written out."""
    return lexicon().texted.read(tokens(text))


@cache
def stroke() -> re.Pattern[str]:
    """« un AVC » is a stroke; « rdv avc vous » is « avec », as the short forms say."""
    before = "|".join(map(re.escape, words(LEXICON)["stroke_after"]))
    return re.compile(rf"\b({before})[\s-]{{0,2}}a\.?v\.?c\b", re.IGNORECASE)


@cache
def lexicon() -> Lexicon:
    """Return the sentences of distress.yml."""
    read = words(LEXICON)
    kinds = {name: Phrases.of(kind["phrases"]) for name, kind in read["kinds"].items()}
    say = {name: tuple(kind["say"]) for name, kind in read["kinds"].items()}
    afterwards = {name: Phrases.of(phrases) for name, phrases in read["afterwards"].items()}
    texted = Texted.of(read["texted"])
    return Lexicon(never=Phrases.of(read["never"]), kinds=kinds, say=say, texted=texted, **afterwards)
