"""Definitions and operators for tests, as short as what is tested."""

from typing import Any

from shared.workflow.operators import OperatorSpec
from shared.workflow.problems import Problem
from shared.workflow.validation import validate

Json = dict[str, Any]


def operator(name: str = "Step", inputs: Json | None = None, outputs: Json | None = None, **more: Any) -> OperatorSpec:
    """An operator from the properties of its models; those without a default are required."""
    return OperatorSpec(
        name=name,
        label=name,
        group="group",
        image=f"{name.lower()}-group:1",
        input_schema=model(inputs or {}, more.pop("defs", None)),
        output_schema=model(outputs or {}),
        **more,
    )


def model(properties: Json, defs: Json | None = None) -> Json:
    required = [name for name, schema in properties.items() if "default" not in schema]
    return {"type": "object", "properties": properties, "required": required, "$defs": defs or {}}


STEP = operator(
    inputs={
        "text": {"type": "string", "default": "", "title": "Text"},
        "count": {"type": "integer", "default": 0, "title": "Count"},
        "anything": {"default": None, "title": "Anything"},
    },
    outputs={"text": {"type": "string"}, "count": {"type": "integer"}},
)


def task(inputs: Json | None = None, **more: Any) -> Json:
    return {"operator": "lib/Step", "inputs": inputs or {}, **more}


def output(of: str, name: str = "text") -> Json:
    return {"$from": {"task": of, "output": name}}


def definition(tasks: Json, **settings: Any) -> Json:
    return {
        "schema": "domino/workflow/v1",
        "repositories": {"lib": {"url": "https://example.org/lib.git", "ref": "1.0.0"}},
        "settings": settings,
        "tasks": tasks,
    }


def chain(length: int) -> Json:
    """Tasks t0 … of which each takes the text of the one before."""
    return definition({f"t{i}": task({"text": output(f"t{i - 1}") if i else "hello"}) for i in range(length)})


def problems_of(document: object, *operators: OperatorSpec) -> tuple[Problem, ...]:
    specs = {f"lib/{spec.name}": spec for spec in (operators or (STEP,))}
    return validate(document, specs).problems  # type: ignore[arg-type]


def found(document: object, *operators: OperatorSpec) -> list[tuple[str, str]]:
    """Places and codes."""
    return [(problem.path, problem.code) for problem in problems_of(document, *operators)]


def found_in_input(schema: Json, value: object, defs: Json | None = None) -> list[tuple[str, str]]:
    """Problems of one typed value, with places below the input."""
    spec = operator(inputs={"value": schema}, defs=defs)
    prefix = "/tasks/a/inputs/value"
    document = definition({"a": task({"value": value})})
    return [(path.removeprefix(prefix), code) for path, code in found(document, spec)]
