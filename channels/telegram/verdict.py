"""The detail of a verdict on a phone: each condition with its state in words, the rules, their date and sources."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from channels.telegram.lines import Line, Span
from region import formats

Say = Callable[..., str]


def lines(verdict: Mapping[str, Any], say: Say, *, rules_url: str) -> Iterator[Line]:
    """Yield the lines of a verdict object (docs/interfaces.md)."""
    yield Line((Span(say("telegram_verdict", title=verdict.get("title") or verdict["programme"]), bold=True),))
    for condition in verdict["conditions"]:
        yield from _condition(condition, say)
    checked = verdict["checked_on"]
    yield _said(
        say("telegram_verdict_version", date=_day(verdict.get("date") or checked), version=_day(verdict["rules_version"]),
            checked=_day(checked))
    )  # fmt: skip
    if rules_url:
        yield _said(say("telegram_verdict_page", url=f"{rules_url}/{verdict['programme']}"))


def source(cited: Mapping[str, Any], say: Say) -> Line:
    """A source: its title, a link where it has an address, its date and its kind."""
    detail = say("telegram_source_detail", date_label=cited["date_label"], kind=cited["kind"])
    dead = (Span(f" {say('telegram_dead_link')}"),) if cited.get("dead") else ()
    return Line((Span(f"{say('telegram_source')} "), Span(cited["title"], url=cited["url"]), Span(f" {detail}"), *dead))


def _condition(condition: Mapping[str, Any], say: Say) -> Iterator[Line]:
    state = say(f"telegram_verdict_{condition['status']}")
    yield Line((Span(f"{state} "), Span(condition["label"], bold=True)))
    yield _said(_stated(condition, say))
    yield _said(say("telegram_verdict_rule", rule=condition["rule"]))
    if condition.get("source"):
        yield source(condition["source"], say)
    if condition.get("next_step"):
        yield _said(say("telegram_verdict_next", next_step=condition["next_step"]))


def _stated(condition: Mapping[str, Any], say: Say) -> str:
    stated, expected = condition.get("stated"), condition.get("expected")
    if not stated:
        return say("telegram_verdict_not_stated")
    if expected:
        return say("telegram_verdict_stated_expected", stated=stated, expected=expected)
    return say("telegram_verdict_stated", stated=stated)


def _said(text: str) -> Line:
    return Line((Span(text),))


def _day(written: str) -> str:
    """A date as people read it; a version that is not a date stays as it is."""
    try:
        return formats.day(date.fromisoformat(written))
    except ValueError:
        return written
