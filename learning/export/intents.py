"""Writes the intents operators added into nlu/intents.yml: their domain and their rule are made from that row."""

import json
import re
from pathlib import Path

from nlu import intents

TOPIC = re.compile(r"^  (\w+):\s*$")


def edited(content: str, topic: str, name: str, label: str) -> str | None:
    """Return the file with an intent at the end of its topic; None if it has no such topic."""
    lines = content.splitlines(keepends=True)
    starts = [place for place, line in enumerate(lines) if (found := TOPIC.match(line)) and found[1] == topic]
    if len(starts) != 1:
        return None
    inside = range(starts[0] + 1, len(lines))
    end = next((place for place in inside if re.match(r" {0,2}\S", lines[place])), len(lines))
    row = f"    {name}:\n      {{label: {json.dumps(label, ensure_ascii=False)}}}\n"
    return "".join([*lines[:end], row, *lines[end:]])


def write(name: str, label: str, topic: str, *, file: Path = intents.FILE) -> bool:
    """Write an intent's row; False if the file has no such topic, or has the intent already."""
    before = file.read_text(encoding="utf-8")
    known = re.search(rf"^    {re.escape(name)}:\s*$", before, re.MULTILINE)
    after = None if known else edited(before, topic, name, label)
    if after is None:
        return False
    file.write_text(after, encoding="utf-8")
    return True
