"""The buttons of « vouliez-vous dire »: likely records by their titles, likely questions by their French labels."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from nlu import intents
from region.records import Record

UNASKED = intents.of_kind("courtesy", "chat", "answer", "unknown")
"""What nobody would choose as the question they meant."""


def buttons(likely: Iterable[str], stated: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """One button an intent that has a label; the entities of the message go along."""
    values = {each["entity"]: each["value"] for each in stated if each.get("value") is not None}
    carried = json.dumps(values, ensure_ascii=False) if values else ""
    named = [(name, _title(name)) for name in likely]
    return [{"title": title, "payload": f"/{name}{carried}"} for name, title in named if title]


def records(said: Iterable[Record | None]) -> list[dict[str, str]]:
    """One button a record, by its title."""
    return [
        {"title": record.title, "payload": f"/tell_record{json.dumps({'record': record.id})}"}
        for record in said
        if record
    ]


def general(said: Record, record: Record | None) -> list[dict[str, str]]:
    """The button to the intent's general record, when another one was said."""
    if record is None or record.id == said.id or not record.intents:
        return []
    title = _title(record.intents[0])
    return [{"title": title, "payload": f"/{record.intents[0]}"}] if title else []


def _title(intent: str) -> str | None:
    known = intents.ALL.get(intent)
    return known.label if known and intent not in UNASKED else None
