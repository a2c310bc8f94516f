"""Numbers, euros, dates and plurals as people read them."""

from datetime import date, time

import pytest

from region import formats


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0 €"),
        (70000, "70 000 €"),
        (5_000_000, "5 millions d'euros"),
        (1_500_000, "1,5 million d'euros"),
        (1_000_000, "1 million d'euros"),
        (1_300_000_000, "1,3 milliard d'euros"),
        (1_234_567, "1 234 567 €"),
    ],
)
def test_euros(value: int, said: str) -> None:
    assert formats.euros(value).replace(formats.NBSP, " ") == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [(60, "%", "60 %"), (3000, "EUR HT", "3 000 € hors taxes"), (2019, "année", "2019"), (2200, "structures", "2 200")],
)
def test_a_figure_with_its_unit(value: int, unit: str, said: str) -> None:
    assert formats.quantity(value, unit).replace(formats.NBSP, " ") == said


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 salarié"), (1, "1 salarié"), (1.5, "1,5 salarié"), (2, "2 salariés")]
)
def test_zero_and_one_are_singular(count: float, said: str) -> None:
    assert formats.counted(count, "salarié").replace(formats.NBSP, " ") == said


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, "1 jour"), (30, "30 jours"), (91, "91 jours"), (183, "6 mois"), (200, "200 jours"), (365, "12 mois"), (761, "25 mois"), (1096, "3 ans")],
)  # fmt: skip
def test_how_long_something_lasts(days: int, said: str) -> None:
    assert formats.lasting(days).replace(formats.NBSP, " ") == said


def test_days_and_hours() -> None:
    assert formats.day(date(2026, 6, 1)) == "1er juin 2026"
    assert formats.weekday(date(2026, 11, 25)) == "mercredi 25 novembre 2026"
    assert formats.clock_time(time(9)).replace(formats.NBSP, " ") == "9 h"
    assert formats.clock_time(time(14, 5)).replace(formats.NBSP, " ") == "14 h 05"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2026, 3, 3), date(2026, 3, 3), "mardi 3 mars 2026"),
        (date(2026, 3, 1), date(2026, 3, 5), "du 1er au 5 mars 2026"),
        (date(2026, 2, 28), date(2026, 3, 2), "du 28 février 2026 au 2 mars 2026"),
    ],
)
def test_a_period(start: date, end: date, said: str) -> None:
    assert formats.period(start, end) == said


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")]
)
def test_a_list_of_words(words: list[str], said: str) -> None:
    assert formats.joined(words) == said


def test_twelve_months_before_a_leap_day() -> None:
    assert formats.months_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert formats.months_before(date(2026, 11, 25)) == date(2025, 11, 25)
