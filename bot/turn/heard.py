"""Somebody tells of a message or a call received: the address in it is another's, and nobody waits to be called back."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from bot.house import House
from bot.replies import Message, Reply
from bot.turn.distress import CYBER, help_for
from bot.turn.outgoing import REACHED_BY
from bot.turn.phrases import Phrases
from nlu.french import tokens
from nlu.scope import OUT
from nlu.words import words
from region.catalogue import Catalogue

SOMEBODY = re.compile(r"<(?:EMAIL|PHONE)>")
NOT_UNDERSTOOD = frozenset({None, OUT, "ask_contact"})
"""What an address makes of a message whose words say nothing else: no subject, or a way to reach the Région."""


def tells_of_others(text: str, kinds: Iterable[str]) -> bool:
    """Tell whether a masked text says from whom something came: « j'ai reçu un mail de <EMAIL> »."""
    if not REACHED_BY & set(kinds):
        return False
    return _told().are_in(f" {' '.join(tokens(SOMEBODY.sub(' quidam ', text)))} ")


def answer_to(reply: Reply, house: House, catalogue: Catalogue) -> Reply:
    """Return the reply where it understood a subject; otherwise what to beware of, and who helps."""
    if reply.understanding.name not in NOT_UNDERSTOOD:
        return reply
    _, *helped = help_for(CYBER, house.wordings, catalogue)
    return reply.with_messages((Message(house.wordings.say("heard_from")), *helped))


@cache
def _told() -> Phrases:
    return Phrases.of(words(Path(__file__).with_name("reached.yml"))["told"])
