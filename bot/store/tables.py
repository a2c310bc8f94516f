"""The tables of conversations and models. A column `conversation_id` means: a person's data, erased with them."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
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
    Column("thumb", Integer),
    Column("thumb_reason", Text),
)
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

model_versions = Table(
    "model_version",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("archive", LargeBinary, nullable=False),
    Column("data_revision", String(64), nullable=False),
    Column("snapshot", JSON, nullable=False),
    Column("author", String(64), nullable=False),
    Column("comment", Text, nullable=False),
    Column("trained_at", UtcDateTime, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("figures", JSON, nullable=False),
)

publications = Table(
    "publication",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), ForeignKey("model_version.sha256"), nullable=False),
    Column("author", String(64), nullable=False),
    Column("comment", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

erasures = Table(
    "erasure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, index=True),
    Column("counts", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

switches = Table(
    "switch",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", JSON, nullable=False),
    Column("author", String(64), nullable=False),
    Column("comment", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
