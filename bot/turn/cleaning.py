"""What a person typed, made readable: nothing invisible, single spaces, and no slash that the engine would obey."""

import re
import unicodedata
from types import MappingProxyType

SLASHES = "/\\／⁄∕⧸⟋╱＼⧵"
LEADING = re.compile(rf"[\s{re.escape(SLASHES)}]+")
SPACES = re.compile(r"\s+")
RUN = re.compile(r"(\W{11})\W+(\W)")
"""More signs in a row than anyone means: « !!!!!!!!!!!! » says it all, and no pattern is to walk a thousand of them."""
INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\u180b\u180c\u180d\u180f\ufe0e\ufe0f")
UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
COMMAND = re.compile(r"(/[a-z]+)(?:@\w+)?", re.IGNORECASE | re.ASCII)
COMMANDS = MappingProxyType(
    {name: name for name in ("/start", "/aide", "/donnees", "/oublier", "/exporter", "/humain", "/recommencer")}
    | {"/accessibilite": "/accessibilite", "/help": "/aide", "/privacy": "/donnees"}
)


def clean(text: str) -> str:
    """Return `text` composed (NFC), without invisible characters, on one line, without leading slashes nor long runs of signs.

    `/intent{"slot": "x"}` sets nothing, whatever precedes the slash; « CA < 2 M€ » and « 24/7 » stay.
    """
    visible = SPACES.sub(" ", _visible(text)).strip()
    while leading := _leading(visible):
        visible = unicodedata.normalize("NFC", visible[leading:].strip())
    return RUN.sub(r"\1\2", visible)


def command_of(text: str) -> str | None:
    """Return the command that the whole of `text` is, as typed and before `clean`: « /HELP@beffroi_bot » is `/aide`."""
    found = COMMAND.fullmatch(_visible(text).strip()) if "/" in text else None
    return COMMANDS.get(found.group(1).lower()) if found else None


def _visible(text: str) -> str:
    """Return `text` without what cannot be seen; a line break is a space."""
    if text.isascii() and text.isprintable():
        return text
    kept = "".join(" " if char.isspace() else char for char in text if char.isspace() or _is_seen(char))
    return unicodedata.normalize("NFC", kept)


def _is_seen(char: str) -> bool:
    return char not in INVISIBLE and unicodedata.category(char) not in UNSEEN_CATEGORIES


def _leading(text: str) -> int:
    """Return how many characters at the start are spaces, slashes, or accents that stand on nothing."""
    end = 0
    while end < len(text) and (LEADING.match(text[end]) or unicodedata.category(text[end]).startswith("M")):
        end += 1
    return end
