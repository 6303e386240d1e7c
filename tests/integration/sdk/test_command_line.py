"""The command line as authors have it: installed in an environment of its own, against real environments of dependency groups."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.integration.sdk.environments import ROOT, clean_environment, uv_program, write_operator

MODELS = """
from pydantic import BaseModel

class InputModel(BaseModel):
    text: str
    times: int = 1

class OutputModel(BaseModel):
    text: str

class SecretsModel(BaseModel):
    KEY: str = ""
"""
CODE = """
import sys
from domino import BaseOperator

class {name}(BaseOperator):
    def piece_function(self, input_data, secrets_data):
        print("printed by the operator")
        if input_data.text == "fail":
            raise ValueError("as asked")
        if secrets_data.KEY:
            assert secrets_data.KEY not in " ".join(sys.argv)
        text = self.results_path / "text.txt"
        text.write_text(input_data.text)
        self.display_result = {{"file_type": "txt", "file_path": text}}
        return {{"text": f"{{input_data.text * input_data.times}} {{len(secrets_data.KEY)}}"}}
"""
OLD_OR_NEW = """
from tabulate import __version__

def test_the_group_has_its_own_version():
    assert __version__ == "{version}"
"""


@dataclass(frozen=True)
class Tool:
    """The command, as it is found on an author's path."""

    program: Path
    environment: Mapping[str, str] = field(repr=False)

    def __call__(self, folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.program), *arguments],
            cwd=folder,
            env={**self.environment, **variables},
            capture_output=True,
            text=True,
            timeout=120,
        )


