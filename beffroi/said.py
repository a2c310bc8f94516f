"""The sentences of the command line, kept in wordings.yml."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from region.files import read_yaml


def say(key: str, **values: Any) -> str:
    """Return the sentence called `key`, its values filled in; KeyError if there is none, or a value is missing."""
    return _sentences()[key].format_map(values)


@cache
def _sentences() -> Mapping[str, str]:
    read: Mapping[str, str] = read_yaml(Path(__file__).with_name("wordings.yml"))
    return read
