"""Progress lines and the time line."""

import io
import time

import pytest

from deploy.local.timeline import BEGAN, Timeline


def test_the_summary_names_every_mark_in_the_order_of_time() -> None:
    timeline = Timeline(stream=io.StringIO())
    timeline.mark("nats")
    timeline.mark("page", "page is usable")
    first, second = timeline.summary().split(" · ")
    assert first.startswith("nats ")
    assert second.startswith("page ")


def test_progress_lines_carry_seconds_and_text() -> None:
    stream = io.StringIO()
    Timeline(began=time.time() - 12, stream=stream).say("nats is ready")
    assert stream.getvalue() == "   12.0 s  nats is ready\n"


def test_the_clock_goes_on_across_the_change_of_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BEGAN, str(time.time() - 100))
    assert Timeline.continued().seconds() >= 100
