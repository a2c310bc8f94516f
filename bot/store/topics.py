"""The thread of a chat that a conversation is held in: what is said to the person goes to the thread they last wrote in."""

from collections.abc import Mapping, Sequence
from typing import Any

KEY = "topic "  # no text that was cleaned ends with a space: nobody can type it
"""Beside the buttons of a conversation: the thread of its last message; absent in none. In a letter's body, without the space."""
IN_A_BODY = KEY.strip()


def of(buttons: Mapping[str, Sequence[str]]) -> str:
    """Return the thread a conversation is held in; empty in none."""
    return next(iter(buttons.get(KEY, ())), "")


def kept(buttons: Mapping[str, Sequence[str]], told: str | None) -> dict[str, list[str]]:
    """Return what to keep beside the buttons once a message was written in the thread `told`; None changes nothing."""
    topic = of(buttons) if told is None else told
    return {KEY: [topic]} if topic else {}


def addressed(body: Mapping[str, Any], topic: str | None) -> dict[str, Any]:
    """Return the body of a letter with the thread it goes to."""
    return {**body, IN_A_BODY: topic} if topic else dict(body)
