"""Status and stages follow from a version's columns alone."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from services.api_gateway.stages import stages, status
from tests.unit.gateway.builders import NOON


@dataclass
class Row:
    is_draft: bool = False
    saved_at: datetime = NOON
    compiled_at: datetime | None = None
    images_ready_at: datetime | None = None
    images_problem: str | None = None
    published_at: datetime | None = None
    registered_at: datetime | None = None
    failed_stage: str | None = None
    failed_at: datetime | None = None


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


COMPILED = Row(compiled_at=later(1))
PUBLISHED = replace(COMPILED, published_at=later(2))
REGISTERED = replace(PUBLISHED, registered_at=later(3))


@pytest.mark.parametrize(
    ("row", "expected", "states"),
    [
        (Row(is_draft=True), "draft", "waiting waiting waiting waiting"),
        (Row(), "compiling", "running waiting waiting waiting"),
        (COMPILED, "publishing", "done running running waiting"),
        (PUBLISHED, "registering", "done running done running"),
        (REGISTERED, "building", "done running done done"),
        (replace(REGISTERED, images_ready_at=later(4)), "ready", "done done done done"),
        (replace(COMPILED, images_problem="no"), "failed", "done failed running waiting"),
        (Row(failed_stage="compile", failed_at=later(1)), "failed", "failed waiting waiting waiting"),
        (replace(PUBLISHED, failed_stage="register", failed_at=later(9)), "failed", "done running done failed"),
    ],
)
def test_status_and_stages(row: Row, expected: str, states: str) -> None:
    assert status(row) == expected
    assert " ".join(stage.state for stage in stages(row)) == states


def test_seconds_are_those_of_the_step_and_never_negative() -> None:
    found = stages(replace(PUBLISHED, images_ready_at=later(0.5)))
    assert [stage.seconds for stage in found] == [1.0, 0.0, 1.0, None]
