"""Writes one part of an aid into its text: a heading, a source, a condition, a case; the rest stays letter for letter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from region import lines, rules
from region.lines import Entry

HEADINGS = ("title", "audience", "rules_version", "checked_on", "calendar", "opening")
WORDS = ("label", "rule", "next_step", "source")
FIRST = ("id", *WORDS, "test")


class NotWritten(ValueError):
    """The text is written in a way that this cannot change: it is mended by hand first."""


def with_headings(text: str, said: Mapping[str, Any]) -> str:
    """The rules with these headings."""
    for name, value in said.items():
        text = _with_key(text, name, _value(value))
    return text


def with_source(text: str, name: str, said: Mapping[str, Any]) -> str:
    """The rules with a source of this name, the last of its list or in its place."""
    held = _read(text, block="sources")
    sources = held["sources"]
    line = f"  {name}: {_value(said)}"
    if name in sources:
        start = sources.line_of(name)
        return _replaced(text, start, _end(start, list(sources.lines.values()), held, text), [line])
    end = _end(held.line_of("sources"), [], held, text)
    return _replaced(text, end + 1, end, [line])


def with_condition(text: str, said: Mapping[str, Any]) -> str:
    """The rules with a condition, in the place of the one of its id or after the others; `asks` names its facts."""
    held = _read(text)
    known = {each["id"]: each for each in held["conditions"]}
    old = known.get(said["id"], Entry())
    written = _item({**old, **said})
    if old:
        text = _replaced(text, *_span(text, held, old), written)
    else:
        end = _end(held.line_of("conditions"), [], held, text)
        text = _replaced(text, end + 1, end, written)
    return _asking(text, said["test"])


def without_condition(text: str, name: str) -> str:
    """The rules without a condition, which is not the only one. `asks` stays as it is."""
    held = _read(text)
    old = next((each for each in held["conditions"] if each["id"] == name), None)
    if old is None or len(held["conditions"]) == 1:
        raise NotWritten(name)
    return _replaced(text, *_span(text, held, old), [])


def with_row(text: str, name: str, said: Mapping[str, Any], *, first: bool = False) -> str:
    """The rules with one more row of a list: the latest version of `history` first, a criterion last."""
    held = lines.parse(text, file="rules")
    row = f"- {_value(said)}"
    if name not in held:
        return f"{text.rstrip()}\n{name}:\n{row}\n"
    held = _read(text, block=name)
    last = held.line_of(name) if first else _end(held.line_of(name), [], held, text)
    return _replaced(text, last + 1, last, [row])


def with_base(text: str, facts: Mapping[str, Any]) -> str:
    """The cases with what the case that fulfils everything states."""
    return _with_key(text or "base: {}\ncases:\n", "base", _value(facts))


def with_case(text: str, said: Mapping[str, Any]) -> str:
    """The cases with one more."""
    held = lines.parse(text or "base: {}\ncases:\n", file="cases")
    text = text or "base: {}\ncases:\n"
    end = _end(held.line_of("cases"), [], held, text)
    return _replaced(text, end + 1, end, [f"- {_value(said)}"])


def without_case(text: str, place: int) -> str:
    """The cases without the one at this place, from 0."""
    held = lines.parse(text, file="cases")
    found = held["cases"][place]
    return _replaced(text, *_span(text, held, found, among="cases"), [])


def _read(text: str, *, block: str = "conditions") -> Entry:
    """Read a text of which this part is written a line or more an item. Raises NotWritten."""
    held = lines.parse(text, file="rules")
    if not held.get(block) or text.split("\n")[held.line_of(block) - 1].split("#")[0].rstrip() != f"{block}:":
        raise NotWritten(block)
    return held


def _with_key(text: str, name: str, value: str) -> str:
    held = lines.parse(text, file="rules")
    start = held.line_of(name)
    return _replaced(text, start, _end(start, [], held, text), [f"{name}: {value}"])


def _asking(text: str, test: Any) -> str:
    held = lines.parse(text, file="rules")
    wanted = ["departement" if each == "commune" else each for each in rules.facts_of(test)]
    asks = list(held.get("asks", ()))
    more = [
        each for each in dict.fromkeys(wanted) if each not in asks and not (each == "departement" and "commune" in asks)
    ]
    return _with_key(text, "asks", _value([*asks, *more])) if more else text


def _span(text: str, held: Entry, item: Entry, *, among: str = "conditions") -> tuple[int, int]:
    starts = [each.line for each in held[among]]
    if starts.count(item.line) > 1 or not text.split("\n")[item.line - 1].lstrip().startswith("-"):
        raise NotWritten(among)
    return item.line, _end(item.line, starts, held, text)


def _end(start: int, others: list[int], held: Entry, text: str) -> int:
    """The last line of what begins on a line: before the next of its list, the next heading, or the comments above them."""
    written = text.rstrip("\n").split("\n")
    after = min((line for line in [*others, *held.lines.values()] if line > start), default=len(written) + 1)
    end = after - 1
    while end > start and (not written[end - 1].strip() or written[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _replaced(text: str, first: int, last: int, by: list[str]) -> str:
    written = text.rstrip("\n").split("\n")
    return "\n".join([*written[: first - 1], *by, *written[last:]]) + "\n"


def _item(said: Mapping[str, Any]) -> list[str]:
    names = [*FIRST, *(each for each in said if each not in FIRST)]
    told = [f"{name}: {_value(said[name])}" for name in names if name in said]
    return [f"{'- ' if place == 0 else '  '}{each}" for place, each in enumerate(told)]


def _value(value: Any) -> str:
    """A value in one line of YAML: texts between quotes, mappings and lists in their brackets."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_value(each)}" for name, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, date):
        return value.isoformat()
    return str(yaml.safe_dump(value).split("\n")[0])
