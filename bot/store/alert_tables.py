"""The tables of alerts by e-mail: what a person asked to be told of, and what became of the aids, without the person."""

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table, Text

from bot.store.tables import metadata
from bot.store.types import UtcDateTime

alerts = Table(
    "alert",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("token", String(64), nullable=False, unique=True),
    Column("conversation_id", String(32), index=True),
    Column("email", Text, nullable=False),
    Column("programme", String(64), nullable=False, index=True),
    Column("facts", JSON, nullable=False),
    Column("failed", JSON, nullable=False),
    Column("seen", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False, index=True),
    Column("confirmed_at", UtcDateTime),
    Column("asked_at", UtcDateTime),
)
"""Its letters are in the outbox, channel « email », under its own id; both leave with its conversation."""

outcomes = Table(
    "aid_outcome",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("programme", String(64), nullable=False, index=True),
    Column("failed", JSON, nullable=False),
    Column("filed", Boolean, nullable=False),
    Column("obtained", String(8)),
    Column("at", UtcDateTime, nullable=False, index=True),
)
"""What people said became of an aid, by the conditions that failed for them; nothing of who they are."""
