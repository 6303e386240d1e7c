"""The rules inside one task: its inputs fit its operator, its bindings fit the tasks and parameters they name."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from shared.workflow.bindings import Binding, FromOutput, Parts
from shared.workflow.compatibility import Compatibility, Verdict
from shared.workflow.document import Task, WorkflowDefinition
from shared.workflow.operators import OperatorSpec
from shared.workflow.outputs import given, modifiers, with_modifiers
from shared.workflow.phrases import did_you_mean, shorten
from shared.workflow.problems import Problem, pointer
from shared.workflow.schemas import read_record
from shared.workflow.shapes import Anything, Field, Listing, Record, Shape
from shared.workflow.values import Checker

ANY_RECORD = Record(others=Anything())


class TaskRules:
    """Knows what one definition offers; an operator's schemas are read once, however many tasks use it."""

    def __init__(self, definition: WorkflowDefinition, operators: Mapping[str, OperatorSpec], params: Record) -> None:
        self._tasks = definition.tasks
        self._operators = operators
        self._params = params
        self._read: dict[str, tuple[Record, Record]] = {}
        self._compatibility = Compatibility()

    def check(self, key: str, task: Task) -> Iterator[Problem]:
        """Yield what is wrong with the inputs of one task and with its mapping."""
        inputs, _ = self._records(task)
        if task.map is not None:
            if task.map not in inputs.fields and inputs.others is None:
                message = f"There is no input “{shorten(task.map)}” to map over{did_you_mean(task.map, inputs.fields)}"
                yield Problem(path=pointer("tasks", key, "map"), code="map.unknown_input", message=message)
            inputs = _mapped_over(inputs, task.map)
        checker = Checker(lambda *asked: self._judge(key, *asked))
        yield from checker.record(task.inputs, inputs, ("tasks", key, "inputs"), strict=True)

    def _records(self, task: Task) -> tuple[Record, Record]:
        if task.operator not in self._read:
            spec = self._operators.get(task.operator)
            self._read[task.operator] = (
                (read_record(spec.input_schema), read_record(spec.output_schema)) if spec else (ANY_RECORD, ANY_RECORD)
            )
        return self._read[task.operator]

    def _outputs(self, task: Task) -> Record:
        inputs, outputs = self._records(task)
        names = modifiers(inputs)
        return with_modifiers(outputs, task, names) if names else outputs

    def _judge(self, key: str, binding: Binding, shape: Shape, place: Parts, label: str) -> Iterator[Problem]:
        if not isinstance(binding, FromOutput):
            yield from self._judge_param(binding.name, shape, place, label)
            return
        source = self._tasks.get(binding.task)
        if source is None:
            hint = did_you_mean(binding.task, self._tasks)
            message = f"There is no task “{shorten(binding.task)}”{hint}"
            yield Problem(path=pointer(*place), code="binding.unknown_task", message=message)
            return
        if binding.task == key:
            message = f"“{label}” takes an output of its own task; connect it to a task before it."
            yield Problem(path=pointer(*place), code="binding.itself", message=message)
            return
        outputs = self._outputs(source)
        output = given(outputs, binding.output, mapped=source.map is not None)
        name = shorten(source.title or binding.task)
        if output is None:
            hint = did_you_mean(binding.output, outputs.fields)
            message = f"“{name}” has no output “{shorten(binding.output)}”{hint}"
            yield Problem(path=pointer(*place), code="binding.unknown_output", message=message)
            return
        yield from self._compare(output, shape, place, label, f"“{shorten(binding.output)}” of “{name}”")

    def _judge_param(self, name: str, shape: Shape, place: Parts, label: str) -> Iterator[Problem]:
        param = self._params.fields.get(name)
        if param is None:
            hint = did_you_mean(name, self._params.fields)
            message = f"There is no run parameter “{shorten(name)}”{hint}"
            yield Problem(path=pointer(*place), code="binding.unknown_param", message=message)
            return
        yield from self._compare(param.shape, shape, place, label, f"The run parameter “{shorten(name)}”")

    def _compare(self, source: Shape, target: Shape, place: Parts, label: str, what: str) -> Iterator[Problem]:
        fit = self._compatibility.fit(source, target)
        if fit.verdict is Verdict.NEVER:
            message = f"{what} does not fit “{label}”: it {fit.reason}; connect another output or type a value."
            yield Problem(path=pointer(*place), code="binding.wrong_type", message=message)
        elif fit.verdict is Verdict.SOMETIMES:
            message = f"{what} may not always fit “{label}”: it {fit.reason}; the task then fails."
            yield Problem(path=pointer(*place), code="binding.may_not_fit", severity="warning", message=message)


def _mapped_over(inputs: Record, name: str) -> Record:
    """The inputs of a mapped task: `name` takes a list of what one run takes."""
    one = inputs.fields.get(name) or Field(name, name, inputs.others or Anything(), required=True)
    many = Field(name, one.title, Listing(one.shape), required=True, from_upstream=one.from_upstream)
    return Record(MappingProxyType({**inputs.fields, name: many}), inputs.others, inputs.closed, inputs.title)
