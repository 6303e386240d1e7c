/** Reading JSON schemas of any pydantic: references resolved, optionals and enums in one form. */
import type { Json, JsonSchema } from "../api/types";

export interface Shape {
  /** The schema itself, without wrappers: no $ref, no single allOf, no null branch. */
  schema: JsonSchema;
  /** Null is an allowed value. */
  nullable: boolean;
}

const MAX_DEPTH = 16;

export function definitionsOf(root: JsonSchema): Record<string, JsonSchema> {
  return { ...root.definitions, ...root.$defs };
}

function lookUp(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const name = schema.$ref?.split("/").at(-1);
  if (!name) return schema;
  const { $ref: _, ...beside } = schema;
  return { ...definitionsOf(root)[name], ...beside };
}

/** Unwrap one level of schema. What stands beside a reference (default, title, description) wins over what it refers to. */
export function shapeOf(schema: JsonSchema, root: JsonSchema, depth = 0): Shape {
  if (depth > MAX_DEPTH) return { schema: {}, nullable: false };
  if (schema.$ref) return shapeOf(lookUp(schema, root), root, depth + 1);
  if (schema.allOf?.length === 1 && schema.allOf[0]) {
    const { allOf, ...beside } = schema;
    const inner = shapeOf(allOf?.[0] ?? {}, root, depth + 1);
    return { schema: { ...inner.schema, ...beside }, nullable: inner.nullable };
  }
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) {
    const { anyOf: _a, oneOf: _o, ...beside } = schema;
    const others = branches.filter((branch) => branch.type !== "null");
    const nullable = others.length < branches.length;
    if (others.length === 1 && others[0]) {
      const inner = shapeOf(others[0], root, depth + 1);
      return { schema: { ...inner.schema, ...beside }, nullable: nullable || inner.nullable };
    }
    return { schema: { ...beside, anyOf: others }, nullable };
  }
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type) => type !== "null");
    const nullable = types.length < schema.type.length;
    const { type: _, ...beside } = schema;
    if (types.length === 1 && types[0]) return { schema: { ...beside, type: types[0] }, nullable };
    return { schema: { ...beside, anyOf: types.map((type) => ({ type })) }, nullable };
  }
  return { schema, nullable: false };
}

/** The choices of an enum, in whatever way it was written; undefined when it is not one. */
export function choicesOf(schema: JsonSchema): Json[] | undefined {
  if (schema.const !== undefined) return [schema.const];
  return schema.enum;
}

/** The title of a field as its author wrote it; a title behind a reference is that of a class, not of the field. */
export function titleOf(name: string, field: JsonSchema): string {
  return sentence(field.title ?? name);
}

/** `target_column`, `Target Column` → `Target column`; words written in capitals stay. */
export function sentence(name: string): string {
  // What has spaces was written for people; only identifiers are taken apart.
  const words = (name.includes(" ") ? name : name.replaceAll(/[_-]+/g, " ")).trim().split(/\s+/);
  const lowered = words.map((word, index) => {
    if (word.length > 1 && word === word.toUpperCase()) return word;
    return index === 0 ? word.charAt(0).toUpperCase() + word.slice(1) : word.charAt(0).toLowerCase() + word.slice(1);
  });
  return lowered.join(" ");
}

const TYPE_WORDS: Record<string, string> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "yes or no",
  object: "object",
  array: "list",
};

const FORMAT_WORDS: Record<string, string> = {
  date: "date",
  time: "time",
  "date-time": "date and time",
  duration: "duration",
  "file-path": "file",
  path: "file",
  "directory-path": "folder",
  uri: "address",
  email: "e-mail",
};

/** What a value is, in words a person would use: `list of text`, `0.05 – 0.5`, `one of 3`. */
export function typeWords(schema: JsonSchema, root: JsonSchema, depth = 0): string {
  const { schema: shape } = shapeOf(schema, root);
  const choices = choicesOf(shape);
  if (choices) return choices.length === 1 ? "fixed" : `one of ${choices.length}`;
  if (shape.anyOf) {
    const words = [...new Set(shape.anyOf.map((branch) => typeWords(branch, root, depth + 1)))];
    return words.length > 3 ? "any of several" : words.join(" or ");
  }
  if (shape.type === "array") {
    return depth < 2 && shape.items ? `list of ${typeWords(shape.items, root, depth + 1)}` : "list";
  }
  if (shape.type === "string" && shape.format) return FORMAT_WORDS[shape.format] ?? "text";
  if ((shape.type === "number" || shape.type === "integer") && depth === 0) return rangeWords(shape);
  return (typeof shape.type === "string" ? TYPE_WORDS[shape.type] : undefined) ?? "anything";
}

function rangeWords(schema: JsonSchema): string {
  const low = schema.minimum ?? schema.exclusiveMinimum;
  const high = schema.maximum ?? schema.exclusiveMaximum;
  if (low !== undefined && high !== undefined) return `${low} – ${high}`;
  if (low !== undefined) return schema.exclusiveMinimum === undefined ? `${low} or more` : `more than ${low}`;
  if (high !== undefined) return schema.exclusiveMaximum === undefined ? `${high} or less` : `less than ${high}`;
  return schema.type === "integer" ? "whole number" : "number";
}

/** A first value for a new list item or object: what its schema says, and nothing invented. */
export function firstValue(schema: JsonSchema, root: JsonSchema): Json {
  const { schema: shape, nullable } = shapeOf(schema, root);
  if (shape.default !== undefined) return shape.default;
  const choices = choicesOf(shape);
  if (choices?.length) return choices[0] ?? null;
  if (nullable) return null;
  if (shape.type === "object") return {};
  if (shape.type === "array") return [];
  if (shape.type === "boolean") return false;
  return shape.type === "string" || shape.anyOf ? "" : null;
}
