"""Makes an event of a row of an agenda written in CSV, or says what is wrong in it."""

from __future__ import annotations

import hashlib
import re
from datetime import date, time

from region import schema
from region.agenda import KINDS, Event
from region.agenda_words import kind_of
from region.csv_rows import Row
from region.in_force import InForce
from region.moments import only_hours, span
from region.records import KINDS as SOURCE_KINDS
from region.records import Source
from region.territory import Gazetteer, key
from region.whereabouts import commune_in
from region.wordings import say

UNOFFICIAL = "site non officiel"
UNNAMED = say("source_unnamed")
FROM_A_FILE = "csv-"
_TEXTS = {"audience": "public", "place": "lieu", "description": "description"}


def event_of(row: Row, *, held: InForce, origin: str) -> tuple[Event, bool]:
    """The event of a row, and whether something told its kind."""
    if not row["titre"]:
        raise ValueError(say("no_title"))
    start, starts_at, end, ends_at = when(row)
    texts = {name: row.get(column) or None for name, column in _TEXTS.items()}
    source = Source(row["source"] or UNNAMED, _link(row, "source_url"), _nature(row))
    kind = _kind(row)
    event = Event(
        row.get("uid", "")[:200] or identity(source.title, row["titre"], start),
        row["titre"],
        start,
        end,
        source,
        held.today,
        kind=kind or "evenement",
        starts_at=starts_at,
        ends_at=ends_at,
        commune=_commune(row, held.gazetteer),
        url=_link(row, "url"),
        origin=origin,
        **texts,
    )
    return event, kind is not None


def when(row: Row) -> tuple[date, time | None, date, time | None]:
    """From when to when, hours in columns of their own included. Raises ValueError with a sentence."""
    start, starts_at, until = span(_together(row["debut"], row.get("heure", "")))
    said = _together(row.get("fin", ""), row.get("heure_fin", ""))
    if not said:
        return start, starts_at, start, until
    end, ends_at, last = span(f"{start.isoformat()} {said}" if only_hours(said) else said)
    return start, starts_at, end, last or ends_at or (until if end == start else None)


def _together(day: str, hours: str) -> str:
    """A day with the hours of the next column, unless it holds some."""
    return f"{day} {hours}".strip() if not re.search(r"\d\s?[h:]", day) else day


def identity(source: str, title: str, first: date) -> str:
    """What makes an event the same one when its file comes again: its source, its title and its first day."""
    return (
        FROM_A_FILE + hashlib.sha256("\0".join((key(source), key(title), first.isoformat())).encode()).hexdigest()[:24]
    )


def _nature(row: Row) -> str:
    said = row.get("source_nature", "") or UNOFFICIAL
    found = next((kind for kind in SOURCE_KINDS if key(kind) == key(said)), None)
    if found is None:
        raise ValueError(say("source_nature", listed=", ".join(SOURCE_KINDS)))
    return found


def _link(row: Row, column: str) -> str | None:
    value = row.get(column) or None
    if value and value.startswith("www."):
        value = f"https://{value}"
    if value and (wrong := schema.url(value)):
        raise ValueError(say("of", name=column, fault=wrong))
    return value


def _kind(row: Row) -> str | None:
    said = row.get("type", "")
    found = said if said in KINDS else kind_of([said or row["titre"]])
    if said and found is None:
        raise ValueError(say("event_kind", listed=", ".join(KINDS)))
    return found


def _commune(row: Row, known: Gazetteer) -> str | None:
    code, name = row.get("code_insee", ""), row.get("commune", "")
    if code:
        if known.by_code(code.zfill(5)) is None:
            raise ValueError(say("commune.insee_unknown", code=code))
        return code.zfill(5)
    if not name:
        found = commune_in(row.get("lieu", ""), known)
        return found.code if found else None
    one = commune_in(f"{row.get('code_postal', '')} {name}", known)
    if one is None and len(known.find(name)) > 1:
        raise ValueError(say("commune.several", name=name))
    if one is None:
        raise ValueError(say("commune.unknown", name=name))
    return one.code
