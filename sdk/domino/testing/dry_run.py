"""Runs one operator in the test's own process and gives back its outputs."""

from __future__ import annotations

import atexit
import inspect
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from pydantic_core import from_json

from domino.outcome import Status
from domino.runner.load import OPERATOR_FOLDERS, LoadedModels, LoadedOperator, load_operator
from domino.runner.perform import Completed, perform
from domino.storage_layout import task_folder
from domino.task_context import TaskContext

if TYPE_CHECKING:
    from pydantic import BaseModel

DAG_ID = "dry_run"
RUN_ID = "dry_run"


class DryRunError(Exception):
    """The operator's inputs or outputs were refused; ``status`` says which."""

    def __init__(self, status: Status, message: str) -> None:
        super().__init__(message)
        self.status = status


def operator_dry_run(
    operator: type[Any] | str,
    input_data: Mapping[str, object],
    secrets_data: Mapping[str, object] | None = None,
    output_folder: str | Path | None = None,
    repository: str | Path | None = None,
) -> Any:
    """Run an operator, given as its class or by its name, and return its OutputModel.

    A name is looked up in ``repository``, or in the repository that holds the calling test. What the operator raises passes
    through; inputs that its InputModel refuses raise pydantic's ValidationError; other refusals raise DryRunError. Files go
    to ``output_folder``, or to a temporary folder that lives as long as the process.
    """
    caller = _caller(inspect.currentframe())
    loaded = _loaded(operator, repository, caller)
    outputs = _perform(loaded, input_data, secrets_data, output_folder)
    return loaded.models.outputs.model_validate_json(outputs)


def piece_dry_run(
    piece_name: str,
    input_data: Mapping[str, object],
    secrets_data: Mapping[str, object] | None = None,
    output_folder: str | Path | None = None,
    repository_folder_path: str | Path | None = None,
) -> dict[str, Any]:
    """What the earlier releases offered: the operator by name, the outputs as a dict."""
    caller = _caller(inspect.currentframe())
    loaded = _loaded(piece_name, repository_folder_path, caller)
    outputs: dict[str, Any] = from_json(_perform(loaded, input_data, secrets_data, output_folder))
    return outputs


def _caller(frame: FrameType | None) -> Path:
    """The file of the test that called the function whose frame this is."""
    return Path(frame.f_back.f_code.co_filename) if frame is not None and frame.f_back is not None else Path.cwd()


def _perform(
    loaded: LoadedOperator,
    input_data: Mapping[str, object],
    secrets_data: Mapping[str, object] | None,
    output_folder: str | Path | None,
) -> bytes:
    root = Path(output_folder) if output_folder is not None else _temporary_folder()
    name = loaded.operator_class.__name__
    context = TaskContext(str(root.resolve()), task_folder(DAG_ID, RUN_ID, name), DAG_ID, RUN_ID, name)
    for folder in (context.folder.results, context.folder.report, context.folder.outputs_folder):
        Path(context.absolute(folder)).mkdir(parents=True, exist_ok=True)
    ended = perform(loaded, input_data, secrets_data or {}, context)
    if isinstance(ended, Completed):
        return ended.outputs
    if ended.error is not None and ended.status is not Status.OUTPUT_ERROR:
        raise ended.error
    raise DryRunError(ended.status, ended.message) from ended.error


def _loaded(operator: type[Any] | str, repository: str | Path | None, caller: Path) -> LoadedOperator:
    if isinstance(operator, str):
        root = Path(repository).resolve() if repository is not None else _repository_of(caller)
        return load_operator(root, operator)
    module = sys.modules[operator.__module__]
    return LoadedOperator(operator, _models_beside(operator, module.__name__.rpartition(".")[0], repository))


def _models_beside(operator: type[Any], package: str, repository: str | Path | None) -> LoadedModels:
    """The models of a class: those in the module of its own folder, or in its own module when a test defines it there."""
    candidates = [sys.modules.get(f"{package}.{stem}") for stem in ("models", "model")] + [
        sys.modules[operator.__module__]
    ]
    for module in candidates:
        if module is not None and hasattr(module, "InputModel") and hasattr(module, "OutputModel"):
            secrets: type[BaseModel] | None = getattr(module, "SecretsModel", None)
            return LoadedModels(module.InputModel, module.OutputModel, secrets)
    root = Path(repository).resolve() if repository is not None else _repository_of(Path(inspect.getfile(operator)))
    return load_operator(root, operator.__name__).models


def _repository_of(file: Path) -> Path:
    """The nearest folder above a file, or above the working directory, that is an operator repository."""
    for start in (file.resolve(), Path.cwd() / "here"):
        for folder in start.parents:
            if (folder / "config.toml").is_file() and any((folder / name).is_dir() for name in OPERATOR_FOLDERS):
                return folder
    raise LookupError(
        f"{file} does not lie in an operator repository: no folder above it has config.toml and operators."
    )


def _temporary_folder() -> Path:
    folder = tempfile.mkdtemp(prefix="domino-dry-run-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
