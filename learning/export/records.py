"""Writes records into the files of the pack, as if by hand: the other records keep every character."""

import re
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from learning.answers.in_force import DATES, said
from region import loader
from region.problems import DataError
from region.record_schema import RECORD
from region.service import Service

LONG, WIDTH = 90, 110
NEXT = re.compile(r"^(?:- |#|\s*$)")
"""Where a record ends: at the next, with the comment and the blank lines before it."""
KEY = re.compile(r"^(?:- |  )(\w+):")


class _Dumper(yaml.SafeDumper):
    """Folds what is long, as the files do."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style=">" if len(text) > LONG else None
    ),
)


def dumped(body: Mapping[str, Any]) -> str:
    """Return a record as its file holds it, its keys in the order of the schema."""
    held: dict[str, Any] = said(body)
    for name in DATES:
        if isinstance(held.get(name), str):
            held[name] = date.fromisoformat(held[name])
    ordered = {name: held[name] for name in RECORD if name in held} | ({} if "source" in held else {"source": None})
    return _text(ordered)


def _changed(block: str, body: Mapping[str, Any]) -> str:
    """Return the lines of a record where only what changed is written again."""
    before, parts = said(yaml.safe_load(block)[0]), _parts(block)
    after, now = _parts(dumped(body)), said(body)
    kept = {name: parts[name] if now.get(name) == before.get(name) else after[name] for name in parts if name in after}
    return "".join([*kept.values(), *(part for name, part in after.items() if name not in kept)])


def _parts(block: str) -> dict[str, str]:
    """Return the lines of a record by key, in order."""
    parts: dict[str, str] = {}
    name = ""
    for line in block.splitlines(keepends=True):
        if found := KEY.match(line):
            name = found[1]
        parts[name] = parts.get(name, "") + line
    return parts


def _text(ordered: Mapping[str, Any]) -> str:
    return yaml.dump([ordered], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)


def edited(content: str, body: Mapping[str, Any]) -> str | None:
    """Return a file with a record in it, in the place of the one of its id or at the end; None if that place is unclear."""
    lines = content.splitlines(keepends=True)
    starts = _starts(lines, body["id"])
    if len(starts) > 1 or (
        not starts and re.search(rf"^\s+id: ['\"]?{re.escape(body['id'])}['\"]?\s*$", content, re.M)
    ):
        return None
    if not starts:
        return content.rstrip("\n") + "\n" + dumped(body)
    first = starts[0]
    following = (place for place in range(first + 1, len(lines)) if lines[place].startswith("- "))
    end = next(following, len(lines))
    while end > first + 1 and NEXT.match(lines[end - 1]):
        end -= 1
    return "".join([*lines[:first], _changed("".join(lines[first:end]), body), *lines[end:]])


def write(pack: Path, body: Mapping[str, Any], *, service: Service) -> tuple[str, int] | None:
    """Write a record in its file; returns the file's name and how many lines changed, None if the file would not say it.

    What is written is read again first: it must be this record, and the rest of the file must still be right.
    """
    file = _home(pack, body)
    before = file.read_text(encoding="utf-8") if file.exists() else f"topic: {body['topic']}\nrecords:\n"
    after = edited(before, body)
    if after is None or not _says(after, file.name, body, service):
        return None
    if after != before:
        file.write_text(after, encoding="utf-8")
    return file.name, len(set(before.splitlines()) ^ set(after.splitlines()))


def _home(pack: Path, body: Mapping[str, Any]) -> Path:
    """Return the file that has the record, or one of its topic: the one named so, else the first."""
    held = {path: path.read_text(encoding="utf-8") for path in loader.topic_files(pack)}
    own = [path for path, content in held.items() if _starts(content.splitlines(keepends=True), body["id"])]
    topic = [
        path for path, content in held.items() if re.search(rf"^topic: {re.escape(body['topic'])}\s*$", content, re.M)
    ]
    named = [path for path in topic if path.stem == body["topic"]]
    return next(iter([*own, *named, *topic]), pack / f"{body['topic']}.yml")


def _starts(lines: Sequence[str], number: str) -> list[int]:
    """Return the lines where the record of an id begins."""
    first = re.compile(rf"- id: ['\"]?{re.escape(number)}['\"]?\s*$")
    return [place for place, line in enumerate(lines) if first.match(line)]


def _says(content: str, name: str, body: Mapping[str, Any], service: Service) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        tried = Path(folder) / name
        tried.write_text(content, encoding="utf-8")
        try:
            read = loader.read_file(tried, service=service.places())
        except DataError:
            return False
    return any(each.id == body["id"] and said(each.raw) == said(body) for each in read)
