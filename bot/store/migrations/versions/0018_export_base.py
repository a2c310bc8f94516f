"""What the file said of a record before an operator's version was written into it."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("record_change", sa.Column("base", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("record_change", "base")
