"""Alerts by e-mail, and what became of the aids."""

import sqlalchemy as sa
from alembic import op

from bot.store.types import UtcDateTime

revision = "0013"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "alert",
        sa.Column("id", sa.String(length=32), primary_key=True),
        sa.Column("token", sa.String(length=64), nullable=False, unique=True),
        sa.Column("conversation_id", sa.String(length=32), nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("failed", sa.JSON(), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=True),
    )
    op.create_table(
        "aid_outcome",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("failed", sa.JSON(), nullable=False),
        sa.Column("filed", sa.Boolean(), nullable=False),
        sa.Column("obtained", sa.String(length=8), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
    )
    for table, columns in (
        ("alert", ("conversation_id", "programme", "created_at")),
        ("aid_outcome", ("programme", "at")),
    ):
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    op.drop_table("aid_outcome")
    op.drop_table("alert")
