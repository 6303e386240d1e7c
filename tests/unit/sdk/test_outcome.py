"""Outcomes are read back as they were written, and a process without one still has something to say."""

import json
from dataclasses import asdict

import pytest
from domino.outcome import EXIT_CODES, Display, Outcome, Status, outcome_without_document, read_outcome


def test_the_exit_codes_are_those_agreed_on() -> None:
    assert [EXIT_CODES[status] for status in Status] == [0, 10, 20, 30, 40]


@pytest.mark.parametrize("display", [None, Display("csv", "a/b.csv")])
def test_an_outcome_is_read_back(display: Display | None) -> None:
    outcome = Outcome(Status.OPERATOR_ERROR, "It failed.", "Traceback…", display, 1.5)
    assert read_outcome(json.dumps(asdict(outcome))) == outcome


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"status": "odd", "message": "", "traceback": null}'])
def test_anything_else_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - several messages
        read_outcome(text)


@pytest.mark.parametrize(
    ("exit_code", "status", "sentence"),
    [
        (0, Status.PLATFORM_ERROR, "ended before it had reported"),
        (20, Status.OPERATOR_ERROR, "exit code 20"),
        (139, Status.PLATFORM_ERROR, "exit code 139"),
        (-9, Status.PLATFORM_ERROR, "signal 9"),
    ],
)
def test_an_end_without_a_document_is_explained(exit_code: int, status: Status, sentence: str) -> None:
    outcome = outcome_without_document(exit_code)
    assert outcome.status is status
    assert sentence in outcome.message
