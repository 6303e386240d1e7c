"""``python -m domino.compile_models <repository> <Operator>…``: the schemas of operators whose metadata was not committed.

Importing models runs the author's code, so the platform does this only in an isolated process of the group's own environment. The
answer is one JSON object by operator: ``{"input_schema": …, "output_schema": …, "secrets_schema": …}`` or ``{"error": "…"}``.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from domino.json_value import JsonObject
from domino.repository.schemas import SchemaError, normalised
from domino.runner.load import load_models
from domino.runner.sentences import sentence_of_error


def main(arguments: list[str]) -> None:
    root, *names = arguments
    # What the models print while they are imported must not get into the answer.
    answer = os.dup(1)
    os.dup2(2, 1)
    compiled = {name: compile_models(Path(root), name) for name in names}
    with os.fdopen(answer, "w") as stream:
        json.dump(compiled, stream)
    # Threads that the models have started are not waited for.
    os._exit(0)


def compile_models(root: Path, name: str) -> JsonObject:
    """The schemas of one operator, or why there are none."""
    try:
        models = load_models(root, name)
        secrets = models.secrets
        return {
            "input_schema": normalised(models.inputs.model_json_schema()),
            "output_schema": normalised(models.outputs.model_json_schema()),
            "secrets_schema": None if secrets is None else normalised(secrets.model_json_schema()),
        }
    except SchemaError as error:
        return {"error": str(error)}
    except (Exception, SystemExit) as error:  # noqa: BLE001 - importing runs the author's code
        return {"error": f"The models cannot be loaded: {sentence_of_error(error)}"}


if __name__ == "__main__":
    main(sys.argv[1:])
