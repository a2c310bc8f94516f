"""The links that the Région's data cite, as they were last found."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "link",
        sa.Column("url", sa.Text(), primary_key=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("moved_to", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", sa.String(length=32), nullable=True),
        sa.Column("next_at", sa.String(length=32), nullable=False),
    )
