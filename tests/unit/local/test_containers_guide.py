"""The guide to containers names settings that a local start really passes on."""

import re

from deploy.local.containers import AIRFLOW_KEYS, ENGINE, RUNTIME
from deploy.local.layout import CHECKOUT


def test_every_setting_of_the_guide_is_passed_on() -> None:
    guide = (CHECKOUT / "docs" / "guide" / "containers.md").read_text(encoding="utf-8")
    named = set(re.findall(r"DOMINO_[A-Z_]+", guide))
    known = {f"DOMINO_{key.upper()}" for key in AIRFLOW_KEYS}
    assert named - {ENGINE, RUNTIME} == known - {"DOMINO_DOCKER_STORAGE_ROOT"}
