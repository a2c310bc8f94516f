"""What the agenda is asked by a message: since when, until when, around which place, which kinds."""

from dataclasses import replace
from datetime import date
from typing import Any

from rasa_sdk import Tracker

from actions import heard
from region import agenda_asked, agenda_named
from region.agenda import Wanted
from region.in_force import of_turn
from region.territory import Commune, key

CAFE_IA, EVENT = "cafe-ia", "evenement"
PLACES_AND_DATES = ("commune", "departement", "date")


def wanted(tracker: Tracker, where: dict[str, Any]) -> Wanted:
    """What the agenda is asked: from today or the period said, in the commune and those of its EPCI."""
    since, until = period(heard.entity(tracker, "date"), today=of_turn().today)
    kinds = agenda_asked.kinds(heard.text(tracker)) or frozenset()
    about = frozenset({CAFE_IA}) if heard.entity(tracker, "programme") == CAFE_IA else frozenset()
    looked = Wanted(since, until, _around(where), kinds | about)
    return _named(looked, tracker, where)


def _named(looked: Wanted, tracker: Tracker, where: dict[str, Any]) -> Wanted:
    """The same, of the events the message names; wherever they are when the town is in their name."""
    apart = [str(each.get("text")) for name in PLACES_AND_DATES for each in heard.named(tracker, name)]
    named = agenda_named.named(heard.text(tracker), of_turn().events, apart=apart)
    if named is None:
        return looked
    if not named.uids:
        return replace(looked, kinds=frozenset({EVENT}), label=named.label)
    town = of_turn().gazetteer.by_code(where.get("commune") or "")
    in_name = town is not None and f" {key(town.name)} " in f" {key(named.label)} "
    communes = frozenset[str]() if in_name else looked.communes
    return replace(looked, communes=communes, kinds=frozenset(), uids=named.uids, label=named.label)


def period(said: str | None, *, today: date) -> tuple[date, date | None]:
    """« 2026-12-01/2026-12-31 » → its two days, never before today."""
    start, _, end = (said or "").partition("/")
    if not start:
        return today, None
    first = date.fromisoformat(start)
    return max(first, today), date.fromisoformat(end) if end else first


def _around(where: dict[str, Any]) -> frozenset[str]:
    known = of_turn().gazetteer
    centre = known.by_code(where.get("commune") or "")
    if centre:
        return frozenset({centre.code, *(each.code for each in known.communes if _together(each, centre))})
    departement = where.get("departement")
    return frozenset(each.code for each in known.communes if departement and each.departement == departement)


def _together(one: Commune, other: Commune) -> bool:
    return one.code == other.code or (one.epci_code is not None and one.epci_code == other.epci_code)
