"""Reads sentences and their intents from Rasa NLU files and from the evaluation's TSV files."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from region.files import read_yaml
from region.wordings import Wordings

say = Wordings(Path(__file__).with_name("wordings.yml")).say
ANNOTATION = re.compile(r"\[([^\]]+)\](?:\{([^}]*)\}|\((\w+)\))")


@dataclass(frozen=True)
class Row:
    """A sentence, the intent it has, and the (entity, value) pairs it states."""

    text: str
    intent: str
    entities: tuple[tuple[str, Any], ...] = ()


def read_nlu(paths: Iterable[Path]) -> list[Row]:
    """Return the examples of Rasa NLU files in file order, their annotations read and taken out of the text."""
    return [_row(intent, example) for path in paths for intent, example in _examples(path)]


def _examples(path: Path) -> Iterator[tuple[str, str]]:
    for block in read_yaml(path)["nlu"]:
        for line in block["examples"].split("\n"):
            if line.startswith("- ") and "intent" in block:
                yield str(block["intent"]), line[2:].strip()


def _row(intent: str, example: str) -> Row:
    stated = tuple(_annotation(found) for found in ANNOTATION.finditer(example))
    return Row(ANNOTATION.sub(r"\1", example), intent, stated)


def _annotation(found: re.Match[str]) -> tuple[str, Any]:
    if found.group(3):
        return found.group(3), found.group(1)
    about = json.loads("{" + found.group(2) + "}")
    return about["entity"], about.get("value", found.group(1))


def read_tsv(path: Path) -> list[Row]:
    """Return the rows of a TSV file without header: intent, text, entities as JSON."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_tsv_row(line.split("\t"), place) for place, line in enumerate(lines, start=1) if line.strip()]


def _tsv_row(cells: list[str], place: int) -> Row:
    if len(cells) < 2:
        raise ValueError(say("tsv.columns", line=place))
    try:
        stated = json.loads(cells[2]) if len(cells) > 2 and cells[2].strip() else []
        return Row(cells[1], cells[0], tuple((each["entity"], each.get("value")) for each in stated))
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(say("tsv.entities", line=place)) from error


def with_enough(rows: Iterable[Row], least: int) -> list[Row]:
    """Return the rows of intents that have at least `least` examples."""
    rows = list(rows)
    counts = Counter(row.intent for row in rows)
    return [row for row in rows if counts[row.intent] >= least]
