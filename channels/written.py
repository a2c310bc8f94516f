"""How a text is shown on a page: its links, its lists, its instants, days and sums."""

import re
from collections.abc import Callable
from datetime import datetime

from markupsafe import Markup, escape

from region import formats

LINK = re.compile(
    r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)»]|(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:fr|eu|org|com|net)(?![\w@-])(?:/[^\s<>\"']*[^\s<>\"'.,;:!?)»])?"
)
"""An address, also without http; never the end of an e-mail."""
BULLET = re.compile(r"\s*[•·–-]\s+")
NUMBER = re.compile(r"(?<![^\s(])(\d{3,4}|1[578])(?=[\s.,;)]|$)(?! (?:heures|jours|ans))")
"""A number to call, in an answer to someone in danger."""
WRITTEN_TO = "114"
"""It answers texts only."""
LISTED = "\n• "


def paris(instant: datetime | str) -> str:
    """« 25/11/2026 à 18 h 40 »"""
    read = datetime.fromisoformat(instant) if isinstance(instant, str) else instant
    return formats.instant(read)


def day(iso: str) -> str:
    """« 23 novembre 2026 »; what is not a day (a version of rules may be « 2 ») stays as it is."""
    try:
        return formats.day(datetime.fromisoformat(iso).date())
    except ValueError:
        return iso


def euros(amount: float) -> str:
    """« 70 000 € »"""
    return formats.euros(amount)


def linked(text: str, *, danger: bool = False) -> Markup:
    """Return a text of ours with its addresses as links, its lists as lists and its lines kept; the rest is escaped.

    In `danger`, what is pressed is a number to call.
    """
    read = _called if danger else _line
    parts: list[str] = []
    for line in text.split("\n"):
        if BULLET.match(line):
            item = f"<li>{read(BULLET.sub('', line, count=1))}</li>"
            opened = bool(parts) and parts[-1].endswith("</ul>")
            parts[-1:] = (
                [parts[-1].removesuffix("</ul>") + item + "</ul>"] if opened else [*parts[-1:], f"<ul>{item}</ul>"]
            )
        elif parts and not parts[-1].endswith("</ul>"):
            parts[-1] += f"<br>{read(line)}"
        else:
            parts.append(str(read(line)))  # added to a Markup, what follows would be escaped again
    return Markup("".join(parts))


def around(text: str) -> tuple[str, str]:
    """Return what is said before the cards of several aids and after them: the lists of the text are what they show."""
    parts = text.split("\n\n")
    first = next((rank for rank, part in enumerate(parts) if LISTED in part), len(parts))
    after = (part for part in parts[first:] if LISTED not in part)
    return "\n\n".join(parts[:first]), "\n\n".join(after)


def _line(text: str) -> Markup:
    return _replaced(text, LINK, _outside)


def _called(text: str) -> Markup:
    return _replaced(text, NUMBER, _call)


def _outside(address: str) -> Markup:
    url = address if address.startswith("http") else f"https://{address}"
    return Markup('<a href="{}" rel="noopener">{}</a>').format(url, address)


def _call(number: str) -> Markup:
    way = "sms" if number == WRITTEN_TO else "tel"
    return Markup('<a href="{}:{}" class="call">{}</a>').format(way, number, number)


def _replaced(text: str, pattern: re.Pattern[str], link: Callable[[str], Markup]) -> Markup:
    parts: list[str] = []
    end = 0
    for match in pattern.finditer(text):
        parts += [str(escape(text[end : match.start()])), str(link(match[0]))]
        end = match.end()
    return Markup("".join([*parts, str(escape(text[end:]))]))
