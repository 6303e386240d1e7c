"""From a valid definition to a program: operators looked up, tasks ordered, bindings turned into references, defaults left out."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.workflow_compiler.core.names import variables
from services.workflow_compiler.core.params import params_of
from services.workflow_compiler.core.program import Call, Output, Program
from services.workflow_compiler.core.timing import timing_of
from shared.workflow.bindings import FromOutput, FromParam, Quoted, recognise
from shared.workflow.digest import doc_md
from shared.workflow.document import Resources, Task, TriggerRule, WorkflowDefinition
from shared.workflow.graph import bound_tasks, edges, order
from shared.workflow.operators import OperatorSpec


def resolve(
    definition: WorkflowDefinition,
    operators: Mapping[str, OperatorSpec],
    *,
    dag_id: str,
    name: str,
    description: str,
) -> Program:
    """The program of a definition in which validation has found no error; its digest is left blank."""
    before = edges(definition.tasks)
    ordered = order(before)
    names = variables(ordered)
    rank = {key: index for index, key in enumerate(ordered)}
    tasks = {
        names[key]: Call(
            "OperatorTask",
            keywords=dict(_task(key, definition, operators[definition.tasks[key].operator], names)),
        )
        for key in ordered
    }
    waits = (
        (names[source], names[key])
        for key in ordered
        if definition.tasks[key].after
        for source in sorted(set(before[key]) - set(bound_tasks(definition.tasks[key].inputs)), key=rank.__getitem__)
    )
    keywords = _dag(definition, dag_id=dag_id, name=name, description=description)
    return Program(Call("DAG", keywords=dict(keywords)), tasks, tuple(waits))


def with_digest(program: Program, digest: str) -> Program:
    """The same program carrying its digest."""
    dag = Call(program.dag.function, keywords={**program.dag.keywords, "doc_md": doc_md(digest)})
    return Program(dag, program.tasks, program.edges)


def _dag(definition: WorkflowDefinition, *, dag_id: str, name: str, description: str) -> Iterator[tuple[str, Any]]:
    settings = definition.settings
    yield "dag_id", dag_id
    if name:
        yield "dag_display_name", name
    if description:
        yield "description", description
    yield "doc_md", doc_md()
    if settings.schedule is not None:
        yield from timing_of(settings.schedule)
    # Said although it may be Airflow's default, because Airflow's default is a matter of its configuration.
    yield "max_active_runs", settings.max_active_runs
    yield "is_paused_upon_creation", False
    if settings.params.properties:
        yield "params", params_of(settings.params)
    yield "tags", ["domino"]


def _task(
    key: str, definition: WorkflowDefinition, spec: OperatorSpec, names: Mapping[str, str]
) -> Iterator[tuple[str, Any]]:
    task = definition.tasks[key]
    yield "task_id", key
    if task.title:
        yield "task_display_name", task.title
    yield "operator", spec.name
    yield "image", spec.image
    if task.inputs:
        yield "inputs", _inputs(task.inputs, spec, names)
    secrets = (spec.secrets_schema or {}).get("properties")
    if isinstance(secrets, dict) and secrets:
        yield "secrets", tuple(secrets)
    yield from _control(task)
    resources = _resources(task.resources, spec)
    if resources:
        yield "resources", resources
    access = "none" if definition.settings.storage.source == "none" else task.storage_access
    if access != "read_write":
        yield "storage_access", access


def _control(task: Task) -> Iterator[tuple[str, Any]]:
    if task.retries:
        yield "retries", task.retries
        # Airflow's own default is 300 seconds and configurable, so the delay is always said.
        yield "retry_delay", _seconds(task.retry_delay_seconds)
    if task.timeout_seconds is not None:
        yield "execution_timeout", _seconds(task.timeout_seconds)
    if task.trigger_rule is not TriggerRule.ALL_SUCCESS:
        yield "trigger_rule", task.trigger_rule.value


def _seconds(amount: float) -> Call:
    return Call("timedelta", keywords={"seconds": int(amount) if float(amount).is_integer() else amount})


def _resources(asked: Resources | None, spec: OperatorSpec) -> dict[str, Any]:
    """What the task asks for, else what its operator's author asked for."""
    chosen = {
        "cpu": (asked and asked.cpu) or spec.resources.cpu,
        "memory": (asked and asked.memory) or spec.resources.memory,
        "gpu": asked.gpu if asked and "gpu" in asked.model_fields_set else spec.resources.gpu,
    }
    return {name: amount for name, amount in chosen.items() if amount}


def _inputs(inputs: Mapping[str, Any], spec: OperatorSpec, names: Mapping[str, str]) -> dict[str, Any]:
    """In the order in which the operator's author wrote the fields."""
    fields = spec.input_schema.get("properties")
    known = [name for name in fields if name in inputs] if isinstance(fields, dict) else []
    return {name: _value(inputs[name], names) for name in dict.fromkeys([*known, *inputs])}


def _value(value: Any, names: Mapping[str, str]) -> Any:
    seen = recognise(value)
    match seen:
        case FromOutput():
            return Output(names[seen.task], seen.output)
        case FromParam():
            return Call("param", (seen.name,))
        case Quoted():
            return seen.value
    if isinstance(value, dict):
        return {key: _value(part, names) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_value(part, names) for part in value]
    return value
