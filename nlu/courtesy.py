"""Finds what is said between two courtesies: « Bonjour, qui peut candidater ? Merci d'avance. » asks, and does not only greet."""

import re
from pathlib import Path

from nlu import intents
from nlu.acts.questions import is_question
from nlu.french.text import flat
from nlu.words import either, words

COURTEOUS = intents.of_kind("courtesy")
"""The intents of a message that is nothing but courtesy."""

SAID = {name: either(forms) for name, forms in words(Path(__file__).with_suffix(".yml")).items()}
_GREETING = (
    rf"(?:{SAID['greetings']})\b(?:[\s,]+(?:{SAID['everyone']})\b)*|(?:{SAID['titles']})[\s,]+(?:{SAID['titles']})"
)
_PLEASE = rf"(?:{SAID['please']})\b"
_THANKS = rf"(?:(?:{SAID['how_much']})\s+)?(?:{SAID['thanks']})(?:\s+(?:{SAID['thanked']}))*"
_WORDS = r"\w+\W+\w+"
_GAP = r"[\s,.;:!?()-]"
OPENING = re.compile(
    rf"\W*(?:(?:{_GREETING})(?:[\s,.!;:)-]+(?:{_GREETING}))*(?:[\s,.!;:)-]+{_PLEASE})?|{_PLEASE})(?:[\s,.!;:)-]+|$)"
)
CLOSING = re.compile(
    rf"(?:(?:^|(?<!{_GAP})(?:{_GAP})++)(?:et\s+)?(?:{_THANKS}|{SAID['farewells']}|{_PLEASE}))+[\s.!,;:)]*$"
)
HEARD = re.compile(
    rf"\W*(?:(?:(?:{SAID['heard']})\b|{_THANKS}\b)[\s,.!;:)-]+)+(?:(?:{SAID['then']})\b[\s,]+)?(?={_WORDS})"
)


def core(text: str) -> str | None:
    """Return what `text` says without its opening and closing courtesies; None when it has none, or is nothing else.

    Before a question, the words that only say one has heard are left out as well: « ok mais c'est payant ? ».
    """
    plain = flat(text)
    opening, closing = OPENING.match(plain), CLOSING.search(plain)
    start, end = opening.end() if opening else 0, closing.start() if closing else len(text)
    heard = HEARD.match(plain, start)
    if heard and is_question(text[heard.end() :]):
        start = heard.end()
    said = text[start:end].strip()
    asked = " ?" if closing and "?" in closing.group() else ""
    return said + asked if said != text.strip() and re.search(r"\w", said) else None
