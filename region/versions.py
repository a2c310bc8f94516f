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
    return (programme, *_kept(programme.slug, programme.rules_version, pack_dir() / "programmes" / FOLDER))


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
            yield Problem(
                shown(path), 1, f"les règles du {told.version}, citées dans l'historique, ne sont pas gardées"
            )
            continue
        try:
            kept = programme_files.read_one(path, slug=programme.slug)
        except DataError as error:
            yield from error.problems
            continue
        if kept.rules_version != told.version:
            yield Problem(shown(path), 1, f"« rules_version » doit être « {told.version} »")
