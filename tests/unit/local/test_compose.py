"""The containers of docker-compose.yml are the parts of a local start."""

import re
from pathlib import Path

from deploy.local.assembly import Assembly
from deploy.local.keys import Keys
from deploy.local.layout import CHECKOUT, Home
from deploy.local.ports import Ports

ONLY_ONCE = {"airflow_schema"}


def test_containers_and_local_parts_have_the_same_names(tmp_path: Path) -> None:
    text = (CHECKOUT / "docker-compose.yml").read_text(encoding="utf-8")
    services = text.partition("\nservices:\n")[2].partition("\nvolumes:")[0]
    containers = set(re.findall(r"^  (\w+):$", services, re.MULTILINE))
    assembly = Assembly.of(Home(tmp_path), Keys.of(tmp_path / "keys.json"), Ports(usual_ones=False))
    assert containers - ONLY_ONCE == {program.name for program in assembly.programs}
