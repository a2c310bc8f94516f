"""The tables of the desk: who waits for a person and how they were answered, which operators are there, notes, requests left."""

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table, Text

from bot.store.tables import metadata
from bot.store.types import UtcDateTime

waits = Table(
    "desk_wait",
    metadata,
    Column("conversation_id", String(32), primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False),
)

exchanges = Table(
    "desk_exchange",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", String(32), nullable=False, index=True),
    Column("channel", String(16), nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("asked_at", UtcDateTime),
    Column("taken_at", UtcDateTime),
    Column("answered_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("helped", Integer),
)
"""A call and what followed: `asked_at` is None where an agent came uncalled, `helped` is 1, -1, or None while nobody said."""

notes = Table(
    "desk_note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", String(32), nullable=False, index=True),
    Column("author", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
"""What agents write for each other: masked, in the copy the person may ask for, and erased with them."""

assignments = Table(
    "desk_assignment",
    metadata,
    Column("conversation_id", String(32), primary_key=True),
    Column("operator", String(64), index=True),
    Column("service", String(64), index=True),
    Column("by", String(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
"""The colleague, or the service, that a conversation was given to: one of the two."""

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
