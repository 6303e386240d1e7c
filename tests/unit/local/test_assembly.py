"""What each part is told: enough for its work, and no key that is not its own."""

import itertools
from dataclasses import fields
from pathlib import Path

import pytest

from deploy.local.assembly import Assembly
from deploy.local.keys import Keys
from deploy.local.layout import Home
from deploy.local.ports import Ports


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys.of(tmp_path / "keys.json")


@pytest.fixture
def assembly(tmp_path: Path, keys: Keys) -> Assembly:
    return Assembly.of(Home(tmp_path / "home"), keys, Ports(usual_ones=False))


def told(assembly: Assembly, keys: Keys, service: str) -> set[str]:
    """The names of the keys that stand somewhere in the service's settings."""
    settings = next(part.settings for part in assembly.services if part.name == service)
    text = "\n".join(settings.values())
    return {field.name for field in fields(keys) if getattr(keys, field.name) in text}


@pytest.mark.parametrize(
    ("service", "known"),
    [
        ("api_gateway", {"nats_password", "domino_database_password", "signing_key", "secrets_key", "worker_key"}),
        ("workflow_compiler", {"nats_password"}),
        ("git_sync", {"nats_password"}),
        ("image_builder", {"nats_password"}),
        ("run_monitor", {"nats_password", "airflow_password"}),
    ],
)
def test_a_service_knows_only_its_own_keys(assembly: Assembly, keys: Keys, service: str, known: set[str]) -> None:
    assert told(assembly, keys, service) == known


def test_no_two_parts_share_a_port(assembly: Assembly) -> None:
    ports = [
        assembly.nats.port,
        assembly.postgres.port,
        assembly.airflow.port,
        *(part.port for part in assembly.services),
    ]
    assert len(set(ports)) == len(ports)


def test_everything_a_part_needs_is_there(assembly: Assembly) -> None:
    names = {program.name for program in assembly.programs}
    assert set(itertools.chain(*(program.needs for program in assembly.programs))) <= names


def test_nothing_of_the_data_lies_outside_the_home(assembly: Assembly, tmp_path: Path) -> None:
    home = tmp_path / "home"
    folders = [assembly.nats.directory, assembly.postgres.directory, assembly.airflow.directory]
    folders += [service.directory for service in assembly.services]
    assert all(folder.is_relative_to(home) for folder in folders)


def test_airflows_secrets_stand_in_a_private_file_and_not_in_its_environment(assembly: Assembly, keys: Keys) -> None:
    assembly.airflow.write_settings()
    settings = assembly.airflow.directory / "airflow.cfg"
    assert settings.stat().st_mode & 0o777 == 0o600
    assert keys.airflow_jwt_secret in settings.read_text()
    for component in assembly.components:
        command = component.command()
        shown = " ".join((*command.arguments, *command.environment.values()))
        assert not [field.name for field in fields(keys) if getattr(keys, field.name) in shown]
