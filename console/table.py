"""The numbers of a plot: small ones are hidden and the others rounded, so that nobody can be recognised in them."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.house import House

STEP = 5
HIDDEN_UNDER = STEP
HIDDEN = None
LEAST_FOR_A_SHARE = 20
"""Under this rounded count a share would say nothing: it may be wrong by a fifth."""


@dataclass(frozen=True)
class Table:
    """A plot's numbers: its name in addresses, its columns, its lines, and how it is drawn."""

    name: str
    columns: Sequence[str]
    lines: Sequence[Sequence[Any]]
    drawn: str = "bars"


@dataclass(frozen=True)
class Hiding:
    """Rounds counts up or down to a multiple of five at random, the nearer the likelier; under five, a count is hidden.

    Totals are rounded too, zero is hidden like four, and shares come from rounded counts: no subtraction between tables,
    files, pages or periods gives a hidden count back (docs/adr/0036). One count is always rounded the same way, by a key
    that stays here: asking again tells nothing more.
    """

    key: str

    @classmethod
    def of(cls, house: House) -> "Hiding":
        """Return how this house hides its counts."""
        return cls(house.settings.secret_key)

    def shown(self, count: float) -> float | None:
        """Return a count rounded to a multiple of five, or None where it is too small to be shown."""
        return self._rounded(int(count)) if count >= HIDDEN_UNDER else HIDDEN

    def rate(self, part: float, whole: float) -> float | None:
        """Return a share of the rounded counts, None where too few were counted to say one."""
        rounded = self._rounded(int(whole))
        return min(1.0, (self.shown(part) or 0) / rounded) if rounded >= LEAST_FOR_A_SHARE else HIDDEN

    def _rounded(self, count: int) -> int:
        over = count % STEP
        drawn = hmac.digest(self.key.encode(), f"count {count}".encode(), "sha256")[0] / 256
        return count - over + (STEP if drawn < over / STEP else 0)


def week_of(day: date) -> date:
    """Return the Monday of a day."""
    return day - timedelta(days=day.weekday())
