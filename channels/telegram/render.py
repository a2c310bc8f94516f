"""How a reply looks on a phone: text, sources, the detail of a verdict folded under it, buttons, a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.replies import Button, Message
from channels.telegram import lines, verdict
from channels.telegram.lines import Line, Span
from channels.telegram.split import LIMIT, pieces, units
from channels.telegram.verdict import Say


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
    texts = [part for part in texts if part.plain]
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
        yield from (replace(line, folded=True) for line in verdict.lines(message.verdict, say, rules_url=rules_url))
    if message.sources:
        yield Line()
        yield from (verdict.source(source.to_dict(), say) for source in message.sources)


def _packed(given: Iterator[Line]) -> Iterator[list[Line]]:
    """Yield the lines in groups that each fit in one message."""
    group: list[Line] = []
    for line in (short for each in given for short in _cut(each)):
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


def _part(group: Sequence[Line]) -> Part:
    bare, told = lines.plain(group, urls=False), lines.plain(group, urls=True)
    return Part(html=lines.html(group), plain=told if units(told) <= LIMIT else bare)
