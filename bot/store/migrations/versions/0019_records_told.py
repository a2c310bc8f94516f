"""A turn keeps which records it told, and how they were chosen."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("transcript", sa.Column("records", sa.JSON(), nullable=True))
    op.add_column("transcript", sa.Column("chosen", sa.String(length=16), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("transcript") as batch:
        batch.drop_column("chosen")
        batch.drop_column("records")
