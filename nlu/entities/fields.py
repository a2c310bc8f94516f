"""Which field a sum is said of: « notre chiffre d'affaires est de 2 millions et le projet coûte 85 000 »."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from nlu.french import flat
from nlu.words import words

LISTS = words(Path(__file__).with_suffix(".yml"))
FIELDS: Mapping[str, Mapping[str, str]] = LISTS["fields"]
ASKED = frozenset(name for name, field in FIELDS.items() if field.get("asked", True))
"""The fields that some check asks for."""
CUT, JOINED, EXPLAINED, CALLED, LINK = (
    re.compile(LISTS[name]) for name in ("cut", "joined", "explained", "called", "link")
)
NAMES = {name: re.compile(rf"(?<!\w)(?:{field['says']})(?!\w)") for name, field in FIELDS.items()}
AFTER = {name: re.compile(rf"(?:{field.get('after', field['says'])})\b") for name, field in FIELDS.items()}
WRITTEN = {name: re.compile(field["written"]) for name, field in FIELDS.items() if "written" in field}
ANY = re.compile(
    "|".join(f"(?:{field['says']})|(?:{field.get('after', 'projet')})" for field in FIELDS.values()) + r"|\bca\b"
)
CELA = re.compile(LISTS["cela"])
SHOUTED = re.compile(r"[^\W\d_]{4}")
"""A word long enough to tell that capitals are only how the message is written: « CA 1,3M » names the turnover."""
Span = tuple[int, int]


def named(text: str, sums: Sequence[Span], *, closely: bool = False) -> Iterator[tuple[Span, str]]:
    """Yield each sum that a field names, with the field: just after it, else the nearest name before it, else what explains it.

    `sums` are places of `text`; `closely`: the name stands next to the sum, as where nothing else tells that it is one.
    """
    folded, place, text = _folded(text), 0, "" if text.isupper() and SHOUTED.search(text) else text
    for start, end in sorted(sums):
        after, stop = _name_after(folded, text, end, JOINED)
        before = _name_before(folded[place:start], text[place:start], closely=closely)
        if after is None and before is None:
            after, stop = _name_after(folded, text, end, CALLED if closely else EXPLAINED)
        place = stop if after else end
        if field := after or before:
            yield (start, end), field


def may_name(text: str) -> bool:
    """Tell whether any field may be named in `text`, folded."""
    return bool(ANY.search(text))


def _folded(text: str) -> str:
    """« ça fait 85 000 » names no turnover: only « le CA » does."""
    return flat(CELA.sub(lambda found: "-" * len(found.group()), text))


def _name_before(folded: str, text: str, *, closely: bool) -> str | None:
    """Return the field named last before a sum, where nothing cuts the two apart."""
    found = [(match.end(), -rank, name) for rank, name in enumerate(NAMES) for match in _named(name, folded, text)]
    end, _, name = max(found, default=(0, 0, None))
    if name is None or CUT.search(folded[end:]):
        return None
    return name if not closely or LINK.fullmatch(folded[end:]) else None


def _named(name: str, folded: str, text: str) -> Iterator[re.Match[str]]:
    yield from NAMES[name].finditer(folded)
    if name in WRITTEN:
        yield from WRITTEN[name].finditer(text)


def _name_after(folded: str, text: str, place: int, joint: re.Pattern[str]) -> tuple[str | None, int]:
    """Return the field named just after the sum that ends there, and where its name ends."""
    link = joint.match(folded, place)
    if link is None:
        return None, place
    for name in NAMES:
        written = WRITTEN.get(name)
        found = AFTER[name].match(folded, link.end()) or (written.match(text, link.end()) if written else None)
        if found:
            return name, found.end()
    return None, place
