"""How people were answered by a person, week by week: the tables of attendance."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from console.table import HIDDEN_UNDER, Hiding, Table, week_of
from learning import attendance

MEASURES = (attendance.CALLS, attendance.WAITED, attendance.FIRST_ANSWER, attendance.HELPED)


def tables(rows: Sequence[Any], hide: Hiding) -> list[Table]:
    """Return the tables of calls and of opinions, from daily counts."""
    weeks: dict[tuple[str, date], Counter[str]] = defaultdict(Counter)
    for row in rows:
        weeks[row.measure, week_of(row.day)][row.key] += row.count
    return [_calls(weeks, hide), _helped(weeks, hide)]


def _calls(weeks: dict[tuple[str, date], "Counter[str]"], hide: Hiding) -> Table:
    lines = []
    for measure, week in sorted(weeks):
        if measure == attendance.CALLS:
            called = weeks[measure, week]
            waited, first = (_median(weeks[name, week]) for name in (attendance.WAITED, attendance.FIRST_ANSWER))
            lines.append((week, hide.shown(called.total()), hide.shown(called[attendance.UNANSWERED]), waited, first))
    return Table("calls", ("week", "calls", "unanswered", "waited", "first_answer"), lines)


def _median(seconds: "Counter[str]") -> float | None:
    """Return a median in seconds, None where too few were counted to say one."""
    return attendance.median(seconds) if seconds.total() >= HIDDEN_UNDER else None


def _helped(weeks: dict[tuple[str, date], "Counter[str]"], hide: Hiding) -> Table:
    lines = []
    for measure, week in sorted(weeks):
        if measure == attendance.HELPED:
            up, down = (weeks[measure, week][key] for key in (attendance.UP, attendance.DOWN))
            lines.append((week, hide.shown(up), hide.shown(down), hide.rate(up, up + down)))
    return Table("helped", ("week", "helped", "helped_not", "share"), lines, drawn="line")
