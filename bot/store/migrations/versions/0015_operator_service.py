"""The service an operator belongs to, so that a conversation may be given to all of it."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("operator", sa.Column("service", sa.String(length=64), nullable=True))


def downgrade() -> None:
    op.drop_column("operator", "service")
