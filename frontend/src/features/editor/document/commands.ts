/** Every change of the document, as pure functions from one definition to the next. The same object back means: nothing to do. */
import type { Json, Position, Task, WorkflowDefinition, WorkflowSettings } from "../../../api/types";
import { bindingValue, boundTo, mapBindings } from "../../../schema-form/binding";
import { type Path, valueAt, withValueAt } from "../../../schema-form/pointer";
import { refusal } from "./graph";

export type Command = (definition: WorkflowDefinition) => WorkflowDefinition;

export const EMPTY: WorkflowDefinition = {
  schema: "domino/workflow/v1",
  repositories: {},
  settings: {},
  tasks: {},
  layout: { nodes: {} },
};

export const all =
  (...commands: Command[]): Command =>
  (definition) =>
    commands.reduce((now, command) => command(now), definition);

export const addTask =
  (key: string, task: Task, position: Position): Command =>
  (definition) => ({
    ...definition,
    tasks: { ...definition.tasks, [key]: task },
    layout: { ...definition.layout, nodes: { ...definition.layout.nodes, [key]: position } },
  });

export const nameRepository =
  (key: string, url: string, ref: string): Command =>
  (definition) => {
    const known = definition.repositories[key];
    if (known) return definition;
    return { ...definition, repositories: { ...definition.repositories, [key]: { url, ref } } };
  };

/** Take tasks away together with every binding to them and every `after` that names them; other bindings stay. */
export const removeTasks =
  (keys: readonly string[]): Command =>
  (definition) => {
    const gone = new Set(keys.filter((key) => key in definition.tasks));
    if (gone.size === 0) return definition;
    const kept = Object.entries(definition.tasks).filter(([key]) => !gone.has(key));
    const tasks = Object.fromEntries(kept.map(([key, task]) => [key, withoutSources(task, gone)]));
    const nodes = Object.entries(definition.layout.nodes ?? {}).filter(([key]) => !gone.has(key));
    return withoutUnusedRepositories({
      ...definition,
      tasks,
      layout: { ...definition.layout, nodes: Object.fromEntries(nodes) },
    });
  };

function withoutUnusedRepositories(definition: WorkflowDefinition): WorkflowDefinition {
  const used = new Set(Object.values(definition.tasks).map((task) => task.operator.split("/")[0]));
  const repositories = Object.entries(definition.repositories).filter(([key]) => used.has(key));
  return { ...definition, repositories: Object.fromEntries(repositories) };
}

function withoutSources(task: Task, gone: ReadonlySet<string>): Task {
  const inputs = mapBindings(task.inputs ?? {}, (binding) =>
    binding.kind === "output" && gone.has(binding.task) ? undefined : bindingValue(binding),
  ) as Record<string, Json>;
  const after = task.after?.filter((key) => !gone.has(key));
  const sameInputs = JSON.stringify(inputs) === JSON.stringify(task.inputs ?? {});
  if (sameInputs && after?.length === task.after?.length) return task;
  return withAfter({ ...task, inputs }, after ?? []);
}

function withAfter(task: Task, after: readonly string[]): Task {
  const { after: _, ...rest } = task;
  return after.length > 0 ? { ...rest, after: [...after] } : rest;
}

export const moveTasks =
  (places: Record<string, Position>): Command =>
  (definition) => {
    const nodes = definition.layout.nodes ?? {};
    const moved = Object.entries(places).filter(([key, to]) => nodes[key]?.x !== to.x || nodes[key]?.y !== to.y);
    if (moved.length === 0) return definition;
    return { ...definition, layout: { ...definition.layout, nodes: { ...nodes, ...Object.fromEntries(moved) } } };
  };

const changeTask =
  (key: string, change: (task: Task) => Task): Command =>
  (definition) => {
    const task = definition.tasks[key];
    if (!task) return definition;
    const next = change(task);
    return next === task ? definition : { ...definition, tasks: { ...definition.tasks, [key]: next } };
  };

export const renameTask = (key: string, title: string): Command =>
  changeTask(key, (task) => (task.title === title ? task : { ...task, title }));

/** Set one input (at any depth); undefined goes back to the default. */
export const setInput = (key: string, path: Path, value: Json | undefined): Command =>
  changeTask(key, (task) => {
    const inputs = task.inputs ?? {};
    if (valueAt(inputs, path) === value) return task;
    return { ...task, inputs: withValueAt(inputs, path, value) as Record<string, Json> };
  });

/** Bind an input to an output. Refuses circles by changing nothing. */
export const bind =
  (key: string, path: Path, source: string, output: string): Command =>
  (definition) => {
    if (refusal(definition.tasks, source, key)) return definition;
    return setInput(key, path, bindingValue({ kind: "output", task: source, output }))(definition);
  };

/** Say that `target` starts after `source`, without taking anything from it. */
export const connectOrder =
  (source: string, target: string): Command =>
  (definition) => {
    if (!(source in definition.tasks) || refusal(definition.tasks, source, target)) return definition;
    return changeTask(target, (task) =>
      task.after?.includes(source) ? task : withAfter(task, [...(task.after ?? []), source]),
    )(definition);
  };

/** Remove one edge: the bindings of this target to this source and its `after`, and nothing else. */
export const disconnect = (source: string, target: string): Command =>
  changeTask(target, (task) => withoutSources(task, new Set([source])));

/** Options that stand at their default are left out of the document. */
export const setOption = <Name extends keyof Task>(key: string, name: Name, value: Task[Name] | undefined): Command =>
  changeTask(key, (task) => {
    if (task[name] === value) return task;
    const { [name]: _, ...rest } = task;
    return (value === undefined ? rest : { ...rest, [name]: value }) as Task;
  });

export const changeSettings =
  (change: Partial<WorkflowSettings>): Command =>
  (definition) => ({ ...definition, settings: { ...definition.settings, ...change } });

/** Give inputs that named a parameter which is gone back to their defaults. */
export const forgetParams =
  (names: readonly string[]): Command =>
  (definition) => {
    const gone = new Set(names);
    const uses = (task: Task) => JSON.stringify(task.inputs ?? {}).includes("$param");
    const entries = Object.entries(definition.tasks).map(([key, task]) => {
      if (!uses(task)) return [key, task] as const;
      const inputs = mapBindings(task.inputs ?? {}, (binding) =>
        binding.kind === "param" && gone.has(binding.name) ? undefined : bindingValue(binding),
      ) as Record<string, Json>;
      return [key, { ...task, inputs }] as const;
    });
    return { ...definition, tasks: Object.fromEntries(entries) };
  };

/** A key for a new task: the operator's name as an identifier, numbered when taken. */
export function freeKey(taken: ReadonlySet<string>, name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/[^A-Za-z0-9_]+/g, "_")
    .toLowerCase();
  const stem = (/^[a-z_]/.test(words) ? words : `task_${words}`).slice(0, 56).replace(/_+$/, "") || "task";
  if (!taken.has(stem)) return stem;
  for (let number = 2; ; number += 1) if (!taken.has(`${stem}_${number}`)) return `${stem}_${number}`;
}

/** A title that no other task has: `Wait`, `Wait 2`, … */
export function freeTitle(definition: WorkflowDefinition, wanted: string): string {
  const taken = new Set(Object.values(definition.tasks).map((task) => task.title));
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/ \d+$/, "");
  for (let number = 2; ; number += 1) if (!taken.has(`${stem} ${number}`)) return `${stem} ${number}`;
}

export const isBound = (definition: WorkflowDefinition, key: string, path: Path): boolean =>
  boundTo(valueAt(definition.tasks[key]?.inputs, path)) !== null;
