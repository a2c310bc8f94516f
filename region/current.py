"""The catalogue in force: read once, swapped when an operator publishes."""

from __future__ import annotations

import logging

from region import catalogue as catalogues
from region import territory as gazetteers
from region.catalogue import Catalogue
from region.problems import DataError
from region.rules import Territory

log = logging.getLogger(__name__)
_in_force: Catalogue | None = None
_files: Catalogue | None = None
_trouble: DataError | None = None


def catalogue() -> Catalogue:
    """What the Région says now. Raises DataError when the pack cannot be read the first time."""
    global _in_force
    if _in_force is None:
        _in_force = read_files()
    return _in_force


def read_files() -> Catalogue:
    """Read the pack again. One that cannot be read any more is logged, and leaves what it last said in force."""
    global _files, _trouble
    try:
        _files, _trouble = catalogues.load(), None
    except DataError as error:
        if _files is None:
            raise
        if str(error) != str(_trouble):
            log.error("regional data cannot be read, the last good one stays in force: %s", error)
        _trouble = error
    return _files


def trouble() -> str | None:
    """Why the pack could not be read the last time, with file and line; None if it could."""
    return str(_trouble) if _trouble else None


def use(published: Catalogue | None) -> None:
    """Put another catalogue in force; None reads the pack again at the next question."""
    global _in_force
    _in_force = published


def territory() -> Territory:
    """Where the service stands: its departments, and the communes known now."""
    return Territory(catalogue().service.departements, gazetteers.current())
