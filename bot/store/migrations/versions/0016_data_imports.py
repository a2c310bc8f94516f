"""Files of dates and places brought in by the console: what waits for a confirmation, and what can be taken back."""

import sqlalchemy as sa
from alembic import op

from bot.store.types import UtcDateTime

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "data_import",
        sa.Column("id", sa.String(length=32), primary_key=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("trace", sa.JSON(), nullable=True),
    )
    op.create_index("data_import_kind", "data_import", ["kind", "state", "at"])


def downgrade() -> None:
    op.drop_table("data_import")
