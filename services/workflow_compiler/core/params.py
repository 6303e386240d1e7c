"""Run parameters as Airflow's `Param`, so that Airflow checks the values of each run with the same schema."""

from typing import Any

from services.workflow_compiler.core.program import Call
from shared.workflow.document import Params


def params_of(params: Params) -> dict[str, Call]:
    """One `Param` for each property; without a default it has to be given when it is required, and is null otherwise."""
    return {name: _param(schema, required=name in params.required) for name, schema in params.properties.items()}


def _param(schema: dict[str, Any], *, required: bool) -> Call:
    keywords = {keyword: value for keyword, value in schema.items() if keyword != "default"}
    if "default" in schema:
        return Call("Param", (schema["default"],), keywords)
    if required:
        return Call("Param", keywords=keywords)
    about: dict[str, Any] = {
        keyword: keywords.pop(keyword) for keyword in ("title", "description") if keyword in keywords
    }
    return Call("Param", (None,), {**about, "anyOf": [keywords, {"type": "null"}]})
