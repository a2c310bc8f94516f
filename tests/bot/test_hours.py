"""When the desk is staffed: days, hours, French public holidays, and the next opening."""

from datetime import datetime

import pytest

from bot.clock import PARIS
from bot.desk import hours


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("instant", "open_"),
    [
        ("2026-11-25 08:00", True),
        ("2026-11-25 07:59", False),
        ("2026-11-25 17:59", True),
        ("2026-11-25 18:00", False),
        ("2026-11-28 10:00", False),
        ("2026-12-25 10:00", False),
        ("2026-11-11 10:00", False),
        ("2027-03-29 10:00", False),
        ("2027-03-30 10:00", True),
    ],
)
def test_the_desk_is_staffed_on_working_days_only(instant: str, open_: bool) -> None:
    assert hours.is_open(at(instant)) is open_


def test_the_next_opening_skips_the_night_the_weekend_and_the_holiday() -> None:
    assert hours.next_opening(at("2026-11-25 19:00")) == at("2026-11-26 08:00")
    assert hours.next_opening(at("2026-12-24 19:00")) == at("2026-12-28 08:00")
    assert hours.next_opening(at("2026-11-25 06:00")) == at("2026-11-25 08:00")


def test_the_hours_of_the_service_are_read_as_written() -> None:
    spans = hours.read([{"days": [6], "from": "09:00", "to": "12:00"}])
    assert hours.is_open(at("2026-11-28 10:00"), hours=spans)
    assert not hours.is_open(at("2026-11-25 10:00"), hours=spans)
    assert hours.next_opening(at("2026-11-25 10:00"), hours=spans) == at("2026-11-28 09:00")
    assert hours.read([]) == hours.WEEKDAYS_8_TO_18


def test_a_desk_that_never_opens_has_no_next_opening() -> None:
    assert hours.next_opening(at("2026-11-25 10:00"), hours=()) is None
