"""Cases kept under a reference for the front desk, and requests about a condition of an aid."""

import sqlalchemy as sa
from alembic import op

from bot.store.types import UtcDateTime

revision = "0011"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "case_file",
        sa.Column("reference", sa.String(length=16), primary_key=True),
        sa.Column("conversation_id", sa.String(length=32), nullable=True),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_case_file_conversation_id", "case_file", ["conversation_id"])
    op.create_index("ix_case_file_created_at", "case_file", ["created_at"])
    for column in ("programme", "condition"):
        op.add_column("contact_request", sa.Column(column, sa.String(length=64), nullable=True))
    op.add_column("contact_request", sa.Column("verdict", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_table("case_file")
    for column in ("programme", "condition", "verdict"):
        op.drop_column("contact_request", column)
