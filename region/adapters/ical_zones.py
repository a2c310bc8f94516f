"""The time zone an agenda means: an ordinary name, Outlook's own, or one that keeps the hours of Paris."""

from __future__ import annotations

import re
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar.windows_to_olson import WINDOWS_TO_OLSON

from region.adapters.ical_blocks import Block, Property
from region.wordings import say

PARIS = "Europe/Paris"
_TZID = re.compile(r";TZID=(?P<quoted>\"[^\"]*\"|[^;:]*)", re.IGNORECASE)
_CITY = re.compile(r"[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?$")
_OF_PARIS = {"+0100", "+0200"}


def set_zone(read: Property, calendar: Block) -> Property:
    """The property with an ordinary zone; a local time takes the calendar's. Raises ValueError for an unknown zone."""
    named = _TZID.search(read.params)
    bare = _TZID.sub("", read.params)
    if "T" not in read.value.upper() or read.value.rstrip().upper().endswith("Z"):
        return Property(read.name, bare, read.value)
    zone = (
        known(named["quoted"].strip('"'), calendar)
        if named
        else known(calendar.value("X-WR-TIMEZONE") or PARIS, calendar)
    )
    return Property(read.name, f"{bare};TZID={zone}", read.value)


def known(name: str, calendar: Block) -> str:
    """The ordinary name of a zone. Raises ValueError when it cannot be told."""
    city = _CITY.search(name)
    candidates = [name, WINDOWS_TO_OLSON.get(name, ""), city[0] if city else ""]
    found = next((each for each in candidates if each and _exists(each)), None)
    offsets = calendar.zones.get(name, set())
    if found is None and offsets and offsets <= _OF_PARIS:
        return PARIS
    if found is None:
        raise ValueError(say("ical.zone", name=name))
    return found


@cache
def _exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
