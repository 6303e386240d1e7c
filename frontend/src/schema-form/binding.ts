/** The three special values of a definition: a task's output, a run parameter, and the escape of both. */
import type { Json } from "../api/types";

export type Binding = { kind: "output"; task: string; output: string } | { kind: "param"; name: string };

function only(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const names = Object.keys(value);
  return names.length === 1 && names[0] === key ? (value as Record<string, unknown>)[key] : undefined;
}

/** What a value is bound to; null for a plain value. */
export function boundTo(value: unknown): Binding | null {
  const from = only(value, "$from") as { task?: unknown; output?: unknown } | undefined;
  if (from && typeof from.task === "string" && typeof from.output === "string") {
    return { kind: "output", task: from.task, output: from.output };
  }
  const param = only(value, "$param");
  return typeof param === "string" ? { kind: "param", name: param } : null;
}

export function bindingValue(binding: Binding): Json {
  if (binding.kind === "param") return { $param: binding.name };
  return { $from: { task: binding.task, output: binding.output } };
}

/** The plain value behind `{"$literal": …}`; everything else is itself. */
export function literalOf(value: Json): Json {
  const inside = only(value, "$literal");
  return inside === undefined ? value : (inside as Json);
}

/** Free JSON that a person typed: escaped where it would be read as a binding. */
export function escaped(value: Json): Json {
  return boundTo(value) || only(value, "$literal") !== undefined ? { $literal: value } : value;
}

/** Every binding inside a value, at any depth, with the path to it. Escaped values are not looked into. */
export function bindingsIn(
  value: Json | undefined,
  path: (string | number)[] = [],
): { path: (string | number)[]; binding: Binding }[] {
  if (typeof value !== "object" || value === null) return [];
  const binding = boundTo(value);
  if (binding) return [{ path, binding }];
  if (only(value, "$literal") !== undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => bindingsIn(item, [...path, index]));
  return Object.entries(value).flatMap(([name, item]) => bindingsIn(item, [...path, name]));
}

/** A copy in which every binding was replaced or, for undefined, taken out. */
export function mapBindings(value: Json, change: (binding: Binding) => Json | undefined): Json | undefined {
  if (typeof value !== "object" || value === null) return value;
  const binding = boundTo(value);
  if (binding) return change(binding);
  if (only(value, "$literal") !== undefined) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => mapBindings(item, change));
    if (items.every((item, index) => item === value[index])) return value;
    return items.filter((item) => item !== undefined);
  }
  const entries = Object.entries(value).map(([name, item]) => [name, mapBindings(item, change)] as const);
  if (entries.every(([name, item]) => item === value[name])) return value;
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
