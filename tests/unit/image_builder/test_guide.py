"""The guide to images names settings and defaults that the builder really has."""

import re
from pathlib import Path

from deploy.docker.base_image import TAG
from services.image_builder.settings import Settings

GUIDE = (Path(__file__).parents[3] / "docs" / "guide" / "images.md").read_text()


def test_every_setting_of_the_guide_exists() -> None:
    named = {name.lower() for name in re.findall(r"DOMINO_([A-Z_]+)", GUIDE)}
    assert named <= set(Settings.model_fields)
    ours = {"engine", "docker_url", "base_image", "registry", "registry_username", "registry_password", "build_network"}
    assert ours <= named


def test_the_base_image_that_is_made_is_the_one_that_is_used() -> None:
    assert Settings.model_fields["base_image"].default == TAG
    assert f"`{TAG}`" in GUIDE
