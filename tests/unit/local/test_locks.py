"""Lock files pin with hashes and name no package index and no machine."""

import json
import re
from pathlib import Path

import pytest

from deploy.local.install import AIRFLOW_LOCK, FRONTEND, SERVICES_LOCK
from deploy.local.layout import CHECKOUT

ADDRESSES = re.compile(r"https?://|file:|--(extra-)?index|--find-links|(^|\s)/\w", re.MULTILINE)


@pytest.mark.parametrize("lock", [SERVICES_LOCK, AIRFLOW_LOCK], ids=lambda lock: str(lock.relative_to(CHECKOUT)))
def test_a_python_lock_names_no_index_and_no_machine(lock: Path) -> None:
    assert ADDRESSES.findall(lock.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("lock", [SERVICES_LOCK, AIRFLOW_LOCK], ids=lambda lock: str(lock.relative_to(CHECKOUT)))
def test_every_pin_has_a_hash(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    pins = re.findall(r"^\S+==\S+.*\n(.*)", text, re.MULTILINE)
    assert pins
    assert all("--hash=sha256:" in following for following in pins)


def test_the_pages_lock_names_no_registry() -> None:
    packages = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_the_pages_lock_knows_the_programs_of_every_system() -> None:
    """`npm ci` refuses a lock that leaves out what another system would install."""
    packages = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    wanted = {name for package in packages.values() for name in package.get("optionalDependencies", {})}
    assert [name for name in wanted if f"node_modules/{name}" not in packages] == []
