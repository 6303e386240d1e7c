"""Logs stay small while somebody writes to them."""

from pathlib import Path

from deploy.local.log_files import open_log, shorten


def test_a_small_log_is_left_alone(tmp_path: Path) -> None:
    log = tmp_path / "part.log"
    log.write_bytes(b"a few lines")
    assert not shorten(log, largest=100, kept_tail=10)
    assert log.read_bytes() == b"a few lines"


def test_the_tail_of_a_large_log_is_kept_beside_it(tmp_path: Path) -> None:
    log = tmp_path / "part.log"
    log.write_bytes(b"old" * 100 + b"the newest")
    assert shorten(log, largest=100, kept_tail=10)
    assert (tmp_path / "part.log.1").read_bytes() == b"the newest"
    assert log.read_bytes() == b""


def test_a_writer_goes_on_at_the_beginning_of_the_shortened_log(tmp_path: Path) -> None:
    log = tmp_path / "part.log"
    with open_log(log) as writer:
        writer.write(b"old" * 100)
        shorten(log, largest=100, kept_tail=10)
        writer.write(b"new")
    assert log.read_bytes() == b"new"


def test_a_log_that_is_not_there_needs_nothing(tmp_path: Path) -> None:
    assert not shorten(tmp_path / "part.log")
