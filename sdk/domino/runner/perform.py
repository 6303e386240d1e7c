"""Validates the inputs, calls the operator, validates its outputs: the path that real tasks and dry runs share."""

from __future__ import annotations

import inspect
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic_core import ValidationError

from domino.outcome import Display, Status
from domino.runner.display import keep_display
from domino.runner.sentences import sentence_of_error, sentence_of_secrets, sentence_of_size, sentence_of_validation

if TYPE_CHECKING:
    from pydantic import BaseModel

    from domino.runner.load import LoadedModels, LoadedOperator
    from domino.task_context import TaskContext


class Completed(NamedTuple):
    """The outputs as JSON."""

    outputs: bytes
    display: Display | None = None


class Failed(NamedTuple):
    """Whose failure it is, one sentence, and the exception behind it."""

    status: Status
    message: str
    error: BaseException | None = None
    display: Display | None = None


class _NoOutputsError(TypeError):
    """What an operator returned is of no kind that outputs can be made of."""


def perform(
    loaded: LoadedOperator,
    inputs: Mapping[str, object],
    secrets: Mapping[str, object],
    context: TaskContext,
    output_limit_bytes: int | None = None,
) -> Completed | Failed:
    """Run an operator whose folders exist. Files of its display result are kept even when it fails."""
    models = loaded.models
    try:
        input_data = models.inputs.model_validate(inputs)
    except ValidationError as error:
        return Failed(Status.INPUT_ERROR, sentence_of_validation(error, "Input"), error)
    except Exception as error:  # noqa: BLE001 - a validator of the author's may raise anything
        return Failed(Status.OPERATOR_ERROR, sentence_of_error(error), error)
    try:
        secrets_data = None if models.secrets is None else models.secrets.model_validate(secrets)
    except ValidationError as error:
        return Failed(Status.INPUT_ERROR, sentence_of_secrets(error))
    except Exception as error:  # noqa: BLE001 - a validator of the author's may raise anything
        return Failed(Status.OPERATOR_ERROR, f"The secrets could not be checked: {type(error).__name__}.")

    operator = None
    try:
        operator = loaded.operator_class()
        operator.enter_task(context, secrets_data)
        returned = _call(operator, input_data, secrets_data)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - the edge to the author's code, which may raise anything
        return _failure_of(error, models, keep_display(operator, context))
    return _finish(returned, models.outputs, context, output_limit_bytes, keep_display(operator, context))


def _finish(
    returned: object, model: type[BaseModel], context: TaskContext, limit: int | None, display: Display | None
) -> Completed | Failed:
    """Make outputs of what the operator returned."""
    try:
        outputs = _outputs(returned, model, Path(context.absolute(context.folder.results)))
    except ValidationError as error:
        return Failed(Status.OUTPUT_ERROR, sentence_of_validation(error, "Output"), error, display)
    except _NoOutputsError as error:
        return Failed(Status.OUTPUT_ERROR, str(error), None, display)
    except Exception as error:  # noqa: BLE001 - validators and serializers of the author's may raise anything
        return Failed(
            Status.OUTPUT_ERROR, f"The outputs cannot be written as JSON: {sentence_of_error(error)}", error, display
        )
    if limit is not None and len(outputs) > limit:
        return Failed(Status.OUTPUT_ERROR, sentence_of_size(len(outputs), limit), None, display)
    return Completed(outputs, display)


def _call(operator: Any, input_data: BaseModel, secrets_data: BaseModel | None) -> object:
    """Call piece_function, or operator_function, with the arguments it declares."""
    function = getattr(operator, "piece_function", None) or operator.operator_function
    parameters = list(inspect.signature(function).parameters.values())
    if "secrets_data" in (parameter.name for parameter in parameters):
        return function(input_data, secrets_data=secrets_data)
    second = parameters[1] if len(parameters) > 1 else None
    if second is not None and second.default is second.empty and second.kind is second.POSITIONAL_OR_KEYWORD:
        return function(input_data, secrets_data)
    return function(input_data)


def _failure_of(error: BaseException, models: LoadedModels, display: Display | None) -> Failed:
    # An OutputModel(...) that refuses its values is about the outputs, wherever in the operator it was written.
    if isinstance(error, ValidationError) and error.title == models.outputs.__name__:
        return Failed(Status.OUTPUT_ERROR, sentence_of_validation(error, "Output"), error, display)
    return Failed(Status.OPERATOR_ERROR, sentence_of_error(error), error, display)


def _outputs(returned: object, model: type[BaseModel], results: Path) -> bytes:
    """The outputs as JSON; raise _NoOutputsError when what was returned cannot be outputs at all."""
    if isinstance(returned, model):
        outputs = returned
    elif returned is None:
        outputs = model.model_validate({})
    elif isinstance(returned, Mapping):
        outputs = model.model_validate(dict(returned))
    elif hasattr(returned, "model_dump"):
        outputs = model.model_validate(returned.model_dump(by_alias=True))
    else:
        raise _NoOutputsError(
            f"The operator returned a {type(returned).__name__} instead of its OutputModel or a dict."
        )
    return _with_absolute_paths(outputs, results).model_dump_json(by_alias=True, warnings="error").encode()


def _with_absolute_paths(outputs: BaseModel, results: Path) -> BaseModel:
    """A relative path would mean something else to the next task, which has another working directory."""
    relative = {
        name: Path(value) for name, value in outputs if isinstance(value, os.PathLike) and not Path(value).is_absolute()
    }
    if not relative:
        return outputs
    absolute = {
        name: results / path if (results / path).exists() else path.absolute() for name, path in relative.items()
    }
    return outputs.model_copy(update=absolute)
