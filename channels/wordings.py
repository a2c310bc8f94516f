"""The sentences of the pages and of the chat frame, kept in files that anybody can correct."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).with_name("wordings")


@cache
def texts(name: str) -> Mapping[str, Any]:
    """Return the sentences of `wordings/<name>.yml`, by key."""
    read: Mapping[str, Any] = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return read
