"""The questions nobody covers, and whether they grow: messages a week of the groups that wait."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import paris_day
from console.table import HIDDEN_UNDER, Hiding, Table, week_of
from learning.inbox import candidates
from learning.tables import candidates as rows_of

WEEKS, SHOWN = 5, 10
AGO = tuple(f"weeks_ago_{weeks}" for weeks in reversed(range(WEEKS)))


@dataclass(frozen=True)
class Uncovered:
    """A question as one person put it, and how many put it each week (by its Monday)."""

    text: str
    weeks: "Counter[date]"


async def read(connection: AsyncConnection) -> list[Uncovered]:
    """Return the groups of five messages or more that wait, those most worth a decision first."""
    found = [each for each in await candidates.biggest_groups(connection) if each.size >= HIDDEN_UNDER][:SHOWN]
    mine = rows_of.c.group_id.in_([each.group_id for each in found])
    weeks: dict[int, Counter[date]] = defaultdict(Counter)
    for row in await connection.execute(select(rows_of.c.group_id, rows_of.c.at).where(mine)):
        weeks[row.group_id][week_of(paris_day(row.at))] += 1
    return [Uncovered(each.text, weeks[each.group_id]) for each in found]


def table(found: Sequence[Uncovered], hide: Hiding, today: date) -> Table:
    """Return the messages of each question in the last five weeks, the present one last."""
    mondays = [week_of(today) - timedelta(weeks=ago) for ago in reversed(range(WEEKS))]
    lines = [(each.text, *(hide.shown(each.weeks[monday]) for monday in mondays)) for each in found]
    return Table("uncovered", ("question", *AGO), lines, drawn="rows")
