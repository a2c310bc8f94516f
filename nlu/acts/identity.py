"""Whether a message asks who answers here, who publishes the service, or how far it can be believed: « vous êtes ChatGPT ? », « vous pouvez vous tromper ? »."""

import re
from pathlib import Path

from nlu.french import flat
from nlu.words import words

CHALLENGE, PUBLISHER, RELIABLE = "bot_challenge", "asked_publisher", "asked_if_reliable"
LISTS = words(Path(__file__).with_suffix(".yml"))
KINDS = {
    intent: re.compile(f"{LISTS['opening']}(?:{'|'.join(LISTS[name])}){LISTS['closing']}")
    for name, intent in (("robot", CHALLENGE), ("publisher", PUBLISHER), ("reliable", RELIABLE))
}
ADDRESSED = re.compile(LISTS["addressed"])
LONGEST = 14  # words


def identity(text: str) -> str | None:
    """Return the intent of a message that asks nothing but who is here; None for any other."""
    said = flat(text.strip()).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if len(said.split()) > LONGEST:
        return None
    return next((intent for intent, form in KINDS.items() if form.fullmatch(said)), None)


def addresses(text: str) -> bool:
    """Tell whether a message says « vous » or « tu » to the assistant."""
    return bool(ADDRESSED.search(flat(text)))
