"""The replies that wait to be carried to a person by a channel that pushes them, and what became of each.

A row of the outbox is `pending`, then `sending` (committed before the call that may send it), then one of `sent`,
`uncertain` (nobody knows whether it arrived: never sent again), `refused` (the channel wants none of it) or `closed`
(the person no longer takes messages). A row still `sending` at start was cut by a crash: it becomes `uncertain`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, bindparam, text
from sqlalchemy.engine import Connection

from bot.store.statement import Statement
from bot.store.types import UtcDateTime

PUSHED = frozenset({"telegram"})
"""Channels that are carried their replies; the others read them from the finished turn."""


_QUEUE = Statement(
    text(
        "INSERT INTO outbox (conversation_id, position, channel, sender, external_id, author, body, status, attempts,"
        " not_before, created_at, delivered_at) VALUES (:conversation_id, :position, :channel, :sender, :external_id,"
        " :author, :body, :status, :attempts, :not_before, :created_at, :delivered_at)"
        " ON CONFLICT (conversation_id, position) DO UPDATE SET status = 'pending' WHERE outbox.status = 'uncertain'"
    ).bindparams(
        bindparam("body", type_=JSON),
        *(bindparam(name, type_=UtcDateTime) for name in ("not_before", "created_at", "delivered_at")),
    )
)


@dataclass(frozen=True)
class To:
    """Whom a message goes to, and what it answers: the channel's own id of it."""

    conversation: str
    channel: str
    sender: str
    external_id: str


def letter(
    to: To,
    body: Mapping[str, Any],
    *,
    position: int,
    at: datetime,
    author: str | None = None,
    status: str | None = None,
) -> dict[str, Any]:
    """Return the row of one message; without a `status`, it waits on a channel that is pushed its replies, else is sent."""
    status = status or ("pending" if to.channel in PUSHED else "sent")
    return {
        "conversation_id": to.conversation, "position": position, "channel": to.channel, "sender": to.sender,
        "external_id": to.external_id, "author": author, "body": dict(body), "status": status, "attempts": 0,
        "not_before": at, "created_at": at, "delivered_at": at if status == "sent" else None,
    }  # fmt: skip


def queue(connection: Connection, *letters: Mapping[str, Any]) -> None:
    """Write messages to be carried; one that waits already is left alone, one that a crash left uncertain waits again."""
    _QUEUE.run(connection, *letters)
