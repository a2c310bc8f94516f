"""Says under an answer that a link it cites answers no more."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from bot.replies import Message


def told(message: Message, dead: Collection[str]) -> Message:
    """Return the message with each source whose address answers no more marked `dead`, in its verdict and aids too."""
    if not dead:
        return message
    sources = tuple(replace(each, dead=each.url in dead) for each in message.sources)
    return replace(
        message, sources=sources, verdict=_marked(message.verdict, dead), aids=_marked(message.aids, dead)
    )  # fmt: skip


def _marked(value: Any, dead: Collection[str]) -> Any:
    if isinstance(value, Mapping):
        marked = {name: _marked(each, dead) for name, each in value.items()}
        return marked | {"dead": True} if "date_label" in value and value.get("url") in dead else marked
    if isinstance(value, list | tuple):
        return [_marked(each, dead) for each in value]
    return value
