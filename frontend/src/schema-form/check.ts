/** The local rules for one value: what is missing or cannot be, in a sentence. The server has the last word. */
import type { Json, JsonSchema } from "../api/types";
import { boundTo, literalOf } from "./binding";
import { type Path, toPointer } from "./pointer";
import { choicesOf, shapeOf, titleOf } from "./schema";

export interface Finding {
  path: string;
  code: string;
  message: string;
}

const MAX_PATTERN_TEXT = 10_000;

/** Everything wrong with `value` (undefined = not set) for a field; bindings are judged elsewhere. */
export function checkValue(
  value: Json | undefined,
  schema: JsonSchema,
  root: JsonSchema,
  path: Path,
  name: string,
  required: boolean,
): Finding[] {
  const { schema: shape, nullable } = shapeOf(schema, root);
  const title = titleOf(name, schema);
  const at = toPointer(path);
  const finding = (code: string, message: string): Finding[] => [{ path: at, code, message }];
  if (value === undefined) {
    return required && shape.default === undefined ? finding("missing", `${title} is needed.`) : [];
  }
  if (boundTo(value)) return [];
  if (shape.from_upstream === "always" && required) {
    return finding("not_bound", `${title} takes the output of an earlier task. Choose one.`);
  }
  const plain = literalOf(value);
  if (plain === null) return nullable || noType(shape) ? [] : finding("null", `${title} cannot be nothing.`);
  const choices = choicesOf(shape);
  if (choices) {
    const known = choices.some((choice) => choice === plain);
    return known ? [] : finding("choice", `${title} must be one of ${choices.slice(0, 5).join(", ")}.`);
  }
  if (shape.anyOf) {
    const fits = shape.anyOf.some((branch) => checkValue(plain, branch, root, path, name, required).length === 0);
    return fits ? [] : finding("type", `${title} fits none of the allowed kinds.`);
  }
  switch (shape.type) {
    case "string":
      return typeof plain === "string"
        ? textRules(plain, shape, title, finding)
        : finding("type", `${title} must be text.`);
    case "integer":
    case "number":
      if (typeof plain !== "number") return finding("type", `${title} must be a number.`);
      if (shape.type === "integer" && !Number.isInteger(plain))
        return finding("type", `${title} must be a whole number.`);
      return numberRules(plain, shape, title, finding);
    case "boolean":
      return typeof plain === "boolean" ? [] : finding("type", `${title} must be yes or no.`);
    case "array":
      return Array.isArray(plain)
        ? listRules(plain, shape, root, path, title, finding)
        : finding("type", `${title} must be a list.`);
    case "object":
      if (typeof plain !== "object" || Array.isArray(plain)) return finding("type", `${title} must be an object.`);
      return checkFields(plain, shape, root, path);
    default:
      return [];
  }
}

/** Every field of an object against its schema. */
export function checkFields(values: Record<string, Json>, schema: JsonSchema, root: JsonSchema, path: Path): Finding[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    checkValue(values[name], field, root, [...path, name], name, required.has(name)),
  );
}

type Say = (code: string, message: string) => Finding[];

function textRules(text: string, schema: JsonSchema, title: string, say: Say): Finding[] {
  const { minLength, maxLength, pattern } = schema;
  if (minLength !== undefined && [...text].length < minLength) {
    return say(
      "too_short",
      minLength === 1 ? `${title} cannot be empty.` : `${title} needs at least ${minLength} characters.`,
    );
  }
  if (maxLength !== undefined && [...text].length > maxLength)
    return say("too_long", `${title} may have ${maxLength} characters.`);
  if (pattern && text.length < MAX_PATTERN_TEXT && !matches(pattern, text))
    return say("pattern", `${title} must match ${pattern}.`);
  return [];
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return true; // A pattern that only Python understands is left to the server.
  }
}

function numberRules(value: number, schema: JsonSchema, title: string, say: Say): Finding[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (minimum !== undefined && value < minimum) return say("too_small", `${title} must be ${minimum} or more.`);
  if (maximum !== undefined && value > maximum) return say("too_large", `${title} must be ${maximum} or less.`);
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
    return say("too_small", `${title} must be more than ${exclusiveMinimum}.`);
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum)
    return say("too_large", `${title} must be less than ${exclusiveMaximum}.`);
  return [];
}

function listRules(list: Json[], schema: JsonSchema, root: JsonSchema, path: Path, title: string, say: Say): Finding[] {
  const { minItems, maxItems, items } = schema;
  if (minItems !== undefined && list.length < minItems)
    return say("too_few", `${title} needs at least ${minItems} item${minItems === 1 ? "" : "s"}.`);
  if (maxItems !== undefined && list.length > maxItems) return say("too_many", `${title} may have ${maxItems} items.`);
  if (!items) return [];
  return list.flatMap((item, index) => checkValue(item, items, root, [...path, index], `${title} ${index + 1}`, true));
}

function noType(schema: JsonSchema): boolean {
  return schema.type === undefined && !schema.anyOf && !choicesOf(schema);
}
