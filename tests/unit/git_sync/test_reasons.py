"""What Git printed, as a sentence that may be shown."""

import pytest

from services.git_sync.reasons import safe_reason

REMOTE = "https://bot:s3cret@git.example.org/team/workflows.git"


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (
            "remote: Freeze until Monday.\nTo x\n ! [remote rejected] abc -> main (pre-receive hook declined)\nerror: failed",
            "The workflows repository refused the push: Freeze until Monday.",
        ),
        (
            " ! [remote rejected] abc -> main (protected branch hook declined)",
            "The workflows repository refused the push: protected branch hook declined",
        ),
        (
            f"fatal: unable to access '{REMOTE}/': Could not resolve host: git.example.org",
            "The workflows repository cannot be reached: its host name is unknown.",
        ),
        (
            f"fatal: Authentication failed for '{REMOTE}'",
            "The workflows repository does not accept our credentials.",
        ),
        (
            'Timeout: the command "git push" did not complete in 60 secs.',
            "The workflows repository did not answer in time.",
        ),
        (
            "fatal: something odd",
            "The workflows repository cannot be used: fatal: something odd",
        ),
        ("", "The workflows repository cannot be used: Git gave no reason."),
    ],
)
def test_the_reason_is_one_sentence(output: str, sentence: str) -> None:
    assert safe_reason(output, REMOTE) == sentence


@pytest.mark.parametrize(
    "output",
    [
        f"fatal: odd answer from {REMOTE}",
        "fatal: odd answer from https://bot:s3cret@elsewhere.example.org/x",
        "remote: token=s3cret is wrong\nfatal: no",
        "remote: Authorization: s3cret\nfatal: no",
    ],
)
def test_no_secret_gets_through(output: str) -> None:
    assert "s3cret" not in safe_reason(output, REMOTE)


def test_a_flood_is_cut_to_a_sentence() -> None:
    assert len(safe_reason("remote: " + "x" * 5000 + "\n ! [remote rejected] a -> b (hook)", REMOTE)) == 300
