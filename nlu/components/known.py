"""What the places of France are called, as the acts of a message read them."""

from rapidfuzz.distance import OSA

from nlu import acts
from nlu.french import flat
from region.in_force import of_turn

SHORTEST_NEAR = 6  # letters


def _codes(name: str) -> list[str]:
    return [commune.code for commune in of_turn().gazetteer.anywhere(name)]


def _postal(code: str) -> list[str]:
    return [commune.code for commune in of_turn().gazetteer.by_postal_code(code)]


def _near(name: str) -> list[str]:
    """« beauvai »: the town whose name is one letter away."""
    found = of_turn().gazetteer.near(name)[:1] if len(name) >= SHORTEST_NEAR else ()
    return [each.code for each in found if OSA.distance(flat(each.name), name) <= 1]


def _near_here(name: str) -> list[str]:
    codes, gazetteer = _near(name), of_turn().gazetteer
    return [code for code in codes if (town := gazetteer.by_code(code)) and town in gazetteer.find(town.name)]


KNOWN = acts.Known(towns=_codes, postal=_postal, near=_near, near_here=_near_here)
