"""Who somebody says they are in a message that asks something else: it is remembered, and a check opened later begins with it."""

from collections.abc import Sequence
from typing import Any

from nlu import acts
from nlu.components.known import KNOWN
from nlu.components.names import finder
from nlu.entities import Entity
from region import activity
from region.in_force import of_turn
from region.vocabulary import PUBLIC, of_a_town_hall

KEPT = ("org_type", "commune", "departement", "headcount", "turnover", "investment", "amount")
COMMUNE = "commune"


def introduced(text: str) -> dict[str, Any]:
    """Return the facts that the message tells of who writes; empty where it says of nobody that it is them."""
    said = acts.introduction(text)
    if not said or acts.says_where_one_lives(said):
        return {}
    entities = finder().find(said, today=of_turn().today)
    body = next((each for each in _bodies(entities, said) if acts.presents(said, each.start)), None)
    trade = _trade(said)
    if body is None and trade is None:
        return {}
    aside = acts.stated_of_another(said, entities) | acts.nearby(said, entities)
    told = [each for each in acts.told(said, entities=entities, known=KNOWN).stated if each not in aside]
    facts = {each.entity: each.value for each in told if each.entity in KEPT and each.value is not None}
    return facts | _body(body, said) | ({"activity": trade} if trade and facts.get("org_type") not in PUBLIC else {})


def _bodies(entities: Sequence[Entity], text: str) -> list[Entity]:
    """The bodies named, and the roles held in a town hall: « secrétaire de mairie »."""
    roles = [each for each in entities if each.entity == "person_audience"]
    town_halls = [each for each in roles if of_a_town_hall(text[each.start : each.end])]
    return sorted([*(each for each in entities if each.entity == "org_type"), *town_halls], key=lambda each: each.start)


def _body(body: Entity | None, text: str) -> dict[str, Any]:
    """The kind of the body, and the department of the one named: « la communauté d'agglo du Boulonnais »."""
    if body is None:
        return {}
    known = of_turn().gazetteer.epci(text[body.start : body.end]) if body.entity == "org_type" else None
    return {"org_type": COMMUNE if body.entity != "org_type" else body.value} | (
        {"departement": known.departement} if known and known.departement else {}
    )


def _trade(text: str) -> str | None:
    """The trade that the person says is theirs: « on est une menuiserie à Albert »."""
    value, place = activity.of(text), activity.place(text)
    return value if place is not None and acts.presents(text, place) else None
