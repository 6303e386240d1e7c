import { expect, test } from "vitest";
import type { JsonSchema } from "../api/types";
import { fieldFor } from "./field";
import { readNumber } from "./fields/NumberField";
import { shapeOf } from "./schema";

const root: JsonSchema = { $defs: { Kind: { enum: [1, 2.5], type: "number" } } };
const kind = (schema: JsonSchema) => fieldFor(shapeOf(schema, root).schema)[0];

test.each<[string, JsonSchema]>([
  ["text", { type: "string" }],
  ["text", { type: "string", format: "path" }],
  ["long text", { type: "string", widget: "textarea" }],
  ["code", { type: "string", widget: "codeeditor-python" }],
  ["calendar", { type: "string", format: "date-time" }],
  ["number", { type: "integer" }],
  ["number", { anyOf: [{ type: "number" }, { type: "null" }] }],
  ["boolean", { type: "boolean" }],
  ["enum", { anyOf: [{ $ref: "#/$defs/Kind" }, { type: "null" }] }],
  ["enum", { const: "only" }],
  ["union", { anyOf: [{ type: "string" }, { type: "integer" }] }],
  ["list", { type: "array", items: { type: "array", items: { type: "string" } } }],
  ["object", { type: "object", properties: { a: { type: "string" } } }],
  ["dictionary", { type: "object", additionalProperties: { type: "string" } }],
  ["anything", {}],
  ["anything", { type: "object" }],
])("%s draws %j", (expected, schema) => {
  expect(kind(schema)).toBe(expected);
});

test("numbers are read as people type them, and nothing else is", () => {
  expect([readNumber("0"), readNumber("1,5"), readNumber(" -2e3 "), readNumber(".5")]).toEqual([0, 1.5, -2000, 0.5]);
  expect([readNumber("1.2.3"), readNumber("ten"), readNumber("1e999"), readNumber("0x10")]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
