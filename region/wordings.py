"""The sentences a room says by itself, by key; this room's own are what `data check` and imports tell (wordings.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from region.files import read_yaml


class Wordings:
    """French sentences by key, read when the first is said; `say` fills the `{values}` in."""

    def __init__(self, place: Path) -> None:
        """`place` is a YAML file of sentences by key, or a folder of such files."""
        self._place = place

    @cached_property
    def _sentences(self) -> Mapping[str, str]:
        files = sorted(self._place.glob("*.yml")) if self._place.is_dir() else [self._place]
        return {key: sentence for file in files for key, sentence in read_yaml(file).items()}

    def say(self, key: str, **values: Any) -> str:
        """Return the sentence called `key`; KeyError if there is none, or if a value it needs is missing."""
        return self._sentences[key].format_map(values).strip()


say = Wordings(Path(__file__).with_name("wordings.yml")).say
