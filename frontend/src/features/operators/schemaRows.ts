/** What a schema says of its fields, in the words of a builder; and what an operator receives from a form. */
import type { Json, JsonSchema } from "../../api/types";
import { choicesOf, shapeOf, titleOf, typeWords } from "../../schema-form/schema";

const DEEPEST = 3;
const MOST_CHOICES = 8;

export interface Row {
  path: string;
  depth: number;
  title: string;
  description: string | undefined;
  kind: string;
  choices: string | undefined;
  upstream: string | undefined;
  fallback: string;
}

/** One row for each field, with the fields of objects and of list items under it. */
export function rowsOf(schema: JsonSchema, root: JsonSchema, depth: number, inside = ""): Row[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const { schema: shape } = shapeOf(field, root);
    const choices = choicesOf(shape);
    const path = `${inside}/${name}`;
    const row: Row = {
      path,
      depth,
      title: titleOf(name, field),
      description: shape.description,
      kind: kindWords(field, root),
      choices: choices && choices.length > 1 ? listed(choices) : undefined,
      upstream: upstreamWords(shape.from_upstream),
      fallback: fallback(shape.default, required.has(name)),
    };
    const inner = innerOf(shape, root);
    return [row, ...(inner && depth < DEEPEST ? rowsOf(inner, root, depth + 1, path) : [])];
  });
}

/** A form shows only the range beside its field; a table says what it is a range of. */
function kindWords(field: JsonSchema, root: JsonSchema): string {
  const words = typeWords(field, root);
  const { type } = shapeOf(field, root).schema;
  if (type !== "integer" && type !== "number") return words;
  const noun = type === "integer" ? "whole number" : "number";
  return words === noun || choicesOf(shapeOf(field, root).schema) ? words : `${noun}, ${words}`;
}

function innerOf(shape: JsonSchema, root: JsonSchema): JsonSchema | null {
  if (shape.properties) return shape;
  if (!shape.items) return null;
  return innerOf(shapeOf(shape.items, root).schema, root);
}

function listed(choices: readonly Json[]): string {
  const shown = choices.slice(0, MOST_CHOICES).map(String).join(", ");
  return choices.length > MOST_CHOICES ? `${shown}, …` : shown;
}

function upstreamWords(upstream: JsonSchema["from_upstream"]): string | undefined {
  if (upstream === "always") return "always from another task";
  return upstream === "never" ? "never from another task" : undefined;
}

function fallback(value: Json | undefined, isRequired: boolean): string {
  if (value === undefined) return isRequired ? "required" : "nothing";
  if (value === null) return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (value === "") return "empty text";
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  return "an object";
}

/** What was typed, with the defaults of what was left out. */
export function received(schema: JsonSchema, values: Record<string, Json>): Record<string, Json> {
  const defaults = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    field.default === undefined || name in values ? [] : [[name, field.default] as const],
  );
  const all: Record<string, Json> = { ...Object.fromEntries(defaults), ...values };
  const order = Object.keys(schema.properties ?? {});
  return Object.fromEntries(order.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
}
