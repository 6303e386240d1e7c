"""Repositories are fetched with real Git and read at tag, branch and commit."""

import pytest

from shared.messages.repositories import RepositoryRefused
from shared.workflow.operators import Resources
from tests.services.image_builder.conftest import Builder, MakeRepository
from tests.services.image_builder.repositories import OperatorRepository, git


@pytest.fixture
def repository(make_repository: MakeRepository) -> OperatorRepository:
    return make_repository({"Echo": "tabulate==0.9.0\n", "Shout": "tabulate==0.8.10\n"})


async def test_what_a_repository_holds_is_told(builder: Builder, repository: OperatorRepository) -> None:
    event = await builder.fetched(repository.url)
    assert (event.commit, event.name, event.label, event.version) == (
        repository.commit,
        "text_operators",
        "Text",
        "1.0.0",
    )
    assert [operator.name for operator in event.operators] == ["Echo", "Shout"]
    assert event.operators[0].input_schema["properties"]["text"]["type"] == "string"
    assert event.operators[0].resources == Resources()
    assert [group.operators for group in event.groups] == [("Echo",), ("Shout",)]
    assert event.operators[0].image == event.groups[0].image
    assert event.groups[0].image.startswith("text-operators-group0:")


async def test_the_same_content_has_the_same_images_on_another_machine(
    builder: Builder, repository: OperatorRepository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = Builder(tmp_path_factory.mktemp("other"))
    assert (await builder.fetched(repository.url)).groups == (await other.fetched(f"file://{repository.url}")).groups


async def test_a_change_in_one_operator_renames_only_its_group(
    builder: Builder, repository: OperatorRepository
) -> None:
    before = {group.name: group.image for group in (await builder.fetched(repository.url)).groups}
    repository.save({"operators/Shout/loud.txt": "!", "README.md": "new", "config.toml": repository_config("2.0.0")})
    after = {group.name: group.image for group in (await builder.fetched(repository.url)).groups}
    assert [name for name in before if before[name] != after[name]] == ["group1"]


def repository_config(version: str) -> str:
    return f'[repository]\nREPOSITORY_NAME = "text_operators"\nVERSION = "{version}"\n'


async def test_tag_branch_and_commit_are_found(builder: Builder, repository: OperatorRepository) -> None:
    first = repository.commit
    git(repository.folder, "tag", "--annotate", "--message", "first", "v1")
    git(repository.folder, "branch", "stable/one")
    latest = repository.save({"operators/Echo/more.txt": "more"})
    refs = {"v1": first, "stable/one": first, first: first, "main": latest, "HEAD": latest, "": latest}
    for ref, commit in refs.items():
        assert (await builder.fetched(repository.url, ref)).commit == commit


@pytest.mark.parametrize(
    ("ref", "code"),
    [
        ("nothing", "repository.ref_unknown"),
        ("0" * 40, "repository.fetch_failed"),
        ("abcdef1", "repository.ref_unknown"),
        ("--upload-pack=touch hit", "repository.ref_refused"),
        ("main:refs/heads/evil", "repository.ref_refused"),
        ("+main", "repository.ref_refused"),
    ],
)
async def test_a_ref_that_is_not_there_is_a_problem(
    builder: Builder, repository: OperatorRepository, ref: str, code: str
) -> None:
    event = await builder.install(repository.url, ref)
    assert isinstance(event, RepositoryRefused)
    assert [problem.code for problem in event.problems] == [code]


async def test_a_folder_without_a_repository_is_a_problem(
    builder: Builder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    event = await builder.install(str(tmp_path_factory.mktemp("empty")))
    assert isinstance(event, RepositoryRefused)
    assert event.problems[0].message == "There is no Git repository at this address."


async def test_a_broken_operator_is_refused_with_its_file(builder: Builder, repository: OperatorRepository) -> None:
    repository.save({"operators/Echo/operator.py": "class Wrong: ..."})
    event = await builder.install(repository.url)
    assert isinstance(event, RepositoryRefused)
    assert "operators/Echo/operator.py" in [problem.path for problem in event.problems]


async def test_requirements_that_read_files_are_refused(builder: Builder, repository: OperatorRepository) -> None:
    repository.save({"dependencies/requirements_echo.txt": "-r /etc/passwd\n"})
    event = await builder.install(repository.url)
    assert isinstance(event, RepositoryRefused)
    assert "repository.requirements" in [problem.code for problem in event.problems]
