import { describe, expect, test } from "vitest";
import type { Json, JsonSchema } from "../api/types";
import { bindingsIn, boundTo, escaped, mapBindings } from "./binding";
import { checkValue } from "./check";

const check = (value: Json | undefined, schema: JsonSchema, required = true) =>
  checkValue(value, schema, {}, ["x"], "x", required).map((finding) => finding.code);

describe("values", () => {
  test("0, false and empty text fill a required field", () => {
    expect(check(0, { type: "integer" })).toEqual([]);
    expect(check(false, { type: "boolean" })).toEqual([]);
    expect(check("", { type: "string" })).toEqual([]);
  });

  test("a required field without default and value is missing", () => {
    expect(check(undefined, { type: "number" })).toEqual(["missing"]);
    expect(check(undefined, { type: "number", default: 0 })).toEqual([]);
    expect(check(undefined, { type: "number" }, false)).toEqual([]);
  });

  test("null is a value only where it is allowed", () => {
    expect(check(null, { anyOf: [{ type: "string" }, { type: "null" }] })).toEqual([]);
    expect(check(null, { type: "string" })).toEqual(["null"]);
  });

  test("limits are kept", () => {
    expect(check(1, { type: "number", exclusiveMaximum: 1 })).toEqual(["too_large"]);
    expect(check(1.5, { type: "integer" })).toEqual(["type"]);
    expect(check("", { type: "string", minLength: 1 })).toEqual(["too_short"]);
    expect(check("ab", { type: "string", pattern: "^[0-9]+$" })).toEqual(["pattern"]);
    expect(check("x", { type: "string", pattern: "(?P<python>only)" })).toEqual([]);
    expect(check([], { type: "array", minItems: 1 })).toEqual(["too_few"]);
  });

  test("findings inside lists say where", () => {
    const schema: JsonSchema = {
      type: "array",
      items: { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
    };
    expect(checkValue([{ a: "1" }, {}], schema, {}, ["x"], "x", true).map((finding) => finding.path)).toEqual([
      "/x/1/a",
    ]);
  });

  test("a field that only takes outputs is not filled by typing", () => {
    expect(check("typed", { type: "string", from_upstream: "always" })).toEqual(["not_bound"]);
    expect(check({ $from: { task: "a", output: "b" } }, { type: "string", from_upstream: "always" })).toEqual([]);
  });
});

describe("bindings", () => {
  test("look-alikes are not bindings", () => {
    expect(boundTo({ $from: { task: "a" } })).toBeNull();
    expect(boundTo({ $from: { task: "a", output: "b" }, more: 1 })).toBeNull();
    expect(boundTo("{$from: a}")).toBeNull();
    expect(boundTo({ $param: "city" })).toEqual({ kind: "param", name: "city" });
  });

  test("typed JSON that looks like a binding is escaped", () => {
    const typed = { $param: "city" };
    expect(boundTo(escaped(typed))).toBeNull();
    expect(bindingsIn(escaped(typed))).toEqual([]);
  });

  test("are found at any depth and can be taken out", () => {
    const value = { rows: [1, { $from: { task: "a", output: "b" } }], keep: "x" };
    expect(bindingsIn(value).map((found) => found.path)).toEqual([["rows", 1]]);
    expect(mapBindings(value, () => undefined)).toEqual({ rows: [1], keep: "x" });
    expect(mapBindings(value, (binding) => ({ $from: { task: "c", output: binding.kind } }))).toEqual({
      rows: [1, { $from: { task: "c", output: "output" } }],
      keep: "x",
    });
  });
});
