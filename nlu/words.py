"""Reads the small lists of French words kept in YAML beside the code that uses them."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def words(path: Path) -> Any:
    """Return what a YAML file holds; each file is read once."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)
