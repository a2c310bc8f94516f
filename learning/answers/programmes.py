"""The aids operators wrote over those of the files: read, told what is wrong, played case by case, and put in force."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from learning.answers import edits
from region import examples, path, programme_text, versions
from region.catalogue import Catalogue
from region.facts import BadFacts
from region.in_force import InForce
from region.path import Step
from region.problems import DataError, Problem
from region.programme_text import Text
from region.programmes import Condition, Programme
from region.rules import Case
from region.versions import Change

log = logging.getLogger(__name__)
PROGRAMME = "programme"


@dataclass(frozen=True)
class Tried:
    """An aid as it is being written: what is wrong, its conditions in words, its cases played, and what it changes.

    Without a `programme` it cannot be read at all, and only `problems` says something.
    """

    problems: Sequence[Problem]
    programme: Programme | None = None
    conditions: Sequence[tuple[Condition, Step]] = ()
    played: Sequence[examples.Played] = ()
    changes: Sequence[Change] = field(default_factory=tuple)

    @property
    def wrong(self) -> int:
        """How many cases are not told what they should be."""
        return sum(not each.as_expected for each in self.played)


def tried(text: Text, *, slug: str, held: InForce) -> Tried:
    """Read an aid and play its cases as things are today; a tenth of a second: call it in a thread."""
    problems = programme_text.faults(text, slug=slug, here=held.territory, today=held.today)
    try:
        read, cases = programme_text.programme(text, slug=slug), programme_text.examples(text, slug=slug)
    except DataError:
        return Tried(problems, *_readable(text, slug, held))
    before = held.catalogue.programmes.get(slug)
    problems += _version_faults(before, read)
    try:
        played = tuple(examples.play(each, read, held) for each in cases)
    except BadFacts:  # said among the problems
        played = ()
    return Tried(problems, read, _in_words(read, held), played, versions.changes(before, read) if before else ())


def _readable(text: Text, slug: str, held: InForce) -> tuple[Programme | None, Sequence[tuple[Condition, Step]]]:
    """Return the rules in words where only the cases cannot be read."""
    try:
        read = programme_text.programme(text, slug=slug)
    except DataError:
        return None, ()
    return read, _in_words(read, held)


def _in_words(programme: Programme, held: InForce) -> list[tuple[Condition, Step]]:
    nothing = Case({}, held.territory, held.today)
    words = held.catalogue.wordings
    return [(each, path.of(each.test, nothing, words=words)) for each in programme.conditions]


def _version_faults(before: Programme | None, now: Programme) -> list[Problem]:
    """A rule that changes is another version: people read which one they were told."""
    if before is None or before.rules_version != now.rules_version or not versions.changes(before, now):
        return []
    return [Problem(f"{now.slug}.yml", 1, programme_text.same_version(now.rules_version))]


async def text_of(connection: AsyncConnection, slug: str) -> Text | None:
    """Return an aid as it is written now: by an operator, or in the files; None where there is none."""
    written = (await edits.in_force(connection, kind=PROGRAMME)).get(slug)
    return programme_text.of_dict(written) if written else Text.of(slug)


def over(files: Catalogue, written: Mapping[str, Mapping[str, Any]]) -> Catalogue:
    """Return the catalogue with operators' aids; one that cannot be read any more leaves the file's, and is logged."""
    read = []
    for slug, body in written.items():
        try:
            read.append(programme_text.programme(programme_text.of_dict(body), slug=slug))
        except DataError as error:
            log.error("aid %s as written in the console cannot be read: %s", slug, error)
    return files.with_programmes(read) if read else files
