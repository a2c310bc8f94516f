"""Prepares what a person wrote to become a training sentence: one line, no markup, no company number."""

import re

from stdnum.fr import siren, siret

from bot.privacy import mask
from nlu.french import fold

KEPT = re.compile(r"[a-z0-9€%<>]+")
SPACES = re.compile(r"\s+")
LEADING = re.compile(r"^[\s/\-*#]+")
MARKUP = str.maketrans({"[": "(", "]": ")", "{": "(", "}": ")", "\\": "/", "`": "'"})
NUMBER = re.compile(r"(?<!\d)\d(?:[ .\u00a0\u202f]?\d){8,13}(?!\d)")
PLACEHOLDER = re.compile(r"<[A-Z]{3,8}>")
LONG_NUMBER = re.compile(r"\d(?:[ .\-/]?\d){5,}")
NAME = re.compile(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Ý][a-zà-ÿ]+ [A-ZÀ-Ý][a-zà-ÿA-Z-]+")
SIREN = "<SIREN>"


def key(text: str) -> str:
    """Return what two writings of one sentence share: accents, case and punctuation set aside."""
    return " ".join(KEPT.findall(fold(text)))


def as_example(text: str) -> str:
    """Return `text` as a line of a training file: SIREN and SIRET replaced, nothing Rasa would obey."""
    flat = LEADING.sub("", SPACES.sub(" ", text).translate(MARKUP)).strip()
    return NUMBER.sub(_without_company, flat)


def doubtful(text: str) -> bool:
    """Tell whether a text may still hold personal data, so that its box is not ticked in advance."""
    example = as_example(text)
    hidden = [found for found in PLACEHOLDER.findall(example) if found != SIREN]
    return bool(hidden or mask(text).kinds or LONG_NUMBER.search(example) or NAME.search(example))


def _without_company(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found.group())
    known = (len(digits) == 9 and siren.is_valid(digits)) or (len(digits) == 14 and siret.is_valid(digits))
    return SIREN if known else found.group()
