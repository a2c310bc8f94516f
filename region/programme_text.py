"""An aid as it is written: its rules and its cases as YAML, read, played and told what is wrong before anything changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from region import cases, check_rules, lines, programme_files, schema
from region.cases import Example
from region.files import pack_dir
from region.problems import DataError, Problem
from region.programmes import Programme
from region.rules import Territory
from region.wordings import say

LONGEST_NAME = 80
"""Letters of the name of an aid, and of its files."""


@dataclass(frozen=True)
class Text:
    """The two texts of an aid, as its files hold them."""

    rules: str
    cases: str

    @classmethod
    def of(cls, slug: str, *, pack: Path | None = None) -> Text | None:
        """What the files of the pack say of an aid; None where there is no such file, or no aid can be called that."""
        if schema.slug(slug) or len(slug) > LONGEST_NAME:
            return None
        rules, examples = _files(pack or pack_dir(), slug)
        if not rules.exists():
            return None
        return cls(rules.read_text(encoding="utf-8"), examples.read_text(encoding="utf-8") if examples.exists() else "")

    def to_dict(self) -> dict[str, str]:
        """Return the texts as `of_dict` reads them back."""
        return {"rules": self.rules, "cases": self.cases}

    def write(self, slug: str, *, pack: Path) -> None:
        """Put the texts in the files of the pack."""
        for path, text in zip(_files(pack, slug), (self.rules, self.cases), strict=True):
            path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")


def of_dict(value: Mapping[str, str]) -> Text:
    """Read back what `to_dict` wrote."""
    return Text(value["rules"], value["cases"])


def programme(text: Text, *, slug: str) -> Programme:
    """The aid a text writes. Raises DataError with every fault and its line."""
    file = f"{slug}.yml"
    read = programme_files.built(lines.parse(text.rules, file=file), file=file, slug=slug)
    return replace(read, cases=text.cases)


def examples(text: Text, *, slug: str) -> list[Example]:
    """The cases a text writes; none for an empty one. Raises DataError with the line to mend."""
    if not text.cases.strip():
        return []
    file = f"{slug}.cases.yml"
    return list(cases.read(lines.parse(text.cases, file=file), file=file))


def faults(text: Text, *, slug: str, here: Territory, today: date) -> list[Problem]:
    """All that `data check` would say of an aid written so."""
    try:
        read, played = programme(text, slug=slug), examples(text, slug=slug)
    except DataError as error:
        return list(error.problems)
    file = f"{slug}.yml"
    plain = check_rules.words(lines.parse(text.rules, file=file), file=file)
    return [*plain, *check_rules.told(read, played, file=f"{slug}.cases.yml", here=here, today=today)]


def same_version(version: str) -> str:
    """What is said where a rule changes and its version does not."""
    return say("programme.same_version", version=version)


def _files(pack: Path, slug: str) -> tuple[Path, Path]:
    folder = pack / "programmes"
    return folder / f"{slug}.yml", folder / f"{slug}.cases.yml"
