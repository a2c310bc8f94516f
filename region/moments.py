"""Days and hours as people type them: 10/12/2026, 10-12-26, 10/12/2026 14:00, 14h30, 2026-12-10T14:00."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
_FRENCH = re.compile(
    r"(?P<day>\d{1,2})[/.\-](?P<month>\d{1,2})[/.\-](?P<year>\d{4}|\d{2})"
    r"(?:[\sT]*(?:a|à|,|-)?\s*(?P<hour>\d{1,2})\s?(?:h|:)\s?(?P<minute>\d{2})?(?::\d{2})?)?",
    re.IGNORECASE,
)


def moment(value: str) -> tuple[date, time | None]:
    """The day, and the hour in Paris when one is given. Raises ValueError with a sentence."""
    try:
        return _french(value) or _iso(value)
    except ValueError as error:
        raise ValueError(f"« {value} » n'est pas une date comme 10/12/2026 14:00 ou 2026-12-10T14:00") from error


def _french(value: str) -> tuple[date, time | None] | None:
    read = _FRENCH.fullmatch(value)
    if read is None:
        return None
    year = int(read["year"]) + (2000 if len(read["year"]) == 2 else 0)
    day = date(year, int(read["month"]), int(read["day"]))
    return day, time(int(read["hour"]), int(read["minute"] or 0)) if read["hour"] else None


def _iso(value: str) -> tuple[date, time | None]:
    read = datetime.fromisoformat(value)
    local = read.astimezone(PARIS) if read.tzinfo else read
    return local.date(), local.time().replace(second=0, microsecond=0) if len(value) > 10 else None
