"""Lines of a message before they become HTML: runs of text, links, and lines that are folded on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from channels.telegram.split import units


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
        """The length as Telegram counts it, line break included."""
        return sum(units(span.text) for span in self.spans) + 1


def html(lines: Sequence[Line]) -> str:
    """Return the lines in Telegram's HTML; every text is escaped here and nowhere else."""
    written: list[str] = []
    for index, line in enumerate(lines):
        opens = line.folded and not (index and lines[index - 1].folded)
        closes = line.folded and not (index + 1 < len(lines) and lines[index + 1].folded)
        text = "".join(map(_html_span, line.spans))
        written.append(f"{'<blockquote expandable>' if opens else ''}{text}{'</blockquote>' if closes else ''}")
    return "\n".join(written).strip()


def plain(lines: Sequence[Line], *, urls: bool) -> str:
    """Return the lines as bare text, with the addresses of links or without."""
    return "\n".join("".join(_plain_span(span, urls) for span in line.spans) for line in lines).strip()


def _html_span(span: Span) -> str:
    text = f"<b>{escape(span.text)}</b>" if span.bold else escape(span.text)
    return f'<a href="{escape(str(span.url))}">{text}</a>' if _is_web(span.url) and span.text else text


def _plain_span(span: Span, urls: bool) -> str:
    return f"{span.text} {span.url}" if urls and _is_web(span.url) else span.text


def _is_web(url: str | None) -> bool:
    return url is not None and url.startswith(("https://", "http://"))
