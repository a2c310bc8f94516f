"""How dates of the agenda are told: those found, or that none is known there and which are nearest."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import heard, saying
from actions.listed import dated, event_line
from region import agenda, agenda_asked, formats
from region.agenda import Event, Wanted
from region.in_force import of_turn
from region.names import departement_name
from region.places import distance
from region.territory import Commune

UNKNOWN = "unknown"


def say_found(dispatcher: CollectingDispatcher, found: tuple[Event, ...], *, missing: str = "") -> list[dict[str, Any]]:
    """Say these dates; after `missing`, as those known elsewhere. Returns their sources."""
    say = of_turn().catalogue.wordings
    lines = [event_line(each, say) for each in found]
    cited = saying.sources(dated(each, say) for each in found)
    vouched = [*saying.vouched(lines, found), *([missing] if missing else [])]
    dispatcher.utter_message(
        response="utter_sessions_elsewhere" if missing else "utter_sessions",
        sessions="\n".join(lines),
        missing=missing,
        json_message={"sources": cited, "facts": vouched},
    )
    return cited


def say_elsewhere(
    dispatcher: CollectingDispatcher, tracker: Tracker, looked: Wanted, where: dict[str, Any]
) -> list[dict[str, Any]]:
    """Nothing is known there or then: what a record says of the place, then the nearest dates."""
    held = of_turn()
    record = held.catalogue.for_intent("find_workshop", {**heard.facts(tracker), **where}, today=held.today)
    told = record if record and record.confidence != UNKNOWN else None
    if told:
        saying.record(dispatcher, told, today=held.today)
    centre = held.gazetteer.by_code(where.get("commune") or "")
    nearest = agenda.nearest(held.events, looked, km=lambda event: _km(event, centre))
    cited = say_found(dispatcher, nearest, missing=missing(looked, where))
    return [*(saying.sources(told.sources) if told else []), *cited]


def missing(looked: Wanted, where: dict[str, Any]) -> str:
    """« Café IA, Béthune : aucune date à venir n'est connue ici, au 27 novembre 2026. »"""
    held, say = of_turn(), of_turn().catalogue.wordings
    departement = where.get("departement")
    if departement and departement not in held.catalogue.service.departements:
        return say["dialogue.out_of_region"].format(place=there(where))
    day = formats.day(agenda.as_of(held.events) or held.today)
    nothing = say["dialogue.nothing_to_come"].format(day=day)
    asked = looked_for(looked, where)
    return f"{asked} : {nothing}." if asked else f"{nothing[:1].upper()}{nothing[1:]}."


def looked_for(looked: Wanted, where: dict[str, Any]) -> str:
    """« Café IA, Béthune, décembre 2026 »: what is looked for, where and when."""
    then = [formats.period(looked.since, looked.until)] if looked.until else []
    named = looked.label or formats.joined([agenda_asked.label(kind) for kind in sorted(looked.kinds)])
    return ", ".join(filter(None, [named, there(where), *then]))


def there(where: dict[str, Any]) -> str:
    """Return the name of a place looked for, empty where none is."""
    town, departement = of_turn().gazetteer.by_code(where.get("commune") or ""), where.get("departement")
    return town.name if town else departement_name(departement) if departement else ""


def _km(event: Event, centre: Commune | None) -> float | None:
    there = of_turn().gazetteer.by_code(event.commune or "")
    return distance(there, centre) if there and centre else None
