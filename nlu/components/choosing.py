"""The value that words choose where a check asks for one of a few: « un projet innovant », « une boulangerie »."""

import re
from pathlib import Path

from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts
from nlu.components.deciding import answers, decide
from nlu.components.entities import as_rasa
from nlu.entities import Entity
from nlu.french import flat
from nlu.words import words
from region import statements

CHOSEN = frozenset({"activity", "project", "registered", "recent_dismissal"})
MOST_WORDS = 20
LISTS = words(Path(__file__).with_suffix(".yml"))


def choose(message: Message, text: str, asked: str) -> bool:
    """Take the message for the value its words name; False where it asks something, or names none."""
    if asked not in CHOSEN or acts.is_question(text) or len(text.split()) > MOST_WORDS:
        return False
    value = statements.of(text).get(asked, _worded(text, asked))
    if value is None:
        return False
    others = [each for each in message.get(ENTITIES, []) if each["entity"] != asked]
    message.set(ENTITIES, [*others, as_rasa(Entity(asked, 0, len(text), value), text)], add_to_output=True)
    decide(message, "inform")
    answers(message)
    return True


def _worded(text: str, asked: str) -> str | None:
    """« du matériel » says the nature of the project only where it is asked for."""
    said = flat(text)
    found = (
        value for value, known in LISTS.get(asked, {}).items() if any(re.search(rf"\b{word}\b", said) for word in known)
    )
    return next(found, None)


def founds(message: Message, text: str) -> bool:
    """Tell whether somebody says they create a firm, and where or with how much: a case, though nothing of AI is said."""
    named = {each["entity"] for each in message.get(ENTITIES, [])}
    said = statements.of(text)
    return (
        said.get("registered") is False
        and bool(named & {"commune", "departement", "amount"})
        and not acts.is_question(text)
    )
