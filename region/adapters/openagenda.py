"""Reads OpenAgenda's public JSON: each date of each event, with its place; what cannot be read is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from region import schema
from region.agenda import Event
from region.agenda_words import kind_of
from region.brought import Brought
from region.in_force import InForce
from region.moments import PARIS
from region.problems import DataError, Problem
from region.records import Source
from region.whereabouts import commune_in
from region.wordings import say

CANCELLED = 6
UNOFFICIAL = "site non officiel"
TIMINGS = ("firstTiming", "nextTiming", "lastTiming")


def read(answer: Any, *, name: str, held: InForce, url: str) -> Brought[Event]:
    """The events of an answer (`events`). Raises DataError when it is none, or when nothing in it can be read."""
    found = answer.get("events") if isinstance(answer, Mapping) else None
    if not isinstance(found, list):
        raise DataError(Problem(name, 1, say("openagenda.not_one")))
    read_: dict[str, Event] = {}
    refused: list[Problem] = []
    cancelled: set[str] = set()
    for number, row in enumerate(found, 1):
        try:
            dates = {event.uid: event for event in _dates(row, name=name, held=held, url=url)}
        except (KeyError, TypeError, ValueError, AttributeError):
            refused.append(Problem(name, number, say("openagenda.event")))
            continue
        if row.get("status") == CANCELLED:
            cancelled |= set(dates)
        else:
            read_ |= dates
    if refused and not read_:
        raise DataError(*refused)
    return Brought(tuple(read_.values()), tuple(refused), url, frozenset(cancelled))


def _dates(row: Mapping[str, Any], *, name: str, held: InForce, url: str) -> Iterator[Event]:
    title, place = _said(row["title"]), row.get("location") or {}
    if not title:
        raise ValueError("no title")
    address = ", ".join(str(place[part]) for part in ("name", "address", "postalCode", "city") if place.get(part))
    commune = commune_in(f"{place.get('postalCode') or ''} {place.get('city') or ''}", held.gazetteer)
    for timing in _timings(row):
        start, starts_at = _when(timing["begin"])
        end, ends_at = _when(timing["end"])
        if end < held.today:
            continue
        yield Event(
            f"openagenda-{row['uid']}@{start:%Y%m%d}{starts_at:%H%M}",
            title,
            start,
            end,
            Source(name, None, UNOFFICIAL),
            held.today,
            kind=kind_of([*map(_said, row.get("keywords") or ()), title]) or "evenement",
            starts_at=starts_at,
            ends_at=ends_at,
            place=address or None,
            commune=commune.code if commune else None,
            url=_page(row),
            origin=url,
        )


def _timings(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Its dates; the first, next and last ones, where an answer without details gives no others."""
    given = row.get("timings") or [row[name] for name in TIMINGS if row.get(name)]
    if not given:
        raise ValueError("no date")
    return [*given]


def _page(row: Mapping[str, Any]) -> str | None:
    """Its own page, else where one signs up; never the address the data is read from."""
    links = [each.get("value") for each in row.get("registration") or () if each.get("type") == "link"]
    written = (row.get("canonicalUrl"), *links, row.get("onlineAccessLink"))
    return next((each for each in written if isinstance(each, str) and not schema.url(each)), None)


def _said(value: Any) -> str:
    """A text, or its French where it is given in several languages."""
    return str((value.get("fr") or next(iter(value.values()), "")) if isinstance(value, Mapping) else value).strip()


def _when(value: str) -> tuple[date, time]:
    local = datetime.fromisoformat(value).astimezone(PARIS)
    return local.date(), local.time().replace(second=0, microsecond=0)
