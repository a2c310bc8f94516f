"""Reads the small lists of French words kept in YAML beside the code that uses them."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from region.files import read_yaml


@cache
def words(path: Path) -> Any:
    """Return what a YAML file holds; each file is read once."""
    return read_yaml(path)


def either(forms: Iterable[str]) -> str:
    """Return the pattern that any of the forms matches, in their order; each may be a pattern."""
    return "|".join(forms)
