/** The graph of a definition: edges are bindings and `after` together, never stored anywhere else. */
import type { Task, WorkflowDefinition } from "../../../api/types";
import { bindingsIn } from "../../../schema-form/binding";

export interface Edge {
  source: string;
  target: string;
  /** Outputs of the source that the target takes; empty for an edge that only says "after". */
  outputs: string[];
}

type Tasks = WorkflowDefinition["tasks"];

/** The tasks that a task takes outputs from or waits for, with what it takes. */
export function takesFrom(task: Task): Map<string, string[]> {
  const sources = new Map<string, string[]>();
  for (const { binding } of bindingsIn(task.inputs ?? {})) {
    if (binding.kind !== "output") continue;
    const outputs = sources.get(binding.task) ?? [];
    if (!outputs.includes(binding.output)) sources.set(binding.task, [...outputs, binding.output]);
  }
  for (const source of task.after ?? []) if (!sources.has(source)) sources.set(source, []);
  return sources;
}

// A task object never changes, so its answer can be kept as long as the object lives.
const remembered = new WeakMap<Task, Map<string, string[]>>();

function sourcesOf(task: Task): Map<string, string[]> {
  const known = remembered.get(task);
  if (known) return known;
  const sources = takesFrom(task);
  remembered.set(task, sources);
  return sources;
}

export function edgesOf(tasks: Tasks): Edge[] {
  return Object.entries(tasks).flatMap(([target, task]) =>
    [...sourcesOf(task)]
      .filter(([source]) => source in tasks)
      .map(([source, outputs]) => ({ source, target, outputs })),
  );
}

/** Every task that must be over before `key` starts. */
export function ancestorsOf(tasks: Tasks, key: string): Set<string> {
  const found = new Set<string>();
  const waiting = [key];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const task = tasks[next];
    if (!task) continue;
    for (const source of sourcesOf(task).keys()) {
      if (found.has(source) || !(source in tasks)) continue;
      found.add(source);
      waiting.push(source);
    }
  }
  return found;
}

/** Every task that waits, directly or not, for `key`. */
export function descendantsOf(tasks: Tasks, key: string): Set<string> {
  const targets = new Map<string, string[]>();
  for (const edge of edgesOf(tasks)) targets.set(edge.source, [...(targets.get(edge.source) ?? []), edge.target]);
  const found = new Set<string>();
  const waiting = [key];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const target of targets.get(next) ?? []) {
      if (found.has(target)) continue;
      found.add(target);
      waiting.push(target);
    }
  }
  return found;
}

/** Why `source` cannot come before `target`, in a sentence; null when it can. */
export function refusal(tasks: Tasks, source: string, target: string): string | null {
  if (source === target) return "A task cannot wait for itself.";
  if (!ancestorsOf(tasks, source).has(target)) return null;
  const from = titleOfTask(tasks, source);
  const to = titleOfTask(tasks, target);
  return `That would be a circle: ${from} already comes after ${to}.`;
}

export function titleOfTask(tasks: Tasks, key: string): string {
  return tasks[key]?.title?.trim() || key;
}

/** Tasks in an order in which each comes after everything it needs; tasks on a circle come last. */
export function inOrder(tasks: Tasks): string[] {
  const layers = layersOf(tasks);
  return Object.keys(tasks).sort((a, b) => (layers.get(a) ?? 0) - (layers.get(b) ?? 0));
}

/** How many steps lie before each task at most. Kahn's order, so that a circle cannot hang it. */
export function layersOf(tasks: Tasks): Map<string, number> {
  const edges = edgesOf(tasks);
  const missing = new Map<string, number>(Object.keys(tasks).map((key) => [key, 0]));
  const targets = new Map<string, string[]>();
  for (const { source, target } of edges) {
    missing.set(target, (missing.get(target) ?? 0) + 1);
    const known = targets.get(source);
    if (known) known.push(target);
    else targets.set(source, [target]);
  }
  const layers = new Map<string, number>();
  const ready = [...missing].filter(([, count]) => count === 0).map(([key]) => key);
  for (const key of ready) layers.set(key, 0);
  for (let key = ready.shift(); key !== undefined; key = ready.shift()) {
    for (const target of targets.get(key) ?? []) {
      layers.set(target, Math.max(layers.get(target) ?? 0, (layers.get(key) ?? 0) + 1));
      const left = (missing.get(target) ?? 1) - 1;
      missing.set(target, left);
      if (left === 0) ready.push(target);
    }
  }
  return layers;
}
