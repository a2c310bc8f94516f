"""Finds a workshop by place or date, and the nearest places that help with computers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import heard, languages, place, saying
from region import agenda, formats, opening_hours, places
from region.agenda import Event, Wanted
from region.catalogue import Catalogue
from region.in_force import of_turn
from region.places import Near
from region.records import Source
from region.territory import Commune


class FindWorkshop(Action):
    """« Un atelier près de chez moi »: the next ones known there, or what is known when there is none."""

    def name(self) -> str:
        return "action_find_workshop"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        if place.ask_which(dispatcher, tracker, intent="find_workshop"):
            return []
        where = place.looked_for(tracker)
        found = agenda.coming(of_turn().events, wanted(tracker, where))
        if not found:
            told = _told(dispatcher, tracker, of_turn().catalogue, "find_workshop", where)
            languages.add(dispatcher, tracker)
            return told
        say = of_turn().catalogue.wordings
        lines = [_event(each, say) for each in found]
        cited = saying.sources(_dated(each, say) for each in found)
        vouched = saying.vouched(lines, found)
        dispatcher.utter_message(
            response="utter_sessions", sessions="\n".join(lines), json_message={"sources": cited, "facts": vouched}
        )
        languages.add(dispatcher, tracker)
        return [SlotSet("place", where), *saying.remembered(intent="find_workshop", cited=cited)]


class DigitalHelp(Action):
    """« Qui peut m'aider avec l'ordinateur ? »: the three nearest places, or where to look."""

    def name(self) -> str:
        return "action_digital_help"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        if place.ask_which(dispatcher, tracker, intent="ask_digital_help"):
            return []
        where = place.looked_for(tracker)
        commune = of_turn().gazetteer.by_code(where.get("commune") or "")
        found = places.nearest(of_turn().places, commune) if commune else ()
        if not found:
            return _told(dispatcher, tracker, of_turn().catalogue, "ask_digital_help", where)
        say = of_turn().catalogue.wordings
        cited = _cited(found, say)
        lines = [_place(each, say) for each in found]
        vouched = saying.vouched(lines, [each.place for each in found])
        dispatcher.utter_message(
            response="utter_places", places="\n".join(lines), json_message={"sources": cited, "facts": vouched}
        )
        return [SlotSet("place", where), *saying.remembered(intent="ask_digital_help", cited=cited)]


def wanted(tracker: Tracker, where: dict[str, Any]) -> Wanted:
    """What the agenda is asked: from today or the period said, in the commune and those of its EPCI."""
    since, until = period(heard.entity(tracker, "date"), today=of_turn().today)
    kinds = frozenset({"cafe-ia"}) if heard.entity(tracker, "programme") == "cafe-ia" else frozenset()
    return Wanted(since, until, _around(where), kinds)


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


def _told(
    dispatcher: CollectingDispatcher, tracker: Tracker, catalogue: Catalogue, intent: str, where: dict[str, Any]
) -> list[EventType]:
    today = of_turn().today
    record = catalogue.for_intent(intent, {**heard.facts(tracker), **where}, today=today)
    if record is None:
        dispatcher.utter_message(response="utter_dont_know")
        return []
    saying.record(dispatcher, record, today=today)
    cited = saying.sources(record.sources)
    return [SlotSet("place", where), *saying.remembered(intent=intent, records=[record.id], cited=cited)]


def _event(event: Event, say: Mapping[str, str]) -> str:
    commune = of_turn().gazetteer.by_code(event.commune or "")
    known = [event.place, commune.name if commune and commune.name not in (event.place or "") else None]
    where = "".join(f", {part}" for part in known if part)
    return say["dialogue.session"].format(title=event.title, when=event.when, place=where)


def _dated(event: Event, say: Mapping[str, str]) -> Source:
    """The organiser's announcement, with the day it was read where it bears none of its own."""
    if event.source.date:
        return event.source
    label = say["dialogue.brought_in"].format(day=formats.day(event.checked_on))
    return replace(event.source, date=event.checked_on, date_label=label)


def _place(near: Near, say: Mapping[str, str]) -> str:
    found = near.place
    parts = [found.name, found.address, found.commune_name, found.phone, opening_hours.said(found.hours, say)]
    distance = [say["dialogue.distance"].format(km=formats.number(round(near.km, 1)))] if near.km is not None else []
    return say["dialogue.place"].format(place=", ".join([part for part in parts if part] + distance))


def _cited(found: tuple[Near, ...], say: Mapping[str, str]) -> list[dict[str, Any]]:
    days = [each.place.updated_on for each in found if each.place.updated_on]
    oldest = min(days) if days else None
    label = formats.day(oldest) if oldest else say["dialogue.places_undated"]
    return saying.sources([Source(say["dialogue.places_source"], None, "officiel", oldest, label)])
