"""Questions that anybody proposes to the open exam, and the answer each must get once a reviewer accepts it."""

import sqlalchemy as sa
from alembic import op

from bot.store.types import UtcDateTime

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "exam_question",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("token", sa.String(length=64), nullable=False, unique=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("expected", sa.String(length=96), nullable=True),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("decided_at", UtcDateTime, nullable=True),
    )
    op.create_index("exam_question_state", "exam_question", ["state", "id"])


def downgrade() -> None:
    op.drop_table("exam_question")
