"""Keys are generated once, complete, and readable by their owner only."""

import base64
import stat
from dataclasses import fields
from pathlib import Path

from deploy.local.keys import Keys
from deploy.local.private_file import read_json, write_private_json


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_first_start_generates_every_key(tmp_path: Path) -> None:
    keys = Keys.of(tmp_path / "keys.json")
    values = [getattr(keys, field.name) for field in fields(keys)]
    assert len(set(values)) == len(values)
    assert min(len(value) for value in values) >= 32
    assert len(base64.b64decode(keys.secrets_key)) == 32


def test_the_file_is_private(tmp_path: Path) -> None:
    Keys.of(tmp_path / "keys.json")
    assert mode(tmp_path / "keys.json") == 0o600


def test_a_file_that_was_opened_to_others_is_closed_again(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    Keys.of(path)
    path.chmod(0o644)
    Keys.of(path)
    assert mode(path) == 0o600


def test_a_second_start_finds_the_same_keys(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    assert Keys.of(path) == Keys.of(path)


def test_a_key_that_a_newer_release_needs_is_added_to_the_others(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    before = Keys.of(path)
    content = read_json(path)
    del content["worker_key"]
    write_private_json(path, content)
    after = Keys.of(path)
    assert after.worker_key != before.worker_key
    assert after.signing_key == before.signing_key


def test_keys_do_not_show_themselves(tmp_path: Path) -> None:
    keys = Keys.of(tmp_path / "keys.json")
    assert keys.signing_key not in repr(keys)
