"""A sealed secret opens only where it belongs."""

import os

import pytest

from services.api_gateway.secrets.envelope import new_wrapped_key, seal, unseal, unwrap

HERE = ("w1", "r1", "API_KEY", 1)


def test_a_secret_comes_back() -> None:
    key = os.urandom(32)
    assert unseal(key, seal(key, "grüezi", *HERE), *HERE) == "grüezi"


@pytest.mark.parametrize(
    "place", [("w2", "r1", "API_KEY", 1), ("w1", "r2", "API_KEY", 1), ("w1", "r1", "B", 1), ("w1", "r1", "API_KEY", 2)]
)
def test_a_row_that_was_moved_does_not_open(place: tuple[str, str, str, int]) -> None:
    key = os.urandom(32)
    with pytest.raises(ValueError, match="does not belong"):
        unseal(key, seal(key, "x", *HERE), *place)


def test_a_workspace_key_opens_only_for_its_workspace_and_platform() -> None:
    platform = os.urandom(32)
    wrapped = new_wrapped_key(platform, "w1")
    assert len(unwrap(platform, wrapped, "w1")) == 32
    for key, workspace in ((platform, "w2"), (os.urandom(32), "w1")):
        with pytest.raises(ValueError, match="does not belong"):
            unwrap(key, wrapped, workspace)
