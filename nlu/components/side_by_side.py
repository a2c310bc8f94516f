"""« ADEN ou DACS, quelle différence ? »: the aids named are told side by side, each by its own record."""

from typing import Any

from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu import acts, intents
from nlu.components.deciding import decide, name_of
from nlu.selector.decision import NONE, TWO, Choice
from region.in_force import of_turn

ABOUT_CALL, ABOUT_AID = "ask_ami", "ask_programme"
PAIR = 2


def side_by_side(message: Message) -> Choice:
    """Return the records of the two aids that a question compares; none where it compares none."""
    text, aids = message.get(TEXT) or "", _named(message)
    if len(aids) != PAIR or name_of(message) in intents.CHECKS or not acts.compares_aids(text):
        return Choice(NONE)
    records = [of_turn().catalogue.for_intent(_intent(aid), {"programme": aid}, today=of_turn().today) for aid in aids]
    ids = tuple(dict.fromkeys(each.id for each in records if each is not None))
    if len(ids) != PAIR:
        return Choice(NONE)
    decide(message, ABOUT_AID)
    return Choice(TWO, ids, score=1.0)


def _named(message: Message) -> list[str]:
    held: list[dict[str, Any]] = message.get(ENTITIES, [])
    return list(dict.fromkeys(each["value"] for each in held if each["entity"] == "programme"))


def _intent(aid: str) -> str:
    programme = of_turn().catalogue.programmes.get(aid)
    return ABOUT_AID if programme is None or programme.audience == "company" else ABOUT_CALL
