"""Whether a message asks rather than answers, and whether it asks what the question just asked is for."""

import re

from nlu.french import flat

QUESTION = re.compile(
    r"\?|^(?:et |mais |euh |bon |ok |alors |donc |du coup |au fait |sinon )*"
    r"(?:qu'|que |quel|qui |quand|comment|combien|pourquoi|est[- ]ce|peut[- ]on|puis[- ]je|c'est quoi|c quoi|c koi|faut[- ]il|ou (?!non|pas)|y a[- ]t|a quoi|a qui|depuis quand|dites|expliquez|parlez)"
    r"|\b(?:ca passe|ca marche|ca rentre|ou pas|c'est quoi|c'est qui|c'est ou|c'est quand|qu'est[- ]ce|est[- ]ce qu|ca veut dire quoi|je m'adresse a qui|du coup (?:je|on))\b"
)
WHY = re.compile(r"^(?:et |mais |euh )?(?:pourquoi|a quoi (?:ca|cela|cette)|(?:c'est )?pour quoi(?: faire)?)\b")
OPEN = re.compile(
    r"\b(?:combien|quel(?:le)?s?|qui|quand|comment|pourquoi|ou est|d'ou|lequel|laquelle|quoi|qu'est[- ]ce|koi)\b"
)
ONLY_WHY = re.compile(
    r"(?:et |mais |euh |bon )?(?:pourquoi|(?:a|pour) quoi (?:ca |cela )?(?:sert|servira|va servir)?)"
    r"(?: (?:donc|ca|cela|(?:la|cette|votre|une telle) question|(?:me |nous )?(?:demande[rsz]*|vous (?:me |nous )?demandez)(?: (?:ca|cela|mon|le|la) ?\w*)?))?\W*"
)
LONGEST_WHY = 8


def is_question(text: str) -> bool:
    """Tell whether the message asks rather than answers."""
    return bool(QUESTION.search(flat(text.strip())))


def opens_question(text: str) -> bool:
    """Tell whether what it asks cannot be answered by yes or no: « ça paie combien pour 12 salariés ? »."""
    return bool(OPEN.search(flat(text)))


def asks_why(text: str) -> bool:
    """Tell whether the message asks what the question just asked is for: « pourquoi vous me demandez ça ? »."""
    return bool(WHY.match(flat(text.strip()))) and len(text.split()) <= LONGEST_WHY


def asks_only_why(text: str) -> bool:
    """Tell whether it can ask nothing else: « pourquoi ? », « à quoi sert la question ? »."""
    return bool(ONLY_WHY.fullmatch(flat(text.strip())))
