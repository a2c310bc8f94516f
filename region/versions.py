"""An aid's rules as they stood on a day: each version kept beside the one in force, and what changed between two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from region import programme_files
from region.files import pack_dir
from region.problems import DataError, Problem, shown
from region.programmes import Condition, Programme
from region.wordings import say

FOLDER = "versions"


@dataclass(frozen=True)
class Change:
    """A condition that one version says otherwise than the one before; `before` or `after` is None where it is not there."""

    label: str
    before: str | None
    after: str | None
    same_words: bool = False  # the sentence stays; the test behind it changed


def every(programme: Programme) -> tuple[Programme, ...]:
    """The version in force, then the kept ones, the newest first."""
    folder = pack_dir() / "programmes"
    kept = _kept(programme.slug, programme.rules_version, folder / FOLDER)
    return (programme, *_overtaken(programme, kept, folder / f"{programme.slug}.yml"), *kept)


def _overtaken(programme: Programme, kept: tuple[Programme, ...], path: Path) -> tuple[Programme, ...]:
    """The version of the file, where an operator put a newer one over it."""
    if programme.cases is None or not path.exists():
        return ()
    filed = programme_files.read_one(path, slug=programme.slug)
    known = {programme.rules_version, *(each.rules_version for each in kept)}
    return () if filed.rules_version in known or filed.rules_version > programme.rules_version else (filed,)


def on(programme: Programme, day: date) -> Programme | None:
    """The version that applied that day; None before the first one."""
    return next((each for each in every(programme) if each.rules_version <= day.isoformat()), None)


def changes(before: Programme, after: Programme) -> tuple[Change, ...]:
    """What a reader sees change from one version to the next, condition by condition."""
    old, new = ({each.id: each for each in version.conditions} for version in (before, after))
    found = [_change(old.get(name), new.get(name)) for name in dict.fromkeys([*new, *old])]
    return tuple(change for change in found if change)


def _change(old: Condition | None, new: Condition | None) -> Change | None:
    if old and new and (old.rule, old.test) == (new.rule, new.test):
        return None
    label = (new or old).label  # type: ignore[union-attr]
    same = bool(old and new and old.rule == new.rule)
    return Change(label, old.rule if old else None, new.rule if new else None, same)


@cache
def _kept(slug: str, current: str, folder: Path) -> tuple[Programme, ...]:
    """The versions kept of an aid; `current` is part of the key, so that a published change reads them again."""
    paths = sorted(folder.glob(f"{slug}.*.yml"), reverse=True)
    return tuple(programme_files.read_one(path, slug=slug) for path in paths)


def faults(programme: Programme, folder: Path) -> Iterator[Problem]:
    """What is wrong in the versions kept: one that the history tells of is missing, unreadable, or another's."""
    for told in programme.history[1:]:
        path = folder / f"{programme.slug}.{told.version}.yml"
        if not path.exists():
            yield Problem(shown(path), 1, say("versions.missing", version=told.version))
            continue
        try:
            kept = programme_files.read_one(path, slug=programme.slug)
        except DataError as error:
            yield from error.problems
            continue
        if kept.rules_version != told.version:
            yield Problem(shown(path), 1, say("must_be_named", name="rules_version", value=told.version))
