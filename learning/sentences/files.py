"""Reads and edits Rasa's training files line by line, so that what operators change reads as if written by hand."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from learning.sentences.texts import key

INTENT = re.compile(r"^- intent: *([\w/+-]+) *$")
EXAMPLE = re.compile(r"^ {4}- (.+?) *$")
MARKED = re.compile(r"\[([^\]]*)\](?:\{[^}]*\}|\([^)]*\))")
HEADER = 'version: "3.1"\nnlu:\n'
ADDED = "ajouts.yml"


@dataclass(frozen=True)
class Example:
    """A training sentence and its intent; `file` is where it is written, empty for an operator's addition."""

    text: str
    intent: str
    file: str = ""

    @property
    def key(self) -> str:
        """The sentence as it is compared: letters only."""
        return _key(self.text)


@dataclass(frozen=True)
class Change:
    """What an operator did to the training sentences; a move is a removal and an addition."""

    id: int
    kind: str
    text: str
    key: str
    intent: str


@lru_cache(maxsize=60_000)
def _key(text: str) -> str:
    return key(text)


def texts(folder: Path) -> dict[str, str]:
    """Return the content of the training files of a folder, by file name."""
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.yml"))}


def examples(files: Mapping[str, str]) -> Iterator[Example]:
    """Yield the sentences of training files, entity marks taken away."""
    for name, content in files.items():
        for intent, line in _lines(content):
            if found := EXAMPLE.match(line):
                yield Example(plain(found.group(1)), intent, name)


def plain(text: str) -> str:
    """Return a sentence without Rasa's entity marks: `[Lens]{…}` reads Lens."""
    return MARKED.sub(r"\1", text)


def in_force(base: Iterable[Example], changes: Sequence[Change]) -> list[Example]:
    """Return the sentences once the changes are made, in order; what changes nothing is left out."""
    held = {(each.key, each.intent): each for each in base}
    for change in changes:
        held.pop((change.key, change.intent), None)
        if change.kind == "add":
            held[change.key, change.intent] = Example(change.text, change.intent)
    return list(held.values())


def edited(
    files: Mapping[str, str], changes: Sequence[Change], *, homes: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """Return the files with the changes written in; files that do not change are left out.

    `homes` names the file of an intent that none has yet, if that file exists.
    """
    base = {(each.key, each.intent): each for each in examples(files)}
    final = {(each.key, each.intent): each for each in in_force(base.values(), changes)}
    gone = base.keys() - final.keys()
    new = [each for identity, each in final.items() if identity not in base]
    written = {name: _without(content, gone) for name, content in files.items()}
    for example in new:
        home = homes.get(example.intent, ADDED)
        new_file = home if home in written else ADDED
        name = next((name for name, content in written.items() if _has(content, example.intent)), new_file)
        written[name] = _with(written.get(name, HEADER), example)
    return {name: content for name, content in written.items() if files.get(name) != content}


def _lines(content: str) -> Iterator[tuple[str, str]]:
    intent = ""
    for line in content.splitlines():
        if found := INTENT.match(line):
            intent = found.group(1)
        yield intent, line


def _has(content: str, intent: str) -> bool:
    return re.search(rf"^- intent: *{re.escape(intent)} *$", content, re.MULTILINE) is not None


def _without(content: str, gone: set[tuple[str, str]]) -> str:
    if not gone:
        return content
    kept = [line for intent, line in _lines(content) if not _is_one_of(line, intent, gone)]
    return "\n".join(kept) + "\n"


def _is_one_of(line: str, intent: str, gone: set[tuple[str, str]]) -> bool:
    found = EXAMPLE.match(line)
    return bool(found) and (_key(plain(found.group(1))), intent) in gone  # type: ignore[union-attr]


def _with(content: str, example: Example) -> str:
    """Write a sentence after the last one of its intent."""
    line = f"    - {example.text}"
    if not _has(content, example.intent):
        return f"{content}- intent: {example.intent}\n  examples: |\n{line}\n"
    numbered = list(enumerate(_lines(content)))
    last = max(number for number, (intent, each) in numbered if intent == example.intent and each.strip())
    lines = [each for _, (_, each) in numbered]
    return "\n".join([*lines[: last + 1], line, *lines[last + 1 :]]) + "\n"
