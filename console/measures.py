"""Reads the daily counts into tables; small ones are hidden and the others rounded, so that nobody can be recognised in them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outcome import FAILURES
from console import attended, told
from console.table import Hiding, Table, week_of
from learning import counted, measured
from learning.sentences import intents
from nlu.intents import CHECKS

SHOWN = 20
DAILY = (
    measured.MESSAGES, measured.CONVERSATIONS, measured.CONTAINED, measured.OUTCOME, measured.UP, measured.DOWN, measured.VERDICT, measured.CONTROL,
    *attended.MEASURES, *told.MEASURES,
)  # fmt: skip


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
        return await counted.totals(connection, first, last, measure, by=by)

    return Counts(
        first, last, await counted.between(connection, first, last, *DAILY), await total(measured.INTENT),
        await total(measured.CONFIDENCE), await total(measured.CONVERSATIONS, "channel"),
    )  # fmt: skip


def tables(counts: Counts, hide: Hiding) -> list[Table]:
    """Return every table of the period."""
    rows = counts.days
    return [
        _volumes(rows, counts.first, counts.last, hide), _listed("channels", ("channel", "conversations"), counts.channels, hide),
        _topics(counts.intents, hide), _listed("intents", ("intent", "messages"), counts.intents, hide), _containment(rows, hide),
        _fallback(rows, hide), _outcomes(rows, hide), _thumbs(rows, hide), _confidence(counts.confidence, hide),
        _verdicts(rows, counts.intents, hide), _control(rows, hide),
        *attended.tables(rows, hide),
    ]  # fmt: skip


def _sum(rows: Iterable[Any], measure: str, by: Any) -> "Counter[Any]":
    counts: Counter[Any] = Counter()
    for row in rows:
        if row.measure == measure:
            counts[by(row)] += row.count
    return counts


def _volumes(rows: Sequence[Any], first: date, last: date, hide: Hiding) -> Table:
    days = _sum(rows, measured.MESSAGES, lambda row: row.day)
    every = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    return Table("volumes", ("day", "messages"), [(day, hide.shown(days[day])) for day in every])


def _listed(name: str, columns: Sequence[str], counts: Mapping[str, int], hide: Hiding) -> Table:
    return Table(name, columns, [(key, hide.shown(count)) for key, count in list(counts.items())[:SHOWN]], drawn="rows")


def _topics(counts: Mapping[str, int], hide: Hiding) -> Table:
    topics: Counter[str] = Counter()
    for name, count in counts.items():
        topics[intents.topic(name) or "added"] += count
    return _listed("topics", ("topic", "messages"), dict(topics.most_common()), hide)


def _containment(rows: Sequence[Any], hide: Hiding) -> Table:
    everything = _sum(rows, measured.CONVERSATIONS, lambda row: week_of(row.day))
    alone = _sum(rows, measured.CONTAINED, lambda row: week_of(row.day))
    lines = [
        (week, hide.shown(everything[week]), hide.rate(alone[week], everything[week])) for week in sorted(everything)
    ]
    return Table("containment", ("week", "conversations", "share"), lines, drawn="line")


def _fallback(rows: Sequence[Any], hide: Hiding) -> Table:
    everything = _sum(rows, measured.MESSAGES, lambda row: week_of(row.day))
    missed = _sum((row for row in rows if row.key in FAILURES), measured.OUTCOME, lambda row: week_of(row.day))
    lines = [(week, hide.shown(missed[week]), hide.rate(missed[week], everything[week])) for week in sorted(everything)]
    return Table("fallback", ("week", "messages", "share"), lines, drawn="line")


def _outcomes(rows: Sequence[Any], hide: Hiding) -> Table:
    counts = _sum(rows, measured.OUTCOME, lambda row: row.key)
    return Table(
        "outcomes", ("outcome", "messages"), [(name, hide.shown(n)) for name, n in counts.most_common()], drawn="rows"
    )


def _thumbs(rows: Sequence[Any], hide: Hiding) -> Table:
    up, down = (_sum(rows, measure, lambda row: week_of(row.day)) for measure in (measured.UP, measured.DOWN))
    lines = [
        (week, hide.shown(up[week]), hide.shown(down[week]), hide.rate(up[week], up[week] + down[week]))
        for week in sorted({*up, *down})
    ]
    return Table("thumbs", ("week", "up", "down", "share"), lines, drawn="line")


def _confidence(counts: Mapping[str, int], hide: Hiding) -> Table:
    lines = [(tenth / 10, hide.shown(counts.get(str(tenth), 0))) for tenth in range(10)]
    return Table("confidence", ("confidence", "messages"), lines)


def _verdicts(rows: Sequence[Any], asked: Mapping[str, int], hide: Hiding) -> Table:
    """The funnel: who asked for a check, who reached a verdict, and which."""
    started = sum(asked.get(name, 0) for name in CHECKS)
    reached: Counter[str] = Counter()
    for key, count in _sum(rows, measured.VERDICT, lambda row: row.key).items():
        reached[key.split(" ")[-1]] += count
    lines = [("started", hide.shown(started)), ("reached", hide.shown(sum(reached.values())))]
    lines += [(name, hide.shown(count)) for name, count in reached.most_common()]
    return Table("verdicts", ("step", "messages"), lines, drawn="rows")


def _control(rows: Sequence[Any], hide: Hiding) -> Table:
    right, wrong = (
        _sum((row for row in rows if row.key == key), measured.CONTROL, lambda row: week_of(row.day))
        for key in ("right", "wrong")
    )
    weeks = sorted({*right, *wrong})
    lines = [
        (week, hide.shown(right[week]), hide.shown(wrong[week]), hide.rate(right[week], right[week] + wrong[week]))
        for week in weeks
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
