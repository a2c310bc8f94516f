"""Whether a message, outside a check, says who somebody is and where, and so calls for the check of their case."""

import re
from collections.abc import Sequence

from rasa.shared.nlu.training_data.message import Message

from nlu import acts, intents
from nlu.components.deciding import name_of, sure
from nlu.components.entities import beside_aids
from nlu.components.known import KNOWN
from nlu.components.names import epcis
from nlu.courtesy import OPENING
from nlu.entities import Entity
from nlu.french import flat
from nlu.intents import CHECKS
from nlu.scope import OUT
from region import activity
from region.in_force import of_turn
from region.vocabulary import FIRMS, of_a_town_hall

PLACES = frozenset({"commune", "departement"})
WHERE = PLACES | {"amount"}
ABOUT_AID = intents.where(lambda intent: intent.of_a_case) | {OUT, None}
"""What such a question is taken for by its words alone."""
COMPANY_CHECK, HEAD = "check_company_support", "dirigeant"
NAMED, COUNTED = frozenset({"programme", "siren"}), frozenset({"headcount", "turnover", "amount"})
SURE = 0.9


def describes(message: Message, text: str, entities: Sequence[Entity]) -> bool:
    """« asso d'insertion à Denain, on a droit à quoi ? », « SARL de 5 salariés à Arras, 20 000 € »: a case, told of one's own."""
    if not _told(text, entities):
        return False
    if _portrays(message, text, entities):
        return True
    if name_of(message) in CHECKS:
        public = not sure(message, SURE) and _public(text, entities)
        return name_of(message) == COMPANY_CHECK and (public or _asks_every_aid(text, entities))
    opens = _opens(text, entities) or _of_one_case(text, entities)
    unsure = name_of(message) in ABOUT_AID or not sure(message, SURE)
    if acts.asks_for_aid(text):
        return unsure and (opens or acts.speaks_for_oneself(text))
    if acts.is_question(text) or not (opens or (unsure and acts.speaks_for_oneself(text))):
        return False
    found = acts.read(text, asked=None, entities=entities, known=KNOWN)
    wholly = found is not None and found.wholly and _told(text, found.stated)
    trade, own_firm = activity.of(text) is not None, acts.tells_own_firm(text)
    counted = trade or any(each.entity == "headcount" for each in entities)
    return wholly or (own_firm and counted) or (trade and acts.presents_trade(text, entities))


def _told(text: str, entities: Sequence[Entity]) -> bool:
    placed = bool({each.entity for each in entities} & WHERE) or names_an_epci(text)
    return placed and _who(text, entities) is not None


def _portrays(message: Message, text: str, entities: Sequence[Entity]) -> bool:
    """« salon de coiffure à Lens, 3 salariés, 2 900 € pour un logiciel »: who, where and how much, with nothing asked."""
    told = {each.entity for each in entities}
    if acts.is_question(text) or told & NAMED or not (acts.opens_on_oneself(text) or acts.names_own_body(text)):
        return False
    if {each.entity for each in acts.stated_of_another(text, entities)} & PLACES:
        return False
    if not (told & PLACES or names_an_epci(text)):
        return False
    if name_of(message) == COMPANY_CHECK:
        return bool(told & COUNTED)
    return "amount" in told and (name_of(message) in ABOUT_AID or not sure(message, SURE))


def _asks_every_aid(text: str, entities: Sequence[Entity]) -> bool:
    """« j'ai une menuiserie de 14 salariés à Hazebrouck, à quoi ai-je droit ? »: all is said, and no number is needed first."""
    told = {each.entity for each in entities}
    return acts.asks_for_aid(text) and bool(told & PLACES) and not told & {"programme", "siren"}


def _of_one_case(text: str, entities: Sequence[Entity]) -> bool:
    """« quelles aides pour une PME de 30 salariés à Lens ? »: a number tells it from any such body."""
    counted = any(each.entity in {"headcount", "amount"} for each in entities)
    return counted and acts.is_for_one(text, _who(text, entities) or 0)


def names_an_epci(text: str) -> bool:
    """Tell whether an intermunicipal body is named, and so where it is: « la CC du Ternois »."""
    return epcis(of_turn().gazetteer).named(text) is not None


def _public(text: str, entities: Sequence[Entity]) -> bool:
    """An intercommunality, or the head of a village's services, that asks what there is for it is no firm."""
    bodies = {each.value for each in entities if each.entity == "org_type"}
    return not bodies & FIRMS and (bool(bodies) or any(_serves_a_town_hall(text, each) for each in entities))


def _serves_a_town_hall(text: str, role: Entity) -> bool:
    return role.entity == "person_audience" and of_a_town_hall(text[role.start : role.end])


def _who(text: str, entities: Sequence[Entity]) -> int | None:
    """Return where the message says who it speaks for: a body, its people, a trade; None where it does not."""
    places = [
        each.start
        for each in entities
        if each.entity in {"org_type", "headcount"}
        or (each.entity == "person_audience" and each.value == HEAD)
        or _serves_a_town_hall(text, each)
    ]
    return min(places, default=0 if activity.of(beside_aids(text, entities)) else None)


def _opens(text: str, entities: Sequence[Entity]) -> bool:
    """« bonjour, agriculteur à Hesdin, quelles aides ? »: who it is comes first, with no article before."""
    place, greeting = _who(text, entities), OPENING.match(flat(text))
    start = greeting.end() if greeting else 0
    return place is not None and not re.search(r"\w", text[start:place])
