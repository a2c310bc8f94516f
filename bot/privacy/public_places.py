"""An address that is nobody's: that of a town hall, of a library, of the Région, where the message says so."""

import re
from functools import cache

from bot.privacy.spans import any_of, lists

REACH = 90


def of_a_public_place(folded: str, start: int, end: int) -> bool:
    """« la mairie est au 3 place Foch », « le 165 avenue de Bretagne est Euratechnologies »; never « j'habite… »."""
    before = folded[max(0, start - REACH) : start]
    if _dwelling().search(before):
        return False
    if re.sub(r"[\s,]+", " ", folded[start:end]) in lists("known_addresses") or _after().match(folded, end):
        return True
    found = _before().search(before)
    return found is not None and _beside().search(before, 0, found.start()) is None


@cache
def _dwelling() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lists('dwelling'))}\b")


@cache
def _places() -> str:
    return any_of(lists("public_places"))


@cache
def _before() -> re.Pattern[str]:
    """« la mairie de Lens se trouve au », « l'atelier a lieu », « le siège de la Région, »."""
    verbs = any_of(lists("stands_at"))
    return re.compile(rf"\b{_places()}{lists('of_a_town')}\s{{0,2}}(?:[,:(]\s?)?(?:{verbs}\s)?{lists('at_a_place')}$")


@cache
def _after() -> re.Pattern[str]:
    return re.compile(
        rf"[\s,]{{1,3}}(?:\d{{5}}\s[\w'-]+[\s,]{{1,3}})?(?:{any_of(lists('is_there'))}{lists('then_a_place')}){lists('an_article')}{_places()}\b"
    )


@cache
def _beside() -> re.Pattern[str]:
    """« derrière la mairie, 12 rue… » is somebody's."""
    return re.compile(rf"\b{any_of(lists('beside'))}{lists('beside_article')}")
