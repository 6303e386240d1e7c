"""Requests to git_sync, with only what a test cares about said."""

from datetime import UTC, datetime

from shared.messages.workflows import Author, PublishDag, RemoveDag

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
AUTHOR = Author(name="Ada", email="ada@example.org")


def publish(version: int, source: str = "", dag_id: str = "rain_1") -> PublishDag:
    return PublishDag(
        workflow_id="w",
        version=version,
        dag_id=dag_id,
        name="Rain",
        source=source or f"v{version}",
        digest=f"d{version}",
        author=AUTHOR,
        saved_at=AT,
    )


def remove(version: int, dag_id: str = "rain_1") -> RemoveDag:
    return RemoveDag(workflow_id="w", version=version, dag_id=dag_id, name="Rain", author=AUTHOR, removed_at=AT)
