"""The tables of the desk: who is waiting for a person, which operators are there, and requests left by form."""

from sqlalchemy import Boolean, Column, Integer, String, Table, Text

from bot.store.tables import metadata
from bot.store.types import UtcDateTime

waits = Table(
    "desk_wait",
    metadata,
    Column("conversation_id", String(32), primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False),
)

presences = Table(
    "desk_presence",
    metadata,
    Column("operator", String(64), primary_key=True),
    Column("available", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

contact_requests = Table(
    "contact_request",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(32), nullable=False, unique=True),
    Column("token", String(64), nullable=False, unique=True),
    Column("service", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("email", Text),
    Column("phone", Text),
    Column("message", Text, nullable=False),
    Column("transcript", Text),
    Column("status", String(10), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False, index=True),
    Column("answered_at", UtcDateTime),
    Column("answered_by", String(64)),
    Column("answer", Text),
)
"""Not tied to a conversation: a request lives by its own retention, and is never read by the learning."""
