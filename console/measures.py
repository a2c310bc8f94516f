"""Reads the daily counts into tables; a count under five is hidden, so that nobody can be recognised in it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outcome import FAILURES
from learning import counts as kept
from learning.sentences import intents
from nlu.intents import CHECKS

HIDDEN_UNDER = 5
HIDDEN = None
SHOWN = 20
DAILY = (
    kept.MESSAGES, kept.CONVERSATIONS, kept.CONTAINED, kept.OUTCOME, kept.UP, kept.DOWN, kept.VERDICT, kept.CONTROL,
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A plot's numbers: its name in addresses, its columns, its lines, and how it is drawn."""

    name: str
    columns: Sequence[str]
    lines: Sequence[Sequence[Any]]
    drawn: str = "bars"


def shown(count: float) -> float | None:
    """Return a count, or None where it is too small to be shown."""
    return HIDDEN if 0 < count < HIDDEN_UNDER else count


def rate(part: float, whole: float) -> float | None:
    """Return a share, None where too few were counted to say one."""
    return part / whole if whole >= HIDDEN_UNDER else None


@dataclass(frozen=True)
class Counts:
    """The counts of a period: by day; and, summed over it, intents, confidence and channels."""

    first: date
    last: date
    days: Sequence[Any]
    intents: Mapping[str, int]
    confidence: Mapping[str, int]
    channels: Mapping[str, int]


async def read(connection: AsyncConnection, first: date, last: date) -> Counts:
    """Return the counts of a period, both days included."""

    async def total(measure: str, by: str = "key") -> Mapping[str, int]:
        return await kept.totals(connection, first, last, measure, by=by)

    return Counts(
        first, last, await kept.between(connection, first, last, *DAILY), await total(kept.INTENT),
        await total(kept.CONFIDENCE), await total(kept.CONVERSATIONS, "channel"),
    )  # fmt: skip


def tables(counts: Counts) -> list[Table]:
    """Return every table of the period."""
    rows = counts.days
    return [
        _volumes(rows, counts.first, counts.last), _listed("channels", ("channel", "conversations"), counts.channels),
        _topics(counts.intents), _listed("intents", ("intent", "messages"), counts.intents), _containment(rows),
        _fallback(rows), _outcomes(rows), _thumbs(rows), _confidence(counts.confidence),
        _verdicts(rows, counts.intents), _control(rows),
    ]  # fmt: skip


def week_of(day: date) -> date:
    """Return the Monday of a day."""
    return day - timedelta(days=day.weekday())


def _sum(rows: Iterable[Any], measure: str, by: Any) -> "Counter[Any]":
    counts: Counter[Any] = Counter()
    for row in rows:
        if row.measure == measure:
            counts[by(row)] += row.count
    return counts


def _volumes(rows: Sequence[Any], first: date, last: date) -> Table:
    days = _sum(rows, kept.MESSAGES, lambda row: row.day)
    every = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    return Table("volumes", ("day", "messages"), [(day, shown(days[day])) for day in every])


def _listed(name: str, columns: Sequence[str], counts: Mapping[str, int]) -> Table:
    return Table(name, columns, [(key, shown(count)) for key, count in list(counts.items())[:SHOWN]], drawn="rows")


def _topics(counts: Mapping[str, int]) -> Table:
    topics: Counter[str] = Counter()
    for name, count in counts.items():
        topics[intents.topic(name) or "added"] += count
    return _listed("topics", ("topic", "messages"), dict(topics.most_common()))


def _containment(rows: Sequence[Any]) -> Table:
    everything = _sum(rows, kept.CONVERSATIONS, lambda row: week_of(row.day))
    alone = _sum(rows, kept.CONTAINED, lambda row: week_of(row.day))
    lines = [(week, shown(everything[week]), rate(alone[week], everything[week])) for week in sorted(everything)]
    return Table("containment", ("week", "conversations", "share"), lines, drawn="line")


def _fallback(rows: Sequence[Any]) -> Table:
    everything = _sum(rows, kept.MESSAGES, lambda row: week_of(row.day))
    missed = _sum((row for row in rows if row.key in FAILURES), kept.OUTCOME, lambda row: week_of(row.day))
    lines = [(week, shown(missed[week]), rate(missed[week], everything[week])) for week in sorted(everything)]
    return Table("fallback", ("week", "messages", "share"), lines, drawn="line")


def _outcomes(rows: Sequence[Any]) -> Table:
    counts = _sum(rows, kept.OUTCOME, lambda row: row.key)
    return Table(
        "outcomes", ("outcome", "messages"), [(name, shown(n)) for name, n in counts.most_common()], drawn="rows"
    )


def _thumbs(rows: Sequence[Any]) -> Table:
    up, down = (_sum(rows, measure, lambda row: week_of(row.day)) for measure in (kept.UP, kept.DOWN))
    lines = [
        (week, shown(up[week]), shown(down[week]), rate(up[week], up[week] + down[week]))
        for week in sorted({*up, *down})
    ]
    return Table("thumbs", ("week", "up", "down", "share"), lines, drawn="line")


def _confidence(counts: Mapping[str, int]) -> Table:
    lines = [(tenth / 10, shown(counts.get(str(tenth), 0))) for tenth in range(10)]
    return Table("confidence", ("confidence", "messages"), lines)


def _verdicts(rows: Sequence[Any], asked: Mapping[str, int]) -> Table:
    """The funnel: who asked for a check, who reached a verdict, and which."""
    started = sum(asked.get(name, 0) for name in CHECKS)
    reached: Counter[str] = Counter()
    for key, count in _sum(rows, kept.VERDICT, lambda row: row.key).items():
        reached[key.split(" ")[-1]] += count
    lines = [("started", shown(started)), ("reached", shown(sum(reached.values())))]
    lines += [(name, shown(count)) for name, count in reached.most_common()]
    return Table("verdicts", ("step", "messages"), lines, drawn="rows")


def _control(rows: Sequence[Any]) -> Table:
    right, wrong = (
        _sum((row for row in rows if row.key == key), kept.CONTROL, lambda row: week_of(row.day))
        for key in ("right", "wrong")
    )
    weeks = sorted({*right, *wrong})
    lines = [
        (week, shown(right[week]), shown(wrong[week]), rate(right[week], right[week] + wrong[week])) for week in weeks
    ]
    return Table("control", ("week", "right", "wrong", "share"), lines, drawn="line")


def of_model(compared: Mapping[str, Any] | None) -> list[Table]:
    """Return what the exam says of a model: reliability and what it mixes up."""
    if compared is None:
        return []
    pairs = [(expected, understood, count) for expected, understood, count in compared["confusions"]]
    reliability = [(mean, share, count) for mean, share, count in compared["reliability"]]
    return [
        Table("reliability", ("confidence", "share", "sentences"), reliability, drawn="reliability"),
        Table("confusions", ("expected", "understood", "sentences"), pairs, drawn="pairs"),
    ]
