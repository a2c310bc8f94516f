"""What nobody covers becomes work: the questions of a task, its draft, and what mended it."""

import sqlalchemy as sa
from alembic import op

from bot.store.types import UtcDateTime

revision = "0017"
down_revision = "0015"


def upgrade() -> None:
    for column in (
        sa.Column("draft", sa.Text(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("checked", sa.String(length=160), nullable=True),
        sa.Column("record", sa.String(length=96), nullable=True),
        sa.Column("mended_at", UtcDateTime(), nullable=True),
    ):
        op.add_column("content_task", column)
    op.create_table(
        "task_question",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("before", sa.String(length=160), nullable=True),
        sa.Column("now", sa.String(length=160), nullable=True),
    )
    for column in ("task_id", "conversation_id"):
        op.create_index(f"ix_task_question_{column}", "task_question", [column])


def downgrade() -> None:
    op.drop_table("task_question")
    for column in ("mended_at", "record", "checked", "people", "draft"):
        op.drop_column("content_task", column)
