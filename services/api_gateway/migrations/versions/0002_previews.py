"""Looks into repositories, the pages of operators, and how large an image is."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "previews",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("repository_id", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("answered_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_previews_workspace_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["repository_id"], ["repositories.id"], name=op.f("fk_previews_repository_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_previews")),
    )
    op.create_index(op.f("ix_previews_created_at"), "previews", ["created_at"], unique=False)
    op.add_column("repositories", sa.Column("commit", sa.Text(), nullable=True))
    op.add_column("catalogues", sa.Column("documents", sa.Text(), server_default="{}", nullable=False))
    op.add_column("images", sa.Column("engine", sa.Text(), nullable=True))
    op.add_column("images", sa.Column("size_bytes", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("images", "size_bytes")
    op.drop_column("images", "engine")
    op.drop_column("catalogues", "documents")
    op.drop_column("repositories", "commit")
    op.drop_index(op.f("ix_previews_created_at"), table_name="previews")
    op.drop_table("previews")
