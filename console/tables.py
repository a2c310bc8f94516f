"""The tables of operators: accounts, sessions, logins, what waits for a second person, tags, and files brought in."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, LargeBinary, String, Table, Text

from bot.store.tables import metadata
from bot.store.types import UtcDateTime, stamped

operators = Table(
    "operator",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("roles", JSON, nullable=False),
    Column("password", Text),
    Column("totp", Text),
    Column("totp_step", Integer, nullable=False),
    Column("email", String(254)),
    Column("subject", String(255), unique=True),
    Column("service", String(64)),
    Column("active", Boolean, nullable=False),
    Column("shortcuts", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

sessions = Table(
    "operator_session",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("operator_id", Integer, nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("state", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
)

logins = Table(
    "operator_login",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("name", String(64), nullable=False),
    Column("address", String(64), nullable=False),
    Column("outcome", String(12), nullable=False),
)
Index("operator_login_name", logins.c.name, logins.c.at)
Index("operator_login_address", logins.c.address, logins.c.at)

proposals = Table(
    "proposal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("subject", String(96), nullable=False),
    Column("body", JSON, nullable=False),
    *stamped(),
    Column("state", String(10), nullable=False),
    Column("decided_by", String(64)),
    Column("decided_at", UtcDateTime),
)
Index("proposal_open", proposals.c.state, proposals.c.kind)

tags = Table(
    "conversation_tag",
    metadata,
    Column("conversation_id", String(32), primary_key=True),
    Column("tag", String(40), primary_key=True),
    Column("author", String(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
Index("conversation_tag_tag", tags.c.tag)

data_imports = Table(
    "data_import",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("name", Text, nullable=False),
    Column("content", LargeBinary),
    Column("author", String(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False),
    Column("counts", JSON, nullable=False),
    Column("trace", JSON),
)
Index("data_import_kind", data_imports.c.kind, data_imports.c.state, data_imports.c.at)
