"""Reads OpenAgenda's public JSON: each date of each event, with its place; what cannot be read is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from region.agenda import Event
from region.agenda_words import kind_of
from region.brought import Brought
from region.in_force import InForce
from region.moments import PARIS
from region.problems import DataError, Problem
from region.records import Source
from region.whereabouts import commune_in

CANCELLED = 6
UNOFFICIAL = "site non officiel"


def read(answer: Any, *, name: str, held: InForce, url: str) -> Brought[Event]:
    """The events of an answer (`events`). Raises DataError when it is none, or when nothing in it can be read."""
    found = answer.get("events") if isinstance(answer, Mapping) else None
    if not isinstance(found, list):
        raise DataError(Problem(name, 1, "ce n'est pas une réponse d'OpenAgenda : il n'y a pas d'« events »"))
    read_: dict[str, Event] = {}
    refused: list[Problem] = []
    cancelled: set[str] = set()
    for number, row in enumerate(found, 1):
        try:
            dates = {event.uid: event for event in _dates(row, name=name, held=held, url=url)}
        except (KeyError, TypeError, ValueError, AttributeError):
            refused.append(Problem(name, number, "l'événement ne peut pas être lu"))
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
    source = Source(name, url if url.startswith("https://openagenda.com") else None, UNOFFICIAL)
    for timing in row["timings"]:
        start, starts_at = _when(timing["begin"])
        end, ends_at = _when(timing["end"])
        if end < held.today:
            continue
        yield Event(
            f"openagenda-{row['uid']}@{start:%Y%m%d}{starts_at:%H%M}",
            title,
            start,
            end,
            source,
            held.today,
            kind=kind_of([*map(_said, row.get("keywords") or ()), title]) or "evenement",
            starts_at=starts_at,
            ends_at=ends_at,
            place=address or None,
            commune=commune.code if commune else None,
            origin=url,
        )


def _said(value: Any) -> str:
    """A text, or its French where it is given in several languages."""
    return str((value.get("fr") or next(iter(value.values()), "")) if isinstance(value, Mapping) else value).strip()


def _when(value: str) -> tuple[date, time]:
    local = datetime.fromisoformat(value).astimezone(PARIS)
    return local.date(), local.time().replace(second=0, microsecond=0)
