"""What the agenda is asked by a message: since when, until when, around which place, which kinds."""

from datetime import date
from typing import Any

from rasa_sdk import Tracker

from actions import heard
from region import agenda_asked
from region.agenda import Wanted
from region.in_force import of_turn
from region.territory import Commune

CAFE_IA = "cafe-ia"


def wanted(tracker: Tracker, where: dict[str, Any]) -> Wanted:
    """What the agenda is asked: from today or the period said, in the commune and those of its EPCI."""
    since, until = period(heard.entity(tracker, "date"), today=of_turn().today)
    named = agenda_asked.kinds(heard.text(tracker)) or frozenset()
    about = frozenset({CAFE_IA}) if heard.entity(tracker, "programme") == CAFE_IA else frozenset()
    return Wanted(since, until, _around(where), named | about)


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
