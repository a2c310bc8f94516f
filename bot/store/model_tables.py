"""The tables of the models and of what is in service."""

from sqlalchemy import (
    JSON,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from bot.store.tables import metadata
from bot.store.types import UtcDateTime, stamped

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
    *stamped(),
)
switches = Table(
    "switch",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", JSON, nullable=False),
    *stamped(),
)
