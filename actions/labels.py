"""The buttons of « vouliez-vous dire »: each likely question by its French label, and what was stated with it."""

import json
from collections.abc import Iterable, Mapping
from typing import Any


def buttons(
    intents: Iterable[str], stated: Iterable[Mapping[str, Any]], say: Mapping[str, str]
) -> list[dict[str, str]]:
    """One button an intent that has a label; the entities of the message go along."""
    values = {each["entity"]: each["value"] for each in stated if each.get("value") is not None}
    carried = json.dumps(values, ensure_ascii=False) if values else ""
    named = [(name, say.get(f"questions.{name}")) for name in intents]
    return [{"title": title, "payload": f"/{name}{carried}"} for name, title in named if title]
