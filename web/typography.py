"""Sets French text as a printer would: narrow spaces that do not break, curly apostrophes, dates and numbers in one piece.

The rules are regular expressions that Python and a browser's script read alike (`$1` is the first group): `french`
applies them here, and the chat frame is given the same list.
"""

import re

from babel.dates import get_month_names

NARROW, WIDE = "\u202f", "\u00a0"
_LETTER = "A-Za-z\u00c0-\u024f"
_MONTH = "|".join(get_month_names("wide", locale="fr").values())
RULES: tuple[tuple[str, str], ...] = (
    (f"[ {WIDE}]([;:?!»%€])", f"{NARROW}$1"),
    (f"«[ {WIDE}]", f"«{NARROW}"),
    (f"([{_LETTER}])'(?=[{_LETTER}0-9«])", "$1’"),
    (f"([0-9])[ {WIDE}](?=[0-9]{{3}}(?![0-9]))", f"$1{NARROW}"),
    (f"(^|[^0-9])([0-9]{{1,2}}|1er) (?={_MONTH})", f"$1$2{WIDE}"),
    (f"({_MONTH}) (?=[0-9]{{4}}(?![0-9]))", f"$1{WIDE}"),
    ("([0-9]) (?=(h|millions?|milliards?|euros?)(?![a-z]))", f"$1{WIDE}"),
    ("([0-9][\u00a0\u202f]h) (?=[0-9]{2})", f"$1{WIDE}"),
    ("n° (?=[0-9])", f"n°{NARROW}"),
    ("Hauts-de-France", "Hauts\u2011de\u2011France"),
)
_COMPILED = tuple((re.compile(pattern), re.sub(r"\$(\d)", r"\\\1", put)) for pattern, put in RULES)
_ADDRESS = re.compile(r"(https?://\S+)")
_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z]+)", re.IGNORECASE)
_SAID = re.compile(r'\b(aria-label|placeholder|title|data-done|data-failed)="([^"]*)"')
_UNTOUCHED = frozenset({"script", "style", "pre", "code", "textarea"})
RAW = " data-raw"
"""The mark of an element whose text is a person's own."""


def french(text: str) -> str:
    """« l'aide : 70 000 € » with its apostrophe curled and its spaces bound."""
    for pattern, put in _COMPILED:
        text = pattern.sub(put, text)
    return text


def plain(text: str) -> str:
    """Set a text in which addresses are read as they are: a file, a letter."""
    return "".join(part if rank % 2 else french(part) for rank, part in enumerate(_ADDRESS.split(text)))


def page(html: str) -> str:
    """Set every text and every spoken label of a page; code, scripts and what a person typed stay as they are."""
    parts = _TAG.split(html)
    inside: str | None = None
    for rank, part in enumerate(parts):
        if rank % 2:
            inside = _entered(part, inside)
            parts[rank] = _SAID.sub(lambda found: f'{found[1]}="{_text(found[2])}"', part)
        elif inside is None and part:
            parts[rank] = _text(part)
    return "".join(parts)


def _entered(tag: str, inside: str | None) -> str | None:
    """Return the name of the untouched element a text stands in after this tag, None for none."""
    found = _NAME.match(tag)
    name = found[1].lower() if found else ""
    if inside is not None:
        return None if tag.startswith("</") and name == inside else inside
    kept = not tag.startswith("</") and (name in _UNTOUCHED or RAW in tag)
    return name if kept else None


def _text(html: str) -> str:
    return french(html.replace("&#39;", "'"))
