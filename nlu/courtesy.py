"""Finds what is said between two courtesies: « Bonjour, qui peut candidater ? Merci d'avance. » asks, and does not only greet."""

import re

from nlu import intents
from nlu.french.text import flat

COURTEOUS = intents.of_kind("courtesy")
"""The intents of a message that is nothing but courtesy."""

_EVERYONE = r"(?:a\s+(?:tous|toutes|vous|toi)|madame|monsieur|messieurs|mesdames|mme|mr|beffroi|(?:toute\s+)?l'equipe)"
_GREETING = (
    rf"(?:bonjour|bonsoir|salut|coucou|bjr|bsr|slt|hello|hey|allo|re)\b(?:[\s,]+{_EVERYONE}\b)*"
    r"|(?:madame|monsieur)[\s,]+(?:madame|monsieur)"
)
_PLEASE = r"(?:excusez?[- ]moi|pardon|desolee?|s'il (?:vous|te) plait|svp|stp)\b"
_THANKS = (
    r"(?:(?:un\s+)?grand\s+|mille\s+)?(?:merci|mrc|mci)"
    r"(?:\s+(?:d\s?'?\s?avance|par avance|beaucoup|bcp|bien|infiniment|encore|a vous|a toi"
    r"|pour (?:votre|vos|ton|tes|la|les|l')\s*\w+))*"
)
_FAREWELL = (
    r"(?:bien\s+)?cordialement|cdl?t|bien a vous|(?:sinceres\s+|meilleures\s+)?salutations(?:\s+distinguees)?"
    r"|bonne (?:journee|soiree|continuation|fin de journee)|a bientot|au revoir"
)
_GAP = r"[\s,.;:!?()-]"
OPENING = re.compile(
    rf"\W*(?:(?:{_GREETING})(?:[\s,.!;:)-]+(?:{_GREETING}))*(?:[\s,.!;:)-]+{_PLEASE})?|{_PLEASE})(?:[\s,.!;:)-]+|$)"
)
CLOSING = re.compile(rf"(?:(?:^|(?<!{_GAP})(?:{_GAP})++)(?:et\s+)?(?:{_THANKS}|{_FAREWELL}|{_PLEASE}))+[\s.!,;:)]*$")


def core(text: str) -> str | None:
    """Return what `text` says without its opening and closing courtesies; None when it has none, or is nothing else."""
    plain = flat(text)
    opening, closing = OPENING.match(plain), CLOSING.search(plain)
    start, end = opening.end() if opening else 0, closing.start() if closing else len(text)
    said = text[start:end].strip()
    asked = " ?" if closing and "?" in closing.group() else ""
    return said + asked if said != text.strip() and re.search(r"\w", said) else None
