"""The sentences of the pages and of the chat frame, kept in files that anybody can correct."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from region.files import read_yaml

FOLDER = Path(__file__).with_name("wordings")


@cache
def texts(name: str) -> Mapping[str, Any]:
    """Return the sentences of `wordings/<name>.yml`, by key."""
    read: Mapping[str, Any] = read_yaml(FOLDER / f"{name}.yml")
    return read
