/** The rules that can be told at once in the browser. The server says the same and more; its word is merged in. */
import type { JsonSchema, Problem, WorkflowDefinition } from "../../../api/types";
import { bindingsIn } from "../../../schema-form/binding";
import { checkFields } from "../../../schema-form/check";
import { fromPointer, toPointer, valueAt } from "../../../schema-form/pointer";
import { shapeOf, titleOf } from "../../../schema-form/schema";
import type { Catalogue } from "./catalogue";
import { suitability } from "./compatibility";
import { titleOfTask } from "./graph";

export function localProblems(definition: WorkflowDefinition, catalogue: Catalogue): Problem[] {
  return Object.keys(definition.tasks).flatMap((key) => taskProblems(definition, catalogue, key));
}

function taskProblems(definition: WorkflowDefinition, catalogue: Catalogue, key: string): Problem[] {
  const task = definition.tasks[key];
  if (!task) return [];
  const operator = catalogue.find(definition, task.operator);
  const error = (path: string, code: string, message: string): Problem => ({ path, code, severity: "error", message });
  if (!operator) {
    const message = `${task.operator} is not installed in this workspace. Install its repository under Operators.`;
    return [error(toPointer(["tasks", key, "operator"]), "unknown_operator", message)];
  }
  const inputs = task.inputs ?? {};
  const root = operator.input_schema;
  const fields = checkFields(inputs, root, root, ["tasks", key, "inputs"]).map((finding) =>
    error(finding.path, finding.code, finding.message),
  );
  const bindings = bindingsIn(inputs).flatMap(({ path, binding }) => {
    const at = toPointer(["tasks", key, "inputs", ...path]);
    if (binding.kind === "param") {
      const known = definition.settings.params?.properties?.[binding.name];
      return known ? [] : [error(at, "unknown_param", `There is no run parameter called ${binding.name}.`)];
    }
    const source = definition.tasks[binding.task];
    if (!source) return [error(at, "unknown_task", `The task ${binding.task} is gone. Choose another output.`)];
    const outputs = catalogue.find(definition, source.operator)?.output_schema;
    const output = outputs?.properties?.[binding.output];
    const title = titleOfTask(definition.tasks, binding.task);
    if (outputs && !output && !outputs.additionalProperties) {
      return [error(at, "unknown_output", `${title} has no output called ${binding.output}.`)];
    }
    const field = schemaAt(root, path);
    if (!outputs || !output || !field || suitability(output, outputs, field, root) > 0) return [];
    return [error(at, "type_mismatch", `${titleOf(binding.output, output)} of ${title} does not fit here.`)];
  });
  return [...fields, ...bindings];
}

function schemaAt(root: JsonSchema, path: readonly (string | number)[]): JsonSchema | undefined {
  let here: JsonSchema | undefined = root;
  for (const part of path) {
    if (!here) return undefined;
    const schema: JsonSchema = shapeOf(here, root).schema;
    here = typeof part === "number" ? schema.items : schema.properties?.[part];
  }
  return here;
}

/**
 * Local problems and what the server said about an earlier document. A remark of the server holds as long as
 * what it points to is still the same object or value, and gives way to a local one about the same place.
 */
export function mergeProblems(
  local: readonly Problem[],
  server: { problems: readonly Problem[]; about: WorkflowDefinition } | undefined,
  definition: WorkflowDefinition,
): Problem[] {
  if (!server) return [...local];
  const told = new Set(local.map((problem) => problem.path));
  const still = server.problems.filter((problem) => {
    if (told.has(problem.path)) return false;
    const path = fromPointer(problem.path);
    if (valueAt(definition, path) !== valueAt(server.about, path)) return false;
    // What is missing is undefined before and after; it can only be judged by the thing that should hold it.
    const parent = path.slice(0, -1);
    return valueAt(definition, path) !== undefined || valueAt(definition, parent) === valueAt(server.about, parent);
  });
  return [...local, ...still];
}

/** The task a problem belongs to, when it belongs to one. */
export function taskOf(problem: Problem): string | undefined {
  const [section, key] = fromPointer(problem.path);
  return section === "tasks" || (section === "layout" && key !== undefined) ? key : undefined;
}
