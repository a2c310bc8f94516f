"""Whether a message asks who answers here, or who publishes the service: « vous êtes ChatGPT ? », « qui édite ce site ? »."""

import re
from pathlib import Path

from nlu.french import flat
from nlu.words import words

CHALLENGE, PUBLISHER = "bot_challenge", "asked_publisher"
LISTS = words(Path(__file__).with_suffix(".yml"))
ROBOT, PUBLISHED = (
    re.compile(f"{LISTS['opening']}(?:{'|'.join(LISTS[name])}){LISTS['closing']}") for name in ("robot", "publisher")
)
ADDRESSED = re.compile(LISTS["addressed"])
LONGEST = 14  # words


def identity(text: str) -> str | None:
    """Return the intent of a message that asks nothing but who is here; None for any other."""
    said = flat(text.strip()).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if len(said.split()) > LONGEST:
        return None
    return CHALLENGE if ROBOT.fullmatch(said) else PUBLISHER if PUBLISHED.fullmatch(said) else None


def addresses(text: str) -> bool:
    """Tell whether a message says « vous » or « tu » to the assistant."""
    return bool(ADDRESSED.search(flat(text)))
