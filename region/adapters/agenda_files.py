"""Reads an agenda that somebody brings, as CSV or iCal, and says which line to mend."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

from region import csv_rows, schema
from region.adapters import ical
from region.agenda import KINDS, Event
from region.agenda_words import kind_of, words
from region.brought import Brought
from region.csv_rows import Row
from region.decoding import text_of
from region.in_force import InForce
from region.moments import moment
from region.problems import DataError, Problem
from region.records import KINDS as SOURCE_KINDS
from region.records import Source
from region.territory import Gazetteer, key
from region.whereabouts import commune_in

COLUMNS = frozenset({"titre", "debut", "source"})
UNOFFICIAL = "site non officiel"
UNNAMED = "source non précisée"
_COPY = re.compile(r"\s*(?:\(\d+\)|-\s*[Cc]opie.*)$")  # « agenda (2).csv » is « agenda.csv » again
_TEXTS = {"audience": "public", "place": "lieu", "description": "description"}


def read(path: Path, *, held: InForce) -> Brought[Event]:
    """The events of a .csv or .ics file. Raises DataError when nothing can be read."""
    if path.suffix.lower() in (".ics", ".ical", ".ifb"):
        return ical.read(text_of(path), name=path.name, held=held)
    return _read_csv(path, held)


def _read_csv(path: Path, held: InForce) -> Brought[Event]:
    origin = _COPY.sub("", path.stem)
    read, refused = csv_rows.read_each(
        path, lambda row: _event(row, held=held, origin=origin), columns=COLUMNS, names=words()["columns"]
    )
    kept: dict[str, Event] = {}
    doubtful: set[str] = set()
    for line, (event, told) in read:
        if event.uid in kept:
            refused.append(
                Problem(path.name, line, "cette date y figure deux fois, avec la même source et le même titre")
            )
        kept.setdefault(event.uid, event)
        doubtful |= set() if told else {event.uid}
    if not kept:
        raise DataError(*(refused or [Problem(path.name, 1, "aucun événement dans ce fichier")]))
    return Brought(tuple(kept.values()), tuple(sorted(refused)), origin, doubtful=frozenset(doubtful))


def _event(row: Row, *, held: InForce, origin: str) -> tuple[Event, bool]:
    """The event of a row, and whether something told its kind."""
    if not row["titre"]:
        raise ValueError("le titre est vide")
    start, starts_at = moment(row["debut"])
    end, ends_at = moment(row.get("fin") or row["debut"])
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
        ends_at=ends_at if row.get("fin") else None,
        commune=_commune(row, held.gazetteer),
        url=_link(row, "url"),
        origin=origin,
        **texts,
    )
    return event, kind is not None


def identity(source: str, title: str, first: date) -> str:
    """What makes an event the same one when its file comes again: its source, its title and its first day."""
    return "csv-" + hashlib.sha256("\0".join((key(source), key(title), first.isoformat())).encode()).hexdigest()[:24]


def _nature(row: Row) -> str:
    said = row.get("source_nature", "") or UNOFFICIAL
    found = next((kind for kind in SOURCE_KINDS if key(kind) == key(said)), None)
    if found is None:
        raise ValueError(f"« source_nature » doit être l'un de : {', '.join(SOURCE_KINDS)}")
    return found


def _link(row: Row, column: str) -> str | None:
    value = row.get(column) or None
    if value and value.startswith("www."):
        value = f"https://{value}"
    if value and (wrong := schema.url(value)):
        raise ValueError(f"« {column} » {wrong}")
    return value


def _kind(row: Row) -> str | None:
    said = row.get("type", "")
    found = said if said in KINDS else kind_of([said or row["titre"]])
    if said and found is None:
        raise ValueError(f"« type » doit être l'un de : {', '.join(KINDS)}")
    return found


def _commune(row: Row, known: Gazetteer) -> str | None:
    code, name = row.get("code_insee", ""), row.get("commune", "")
    if code:
        if known.by_code(code.zfill(5)) is None:
            raise ValueError(f"« {code} » n'est pas un code Insee de commune")
        return code.zfill(5)
    if not name:
        found = commune_in(row.get("lieu", ""), known)
        return found.code if found else None
    one = commune_in(f"{row.get('code_postal', '')} {name}", known)
    if one is None and len(known.find(name)) > 1:
        raise ValueError(f"plusieurs communes se nomment {name} : donnez « code_insee »")
    if one is None:
        raise ValueError(f"la commune « {name} » n'est pas connue : donnez « code_insee »")
    return one.code
