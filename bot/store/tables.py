"""The tables of conversations and models. A column `conversation_id` means: a person's data, erased with them."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from bot.store.types import UtcDateTime

metadata = MetaData()

conversations = Table(
    "conversation",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("sender", String(128), nullable=False),
    Column("version", Integer, nullable=False, default=0),
    Column("memory", JSON, nullable=False),
    Column("buttons", JSON, nullable=False),
    Column("failures", Integer, nullable=False, default=0),
    Column("notice_given", Boolean, nullable=False, default=False),
    Column("held_by", String(64)),
    Column("held_at", UtcDateTime),
    Column("started_at", UtcDateTime, nullable=False),
    Column("last_at", UtcDateTime, nullable=False, index=True),
    Column("closed_at", UtcDateTime),
)
Index(
    "conversation_open",
    conversations.c.channel,
    conversations.c.sender,
    unique=True,
    sqlite_where=text("closed_at IS NULL"),
    postgresql_where=text("closed_at IS NULL"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("external_id", String(128), primary_key=True),
    Column("sender", String(128), nullable=False),
    Column("conversation_id", String(32), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("button", String(32)),
    Column("kinds", JSON, nullable=False),
    Column("status", String(10), nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
)
Index("inbox_status", inbox.c.status, inbox.c.received_at)

transcripts = Table(
    "transcript",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", String(32), nullable=False, index=True),
    Column("channel", String(16), nullable=False),
    Column("external_id", String(128), nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("pressed", Boolean, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("intent", String(64), index=True),
    Column("confidence", Float),
    Column("ambiguous", Boolean, nullable=False, default=False),
    Column("ranking", JSON, nullable=False),
    Column("entities", JSON, nullable=False),
    Column("reply", JSON, nullable=False),
    Column("model_version", String(64)),
    Column("data_revision", String(64)),
    Column("records", JSON(none_as_null=True)),
    Column("chosen", String(16)),
    Column("thumb", Integer),
    Column("thumb_reason", Text),
)
"""`records` are the ids of the records told, `chosen` how they were chosen (bot/replies.Reply): no word of anybody."""
Index("transcript_turn", transcripts.c.channel, transcripts.c.external_id)

outbox = Table(
    "outbox",
    metadata,
    Column("conversation_id", String(32), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("channel", String(16), nullable=False),
    Column("sender", String(128), nullable=False),
    Column("external_id", String(128), nullable=False),
    Column("author", String(64)),
    Column("body", JSON, nullable=False),
    Column("status", String(10), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("not_before", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("delivered_at", UtcDateTime),
)
Index("outbox_pending", outbox.c.channel, outbox.c.status, outbox.c.not_before)
Index("outbox_turn", outbox.c.channel, outbox.c.external_id)


erasures = Table(
    "erasure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, index=True),
    Column("counts", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
