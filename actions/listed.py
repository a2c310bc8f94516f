"""How an event and a place are said in a list, and where they come from."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions import saying
from region import formats, opening_hours, whereabouts
from region.agenda import Event
from region.in_force import of_turn
from region.places import Near
from region.records import Source


def event_line(event: Event, say: Mapping[str, str]) -> str:
    """The title of an event, when it is, where, and its own page, in one line."""
    commune = of_turn().gazetteer.by_code(event.commune or "")
    where = whereabouts.where(event.place, commune)
    line = say["dialogue.session"].format(title=event.title, when=event.when, place=f", {where}" if where else "")
    return say["dialogue.session_page"].format(session=line, url=event.url) if event.url else line


def dated(event: Event, say: Mapping[str, str]) -> Source:
    """The organiser's announcement, with the day it was read where it bears none of its own."""
    if event.source.date:
        return event.source
    label = say["dialogue.brought_in"].format(day=formats.day(event.checked_on))
    return replace(event.source, date=event.checked_on, date_label=label)


def place_line(near: Near, say: Mapping[str, str]) -> str:
    """The name of a place, where it is, its telephone and hours, and its distance in kilometres where it is known."""
    found = near.place
    parts = [found.name, found.address, found.commune_name, found.phone, opening_hours.said(found.hours, say)]
    distance = [say["dialogue.distance"].format(km=formats.number(round(near.km, 1)))] if near.km is not None else []
    return say["dialogue.place"].format(place=", ".join([part for part in parts if part] + distance))


def cited_places(found: tuple[Near, ...], say: Mapping[str, str]) -> list[dict[str, Any]]:
    """The map the places come from, dated by the oldest of them."""
    days = [each.place.updated_on for each in found if each.place.updated_on]
    oldest = min(days) if days else None
    label = formats.day(oldest) if oldest else say["dialogue.places_undated"]
    return saying.sources([Source(say["dialogue.places_source"], None, "officiel", oldest, label)])
