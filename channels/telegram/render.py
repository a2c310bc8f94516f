"""How a reply looks on a phone: text, sources, the detail of a verdict folded under it, buttons, a file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import Any

from bot.replies import Button, Message, Source
from channels.telegram.split import LIMIT, pieces, units
from region import formats

Say = Callable[..., str]


@dataclass(frozen=True)
class Span:
    """A run of text; with an address, a link."""

    text: str
    url: str | None = None
    bold: bool = False


@dataclass(frozen=True)
class Line:
    """A line of a message; lines that are folded show when the person unfolds them."""

    spans: tuple[Span, ...] = ()
    folded: bool = False

    @property
    def units(self) -> int:
        return sum(units(span.text) for span in self.spans) + 1


@dataclass(frozen=True)
class Part:
    """One call to Telegram: a text (as HTML, and plain should Telegram refuse the HTML), a file, or leaving."""

    html: str = ""
    plain: str = ""
    buttons: tuple[Button, ...] = ()
    file: Mapping[str, str] | None = None
    leave: bool = False


def parts(message: Message, say: Say, *, by_a_person: bool = False, rules_url: str = "") -> list[Part]:
    """Return the calls that carry a message, in order; buttons go with its last text."""
    texts = [_part(chunk) for chunk in _packed(_lines(message, say, by_a_person=by_a_person, rules_url=rules_url))]
    texts = [part for part in texts if part.plain.strip()]
    if message.buttons:
        last = texts.pop() if texts else _part([Line((Span(say("telegram_choose")),))])
        texts.append(replace(last, buttons=message.buttons))
    return texts + ([Part(file=message.file)] if message.file else [])


def _lines(message: Message, say: Say, *, by_a_person: bool, rules_url: str) -> Iterator[Line]:
    if by_a_person:
        yield Line((Span(say("telegram_agent"), bold=True),))
    yield from (Line((Span(line),)) for line in message.text.splitlines())
    if message.verdict:
        yield Line()
        yield from (replace(line, folded=True) for line in _verdict(message.verdict, say, rules_url))
    if message.sources:
        yield Line()
        yield from (_source(source, say) for source in message.sources)


def _source(source: Source, say: Say) -> Line:
    detail = say("telegram_source_detail", date_label=source.date_label, kind=source.kind)
    return Line((Span(f"{say('telegram_source')} "), Span(source.title, url=source.url), Span(f" {detail}")))


def _verdict(verdict: Mapping[str, Any], say: Say, rules_url: str) -> Iterator[Line]:
    yield Line((Span(say("telegram_verdict", title=verdict.get("title") or verdict["programme"]), bold=True),))
    for condition in verdict["conditions"]:
        yield from _condition(condition, say)
    on = verdict.get("date") or verdict["checked_on"]
    version = say("telegram_verdict_version", date=_day(on), version=verdict["rules_version"])
    yield Line((Span(version),))
    if rules_url:
        yield Line((Span(say("telegram_verdict_page", url=f"{rules_url}/{verdict['programme']}")),))


def _condition(condition: Mapping[str, Any], say: Say) -> Iterator[Line]:
    state = say(f"telegram_verdict_{condition['status']}")
    yield Line((Span(f"{state} "), Span(condition["label"], bold=True)))
    told = {
        "telegram_verdict_stated": {"stated": condition.get("stated")},
        "telegram_verdict_rule": {"rule": condition.get("rule")},
        "telegram_verdict_next": {"next_step": condition.get("next_step")},
    }
    for key, values in told.items():
        if all(value not in (None, "") for value in values.values()):
            yield Line((Span(say(key, **values)),))


def _day(iso: str) -> str:
    return formats.day(date.fromisoformat(iso))


def _packed(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """Yield the lines in groups that each fit in one message."""
    group: list[Line] = []
    for line in (short for each in lines for short in _cut(each)):
        if group and sum(each.units for each in group) + line.units > LIMIT:
            yield group
            group = []
        group.append(line)
    yield group


def _cut(line: Line) -> Iterator[Line]:
    """Yield a line as it is, or its pieces when it alone is too long for a message."""
    if line.units <= LIMIT:
        yield line
        return
    for span in line.spans:
        for piece in pieces(span.text, limit=LIMIT - 1):
            yield replace(line, spans=(replace(span, text=piece),))


def _part(lines: Sequence[Line]) -> Part:
    bare, told = _plain(lines, urls=False), _plain(lines, urls=True)
    return Part(html=_html(lines).strip(), plain=told if units(told) <= LIMIT else bare)


def _html(lines: Sequence[Line]) -> str:
    written: list[str] = []
    for index, line in enumerate(lines):
        opens = line.folded and not (index and lines[index - 1].folded)
        closes = line.folded and not (index + 1 < len(lines) and lines[index + 1].folded)
        text = "".join(map(_html_span, line.spans))
        written.append(f"{'<blockquote expandable>' if opens else ''}{text}{'</blockquote>' if closes else ''}")
    return "\n".join(written)


def _html_span(span: Span) -> str:
    text = f"<b>{escape(span.text)}</b>" if span.bold else escape(span.text)
    return f'<a href="{escape(span.url)}">{text}</a>' if _is_web(span.url) and span.text else text


def _plain(lines: Sequence[Line], *, urls: bool) -> str:
    return "\n".join("".join(_plain_span(span, urls) for span in line.spans) for line in lines).strip()


def _plain_span(span: Span, urls: bool) -> str:
    return f"{span.text} {span.url}" if urls and _is_web(span.url) else span.text


def _is_web(url: str | None) -> bool:
    return url is not None and url.startswith(("https://", "http://"))
