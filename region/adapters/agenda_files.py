"""Reads an agenda that somebody brings, as CSV or iCal, and says which line to mend."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from region import csv_rows, territory
from region.adapters import ical
from region.agenda import KINDS, Event
from region.csv_rows import Row
from region.problems import DataError, Problem
from region.records import KINDS as SOURCE_KINDS
from region.records import Source

COLUMNS = frozenset({"titre", "debut", "fin", "source", "source_url", "source_nature"})
PARIS = ZoneInfo("Europe/Paris")
_TEXTS = {"audience": "public", "place": "lieu", "description": "description", "url": "url"}


def read(path: Path, *, today: date) -> tuple[Event, ...]:
    """The events of a .csv or .ics file. Raises DataError with the lines to mend."""
    return ical.read(path, today=today) if path.suffix.lower() == ".ics" else _read_csv(path, today)


def _read_csv(path: Path, today: date) -> tuple[Event, ...]:
    read: list[Event] = []
    problems: list[Problem] = []
    for line, row in csv_rows.rows(path, columns=COLUMNS):
        try:
            read.append(_from_csv(row, uid=row.get("uid") or f"{path.stem}-{line}", today=today))
        except ValueError as error:
            problems.append(Problem(path.name, line, str(error)))
    if problems or not read:
        raise DataError(*(problems or [Problem(path.name, 1, "aucun événement dans ce fichier")]))
    return tuple(read)


def _from_csv(row: Row, *, uid: str, today: date) -> Event:
    if not row["titre"]:
        raise ValueError("le titre est vide")
    if row["source_nature"] not in SOURCE_KINDS:
        raise ValueError(f"« source_nature » doit être l'un de : {', '.join(SOURCE_KINDS)}")
    start, starts_at = _moment(row["debut"])
    end, ends_at = _moment(row["fin"] or row["debut"])
    texts = {name: row.get(column) or None for name, column in _TEXTS.items()}
    source = Source(row["source"] or "source non précisée", row["source_url"] or None, row["source_nature"])
    return Event(
        uid[:200],
        row["titre"],
        start,
        end,
        source,
        today,
        kind=_kind(row.get("type", "")),
        starts_at=starts_at,
        ends_at=ends_at if row["fin"] else None,
        commune=_commune(row),
        **texts,
    )


def _moment(value: str) -> tuple[date, time | None]:
    try:
        read = datetime.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"« {value} » n'est pas une date AAAA-MM-JJ ou AAAA-MM-JJTHH:MM") from error
    local = read.astimezone(PARIS) if read.tzinfo else read
    return local.date(), local.time() if len(value) > 10 else None


def _kind(value: str) -> str:
    if value and value not in KINDS:
        raise ValueError(f"« type » doit être l'un de : {', '.join(KINDS)}")
    return value or "evenement"


def _commune(row: Row) -> str | None:
    code, name = row.get("code_insee", ""), row.get("commune", "")
    if code or not name:
        return code or None
    found = territory.current().find(name)
    if len(found) > 1:
        raise ValueError(f"plusieurs communes se nomment {name} : donnez « code_insee »")
    return found[0].code if found else None
