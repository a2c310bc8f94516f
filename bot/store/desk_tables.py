"""The tables of the desk: who is waiting for a person, which operators are there, and requests left by form."""

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table, Text

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
    Column("programme", String(64)),
    Column("condition", String(64)),
    Column("verdict", JSON(none_as_null=True)),
)
"""Not tied to a conversation: a request lives by its own retention, and is never read by the learning."""

case_files = Table(
    "case_file",
    metadata,
    Column("reference", String(16), primary_key=True),
    Column("conversation_id", String(32), index=True),
    Column("programme", String(64), nullable=False),
    Column("verdict", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False, index=True),
)
"""A checked case kept under a reference, for the front desk; erased with its conversation where it came from one."""
