"""Reads the daily counts into tables; a count under five is hidden, so that nobody can be recognised in it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.learning import aggregates as kept
from bot.learning import intents

HIDDEN_UNDER = 5
HIDDEN = None


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
    return part / whole if whole >= HIDDEN_UNDER else None


def tables(rows: Sequence[Any], *, first: date, last: date) -> list[Table]:
    """Return every table of the period."""
    return [
        _volumes(rows, first, last), _conversations(rows), _topics(rows), _intents(rows), _containment(rows),
        _fallback(rows), _outcomes(rows), _thumbs(rows), _confidence(rows), _verdicts(rows), _control(rows),
    ]  # fmt: skip


def week_of(day: date) -> date:
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


def _conversations(rows: Sequence[Any]) -> Table:
    channels = _sum(rows, kept.CONVERSATIONS, lambda row: row.channel)
    lines = [(channel, shown(count)) for channel, count in channels.most_common()]
    return Table("channels", ("channel", "conversations"), lines, drawn="rows")


def _topics(rows: Sequence[Any]) -> Table:
    known = intents.known()
    counts = _sum(rows, kept.INTENT, lambda row: known[row.key].topic if row.key in known else "added")
    return Table(
        "topics", ("topic", "messages"), [(name, shown(count)) for name, count in counts.most_common()], drawn="rows"
    )


def _intents(rows: Sequence[Any]) -> Table:
    counts = _sum(rows, kept.INTENT, lambda row: row.key)
    return Table(
        "intents", ("intent", "messages"), [(name, shown(n)) for name, n in counts.most_common(20)], drawn="rows"
    )


def _containment(rows: Sequence[Any]) -> Table:
    everything = _sum(rows, kept.CONVERSATIONS, lambda row: week_of(row.day))
    alone = _sum(rows, kept.CONTAINED, lambda row: week_of(row.day))
    lines = [(week, shown(everything[week]), rate(alone[week], everything[week])) for week in sorted(everything)]
    return Table("containment", ("week", "conversations", "share"), lines, drawn="line")


def _fallback(rows: Sequence[Any]) -> Table:
    everything = _sum(rows, kept.MESSAGES, lambda row: week_of(row.day))
    missed = _sum((row for row in rows if row.key in kept.FAILURES), kept.OUTCOME, lambda row: week_of(row.day))
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


def _confidence(rows: Sequence[Any]) -> Table:
    counts = _sum(rows, kept.CONFIDENCE, lambda row: int(row.key))
    return Table("confidence", ("confidence", "messages"), [(tenth / 10, shown(counts[tenth])) for tenth in range(10)])


def _verdicts(rows: Sequence[Any]) -> Table:
    """The funnel: who asked for a check, who reached a verdict, and which."""
    asked = _sum(rows, kept.INTENT, lambda row: row.key)
    started = asked["check_ami_eligibility"] + asked["check_company_support"]
    reached: dict[str, int] = defaultdict(int)
    for key, count in _sum(rows, kept.VERDICT, lambda row: row.key).items():
        reached[key.split(" ")[-1]] += count
    lines = [("started", shown(started)), ("reached", shown(sum(reached.values())))]
    lines += [(name, shown(count)) for name, count in sorted(reached.items(), key=lambda each: -each[1])]
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
