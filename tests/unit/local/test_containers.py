"""One variable chooses containers for builder and tasks alike; the rest of the settings goes to whoever needs it."""

import pytest

from deploy.local.containers import Containers
from deploy.local.errors import ContainersError


def test_without_a_word_operators_are_processes() -> None:
    containers = Containers.of({"DOMINO_REGISTRY": "registry.example.org"})
    assert containers.airflow == {"runtime": "process"}
    assert containers.builder["engine"] == "environment"


@pytest.mark.parametrize("variable", ["DOMINO_ENGINE", "DOMINO_RUNTIME"])
def test_either_variable_chooses_containers_for_both_sides(variable: str) -> None:
    containers = Containers.of(
        {variable: "docker", "DOMINO_DOCKER_URL": "unix:///e", "DOMINO_DOCKER_NETWORK": "bridge"}
    )
    assert containers.builder == {"engine": "docker", "docker_url": "unix:///e"}
    assert containers.airflow == {"runtime": "docker", "docker_url": "unix:///e", "docker_network": "bridge"}


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"DOMINO_RUNTIME": "podman"}, 'DOMINO_RUNTIME is "process" or "docker"'),
        ({"DOMINO_ENGINE": "podman"}, 'DOMINO_ENGINE is "environment" or "docker"'),
        ({"DOMINO_ENGINE": "docker", "DOMINO_RUNTIME": "process"}, "leave one of them out"),
        ({"DOMINO_ENGINE": "environment", "DOMINO_RUNTIME": "docker"}, "leave one of them out"),
    ],
)
def test_what_cannot_be_meant_is_refused(variables: dict[str, str], message: str) -> None:
    with pytest.raises(ContainersError, match=message):
        Containers.of(variables)


def test_a_password_is_in_no_repr() -> None:
    assert "hunter22" not in repr(Containers.of({"DOMINO_ENGINE": "docker", "DOMINO_REGISTRY_PASSWORD": "hunter22"}))
