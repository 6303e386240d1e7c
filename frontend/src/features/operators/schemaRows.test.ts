import { expect, test } from "vitest";
import type { JsonSchema } from "../../api/types";
import { received, rowsOf } from "./schemaRows";

const schema: JsonSchema = {
  properties: {
    level: { type: "string", enum: ["info", "error"], default: "info", description: "How much it matters." },
    repeat: { type: "integer", minimum: 0, maximum: 10 },
    table: { type: "string", format: "path", from_upstream: "always" },
    columns: { type: "array", items: { $ref: "#/$defs/Column" }, default: [] },
    note: { anyOf: [{ type: "string" }, { type: "null" }], default: null },
  },
  required: ["repeat", "table"],
  $defs: { Column: { type: "object", properties: { left: { type: "string" } }, required: ["left"] } },
};

test("every field is a row in words, and the fields of list items stand under their list", () => {
  const rows = rowsOf(schema, schema, 0).map(({ depth, title, kind, fallback }) => [depth, title, kind, fallback]);
  expect(rows).toEqual([
    [0, "Level", "one of 2", "info"],
    [0, "Repeat", "whole number, 0 – 10", "required"],
    [0, "Table", "file", "required"],
    [0, "Columns", "list of object", "an empty list"],
    [1, "Left", "text", "required"],
    [0, "Note", "text", "nothing"],
  ]);
  const [level, , table] = rowsOf(schema, schema, 0);
  expect(level).toMatchObject({ choices: "info, error", description: "How much it matters." });
  expect(table?.upstream).toBe("always from another task");
});

test("a model that holds itself ends", () => {
  const node: JsonSchema = { type: "object", properties: { next: { $ref: "#/$defs/Node" } } };
  const root: JsonSchema = { properties: { root: { $ref: "#/$defs/Node" } }, $defs: { Node: node } };
  expect(rowsOf(root, root, 0).length).toBeLessThan(10);
});

test("what the operator receives is what was typed, with the defaults of the rest, in the order of the form", () => {
  expect(received(schema, { repeat: 0 })).toEqual({ level: "info", repeat: 0, columns: [], note: null });
  expect(Object.keys(received(schema, { repeat: 0 }))).toEqual(["level", "repeat", "columns", "note"]);
  expect(received(schema, { level: "error" }).level).toBe("error");
});