@pytest.fixture(scope="session")
def tool(tmp_path_factory: pytest.TempPathFactory) -> Tool:
    folder = tmp_path_factory.mktemp("tool")
    uv, venv = uv_program(), folder / "venv"
    for command in (
        [uv, "venv", "--quiet", "--python", sys.executable, str(venv)],
        [uv, "pip", "install", "--quiet", "--python", str(venv / "bin/python"), f"{ROOT / 'sdk'}[tools]"],
    ):
        done = subprocess.run(command, capture_output=True, text=True, env=clean_environment(), check=False)
        assert done.returncode == 0, done.stderr
    cache = subprocess.run([uv, "cache", "dir"], capture_output=True, text=True, check=True).stdout.strip()
    places = {"XDG_CACHE_HOME": folder / "cache", "TMPDIR": folder / "temporary"}
    places["TMPDIR"].mkdir()
    environment = clean_environment() | {name: str(place) for name, place in places.items()} | {"UV_CACHE_DIR": cache}
    return Tool(venv / "bin" / "domino", environment)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two groups that pin different versions of one package."""
    root = tmp_path / "repository"
    for name, version in (("Newer", "0.9.0"), ("Older", "0.8.10")):
        write_operator(root, name, CODE.format(name=name), MODELS)
        file = f"requirements_{name.lower()}.txt"
        (root / "dependencies").mkdir(exist_ok=True)
        (root / "dependencies" / file).write_text(f"tabulate=={version}\n")
        metadata = {"name": name, "dependency": {"requirements_file": file}}
        (root / "operators" / name / "metadata.json").write_text(json.dumps(metadata))
        (root / "operators" / name / "test_version.py").write_text(OLD_OR_NEW.format(version=version))
    (root / "config.toml").write_text('[repository]\nREPOSITORY_NAME = "tools"\nVERSION = "1.0"\n')
    return root


def test_groups_whose_pins_conflict_are_tested_side_by_side(tool: Tool, repository: Path) -> None:
    first = tool(repository / "operators", "test")
    assert first.returncode == 0, first.stdout + first.stderr
    assert first.stderr.count("environment made in") == 2
    again = tool(repository, "test", "Older", "--", "-q")
    assert again.returncode == 0
    assert "environment made in" not in again.stderr
    assert "group0" not in again.stderr


def test_one_group_that_fails_makes_the_whole_fail_and_the_other_is_tested_all_the_same(
    tool: Tool, repository: Path
) -> None:
    (repository / "dependencies/requirements_newer.txt").write_text("tabulate==0.0.0.1\n")
    done = tool(repository, "test")
    assert done.returncode == 1
    assert "tabulate==0.0.0.1" in done.stderr
    assert "The environment could not be made" in done.stderr
    assert "1 passed" in done.stdout


def test_requirements_that_read_other_files_are_refused_with_their_line(tool: Tool, repository: Path) -> None:
    (repository / "dependencies/requirements_newer.txt").write_text("tabulate==0.9.0\n-r other.txt\n")
    done = tool(repository, "test", "Newer")
    assert done.returncode == 1
    assert "dependencies/requirements_newer.txt:2: -r other.txt reads another file" in done.stderr


def test_what_has_no_tests_is_said(tool: Tool, repository: Path) -> None:
    (repository / "operators/Older/test_version.py").unlink()
    done = tool(repository, "test", "Older")
    assert done.returncode == 1
    assert "operators/Older has no test_*.py" in done.stderr


@pytest.mark.parametrize("place", [(), ("--environment",)])
def test_outputs_alone_are_on_standard_output(tool: Tool, repository: Path, place: tuple[str, ...]) -> None:
    done = tool(repository, "run", "Older", *place, "text=ab", "times:=2", DOMINO_SECRET_KEY="four")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"text": "abab 4"}
    assert "printed by the operator" in done.stderr
    result = next(line for line in done.stderr.splitlines() if line.startswith("result: "))
    assert result.endswith("results/text.txt (shown as txt)")
    assert Path(result.removeprefix("result: ").partition(" (")[0]).read_text() == "ab"


@pytest.mark.parametrize("place", [(), ("--environment",)])
@pytest.mark.parametrize(
    ("inputs", "code", "reason"),
    [
        ("{}", 10, "Input text is required."),
        ('{"text": "fail"}', 20, "ValueError: as asked"),
    ],
)
def test_the_exit_code_is_that_of_the_runner(
    tool: Tool, repository: Path, place: tuple[str, ...], inputs: str, code: int, reason: str
) -> None:
    done = tool(repository, "run", "Newer", *place, "--input", inputs)
    assert done.returncode == code
    assert done.stdout == ""
    assert reason in done.stderr


def test_models_that_need_packages_are_read_in_the_environment_of_their_group(tool: Tool, repository: Path) -> None:
    plain = tool(repository, "organize")
    assert plain.returncode == 0, plain.stderr
    generated = repository / ".flowui" / "compiled_metadata.json"
    expected = generated.read_bytes()
    for name, version in (("Newer", "0.9.0"), ("Older", "0.8.10")):
        models = repository / "operators" / name / "models.py"
        models.write_text(f"import tabulate\nassert tabulate.__version__ == '{version}'\n{models.read_text()}")
    done = tool(repository, "organize")
    assert done.returncode == 0, done.stderr
    assert generated.read_bytes() == expected

    models.write_text("import nowhere_to_be_found\n" + models.read_text())
    missing = tool(repository, "organize")
    assert missing.returncode == 1
    assert "operators/Older/models.py:1: Older, in the environment of group1: " in missing.stderr
    assert "No module named 'nowhere_to_be_found'" in missing.stderr


def test_a_package_that_is_missing_here_is_found_in_the_environment(tool: Tool, repository: Path) -> None:
    code = repository / "operators/Older/operator.py"
    code.write_text("import tabulate\n" + code.read_text())
    here = tool(repository, "run", "Older", "text=x")
    assert here.returncode == 20
    assert "`--environment` runs it with all of its requirements" in here.stderr
    assert tool(repository, "run", "Older", "text=x", "--environment").returncode == 0


def test_environments_that_nothing_has_used_for_long_are_forgotten(tool: Tool, repository: Path) -> None:
    environments = Path(tool.environment["XDG_CACHE_HOME"]) / "domino" / "environments"
    unused = environments / "unused"
    unused.mkdir(parents=True)
    os.utime(unused, (0, 0))
    (repository / "dependencies/requirements_newer.txt").write_text("tabulate==0.9.0\n# new\nsix==1.16.0\n")
    assert tool(repository, "run", "Newer", "--environment", "text=x").returncode == 0
    assert not unused.exists()


def test_an_unknown_operator_is_refused_with_those_that_are_there(tool: Tool, repository: Path) -> None:
    done = tool(repository, "run", "Nothing")
    assert done.returncode == 2
    assert "There are: Newer, Older." in done.stderr


def test_two_commands_that_make_one_environment_at_once_both_succeed(tool: Tool, repository: Path) -> None:
    (repository / "dependencies/requirements_newer.txt").write_text("tabulate==0.9.0\n# of its own\nsix==1.17.0\n")
    command = [str(tool.program), "run", "Newer", "--environment", "text=x"]
    both = [
        subprocess.Popen(command, cwd=repository, env=tool.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    ended = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], ended


def test_an_environment_that_was_broken_is_made_anew(tool: Tool, repository: Path) -> None:
    assert tool(repository, "run", "Older", "--environment", "text=x").returncode == 0
    environments = Path(tool.environment["XDG_CACHE_HOME"]) / "domino" / "environments"
    for environment in environments.iterdir():
        (environment / "bin" / "python").unlink(missing_ok=True)
    assert tool(repository, "run", "Older", "--environment", "text=x").returncode == 0


def test_help_answers_at_once_and_needs_nothing_but_the_standard_library(tool: Tool, tmp_path: Path) -> None:
    python = tool.program.parent / "python"
    script = (
        "import sys; from domino.command_line.arguments import parse\n"
        "try: parse(['--help'])\n"
        "except SystemExit: pass\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules} & {'pydantic', 'pydantic_core', 'asyncio'}))"
    )
    shown = subprocess.run([str(python), "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines()[-1] == ""
    assert "domino repository new" in shown.stdout

    def fastest(*command: str) -> float:
        """Processor seconds, which other programs on this machine do not lengthen as they do a clock's."""
        seconds = []
        for _ in range(5):
            begun = os.times()
            subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
            ended = os.times()
            seconds.append(ended.children_user + ended.children_system - begun.children_user - begun.children_system)
        return min(seconds)

    assert fastest(str(tool.program), "--help") - fastest(str(python), "-c", "pass") < 0.150
