"""The sentences the house says by itself, whatever the model: first message, refusals, breakdowns, rights."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from region.files import read_yaml

FOLDER = Path(__file__).with_name("wordings")


class Wordings:
    """French sentences by key; `say` fills the `{values}` in."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        self._sentences = sentences

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "Wordings":
        sentences: dict[str, str] = {}
        for file in sorted(folder.glob("*.yml")):
            sentences |= read_yaml(file)
        return cls(sentences)

    def say(self, key: str, **values: Any) -> str:
        """Return the sentence called `key`; KeyError if there is none, or if a value it needs is missing."""
        return self._sentences[key].format_map(values).strip()


def say(key: str, **values: Any) -> str:
    """Return a sentence of wordings/trouble.yml, for what tells a trouble without a house."""
    return _trouble().say(key, **values)


@cache
def _trouble() -> Wordings:
    return Wordings(read_yaml(FOLDER / "trouble.yml"))
