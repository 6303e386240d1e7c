"""``domino run``."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from domino.command_line.entry import say
from domino.command_line.problem_lines import show
from domino.command_line.repository_root import repository_root
from domino.docker import Docker
from domino.environments.group_environment import make_environment, requirements_of
from domino.group_image import CONTENT_LABEL, group_image
from domino.local_run.inputs import read_inputs, read_secrets
from domino.local_run.places import run_here, run_in, run_in_image
from domino.local_run.request import LocalRun
from domino.outcome import EXIT_CODES, Status, outcome_without_document, read_outcome
from domino.refusal import RefusalError
from domino.repository import DirectoryTree, Group, read_repository
from domino.storage_layout import is_log_name


def run(chosen: argparse.Namespace) -> int:
    root = repository_root(chosen.folder)
    group = _group_of(root, chosen.operator)
    work = LocalRun(
        root=root,
        operator=chosen.operator,
        inputs=read_inputs(chosen.input, chosen.input_file, chosen.pairs),
        secrets=read_secrets(chosen.secret_file),
        storage=_storage(chosen.output_folder),
    )
    if chosen.environment:
        code = run_in(make_environment(requirements_of(root, group))[0], work)
    elif chosen.image:
        code = run_in_image(Docker(), _image(root, group), work)
    else:
        code = run_here(work)
    _tell(work, code, is_here=not chosen.environment and not chosen.image)
    return code if code in EXIT_CODES.values() else EXIT_CODES[Status.PLATFORM_ERROR]


def _group_of(root: Path, name: str) -> Group:
    repository = read_repository(DirectoryTree(root))
    group = next((group for group in repository.groups if name in group.operators), None)
    if group is None:
        show(problem for problem in repository.errors if name in problem.path)
        known = ", ".join(operator.name for operator in repository.operators) or "none that can be used"
        raise RefusalError(f"The repository has no operator {name} that can be used. There are: {known}.")
    return group


def _image(root: Path, group: Group) -> str:
    """The group's image; raise RefusalError when it was not built, and warn when it was built of other files."""
    built = group_image(root, group)
    label = Docker().label_of(built.name, CONTENT_LABEL)
    if label is None:
        raise RefusalError(f"The image {built.name} is not there: build it with `domino build {group.name}`.")
    if label != built.digest:
        say(f"warning: {built.name} was built of other files than are here now: `domino build {group.name}` renews it.")
    return built.name


def _storage(folder: str | None) -> Path:
    if folder is None:
        return Path(tempfile.mkdtemp(prefix="domino-run-"))
    storage = Path(folder).resolve()
    storage.mkdir(parents=True, exist_ok=True)
    return storage


def _tell(work: LocalRun, code: int, *, is_here: bool) -> None:
    """Outputs on standard output; what became of the run, and the files it left, on standard error."""
    outcome_file = work.storage / work.folder.outcome_file
    outcome = read_outcome(outcome_file.read_bytes()) if outcome_file.is_file() else outcome_without_document(code)
    outputs = work.storage / work.folder.outputs_file
    if outputs.is_file():
        print(json.dumps(json.loads(outputs.read_bytes()), indent=2, ensure_ascii=False))
    for file in sorted(path for path in work.results.rglob("*") if path.is_file()):
        relative = file.relative_to(work.results).as_posix()
        if is_log_name(relative):
            continue
        shown = outcome.display is not None and outcome.display.path == relative
        say(f"result: {file}{f' (shown as {outcome.display.file_type})' if outcome.display and shown else ''}")
    if outcome.status is Status.SUCCESS:
        say(f"{work.operator} succeeded in {outcome.seconds:.3f} s")
    else:
        say(f"{work.operator} failed ({outcome.status}): {outcome.message}")
        if is_here and ModuleNotFoundError.__name__ in outcome.message:
            say("This Python lacks a package of the operator's: `--environment` runs it with all of its requirements.")
