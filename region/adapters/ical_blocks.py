"""Takes an iCal file apart before it is understood: its calendars, its events, each with the line it begins on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

PROPERTY = re.compile(
    r"(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<params>(?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(?P<value>.*)", re.DOTALL
)
KEPT = frozenset(
    {
        "UID",
        "SUMMARY",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "STATUS",
        "LOCATION",
    }
    | {"DESCRIPTION", "URL", "CATEGORIES", "ORGANIZER", "SEQUENCE", "LAST-MODIFIED", "CLASS"}
)
REPEATED = frozenset({"RDATE", "EXDATE", "CATEGORIES"})


@dataclass
class Property:
    """One line of iCal, unfolded."""

    name: str
    params: str
    value: str

    def __str__(self) -> str:
        return f"{self.name}{self.params}:{self.value}"


@dataclass
class Block:
    """One VEVENT, or a VCALENDAR with its own properties; `closed` is false when its END is missing."""

    line: int
    properties: list[Property] = field(default_factory=list)
    events: list[Block] = field(default_factory=list)
    zones: dict[str, set[str]] = field(default_factory=dict)  # VTIMEZONE → its offsets
    closed: bool = False

    def value(self, name: str) -> str:
        """The first value of a property; empty when it is not there."""
        return next((each.value for each in self.properties if each.name == name), "")


def calendars(text: str) -> list[Block]:
    """The calendars of a file; what stands outside of one is nothing."""
    found: list[Block] = []
    inside: list[str] = []
    zone = ""
    for line, content in _unfolded(text):
        read = PROPERTY.fullmatch(content)
        name = read["name"].upper() if read else ""
        value = read["value"].strip() if read else ""
        if name == "BEGIN":
            inside.append(value.upper())
            _begin(found, inside, line)
        elif name == "END":
            _end(found, inside, value.upper())
        elif read and found and inside:
            zone = _kept(found[-1], inside, Property(name, read["params"], value), zone)
        elif content.strip() and found and found[-1].events and inside[-1:] == ["VEVENT"]:
            _goes_on(found[-1].events[-1], content)
    return found


def _begin(found: list[Block], inside: list[str], line: int) -> None:
    if inside[-1] == "VCALENDAR":
        inside[:] = ["VCALENDAR"]
        found.append(Block(line))
    elif inside[-1] == "VEVENT" and found and "VCALENDAR" in inside:
        inside[:] = ["VCALENDAR", "VEVENT"]
        found[-1].events.append(Block(line))


def _end(found: list[Block], inside: list[str], name: str) -> None:
    if name == "VEVENT" and found and found[-1].events and "VEVENT" in inside:
        found[-1].events[-1].closed = True
    if name == "VCALENDAR" and found:
        found[-1].closed = True
    if name in inside:
        del inside[inside.index(name) :]


def _kept(calendar: Block, inside: list[str], read: Property, zone: str) -> str:
    """Keep a line where it belongs; the name of the time zone being read is returned."""
    if "VTIMEZONE" in inside:
        if read.name == "TZID":
            zone = read.value
        if read.name == "TZOFFSETTO":
            calendar.zones.setdefault(zone, set()).add(read.value)
    elif inside[-1] == "VCALENDAR":
        calendar.properties.append(read)
    elif inside[-1] == "VEVENT" and calendar.events and read.name in KEPT:
        _add(calendar.events[-1], read)
    return zone


def _add(event: Block, read: Property) -> None:
    """A property written twice counts once, the first time."""
    if read.name in REPEATED or not event.value(read.name):
        event.properties.append(read)


def _goes_on(event: Block, content: str) -> None:
    """A line that is no property goes on with the text before it, as some programs forget to fold."""
    if event.properties and event.properties[-1].name in {"DESCRIPTION", "LOCATION", "SUMMARY"}:
        event.properties[-1].value += f"\\n{content.strip()}"


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Each line with its number, the lines that begin with a space joined to the one before."""
    first, held = 0, ""
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if line[:1] in (" ", "\t") and held:
            held += line[1:]
            continue
        if held:
            yield first, held
        first, held = number, line
    if held:
        yield first, held
