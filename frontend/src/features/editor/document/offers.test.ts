import { describe, expect, test } from "vitest";
import { suitability } from "./compatibility";
import { refusal } from "./graph";
import { guessBinding, offersFor } from "./offers";
import { catalogue, definition, FILE, keep, make, say } from "./testing";

const graph = definition({ make: make(), keep: keep("make"), say: say({}, ["keep"]), other: make() });
const offered = (key: string, name: string, schema: object) =>
  offersFor(graph, catalogue, key, { name, schema, root: {} }).map(
    (offer) => `${offer.task}.${offer.output}${offer.upstream ? "" : " (new)"}`,
  );

describe("what an input is offered", () => {
  test("outputs that fit, of any ancestor and not only direct parents, first", () => {
    expect(offered("say", "repeat", { type: "integer" })).toEqual(["make.rows", "keep.left_out", "other.rows (new)"]);
  });

  test("never anything that would close a circle", () => {
    expect(offered("make", "rows", { type: "integer" })).toEqual(["other.rows (new)"]);
    expect(refusal(graph.tasks, "say", "make")).toMatch(/circle/);
  });

  test("numbers are not offered to dates, nor files to numbers", () => {
    expect(offered("say", "on", { type: "string", format: "date" })).toEqual([]);
    expect(offered("say", "x", { type: "boolean" })).toEqual([]);
  });
});

describe("types", () => {
  const fits = (output: object, input: object) => suitability(output, {}, input, {}) > 0;

  test("whole numbers are numbers, numbers are not whole", () => {
    expect(fits({ type: "integer" }, { type: "number" })).toBe(true);
    expect(fits({ type: "number" }, { type: "integer" })).toBe(false);
  });

  test("lists are judged by their items", () => {
    const list = (type: string) => ({ type: "array", items: { type } });
    expect(fits(list("string"), list("string"))).toBe(true);
    expect(fits(list("string"), list("number"))).toBe(false);
    expect(fits({ type: "string" }, list("string"))).toBe(false);
  });

  test("optional and several kinds are judged by their best branch", () => {
    expect(fits({ type: "string" }, { anyOf: [{ type: "string" }, { type: "null" }] })).toBe(true);
    expect(fits({ anyOf: [{ type: "integer" }, { type: "string" }] }, { type: "boolean" })).toBe(false);
  });

  test("what says nothing about itself may be anything", () => {
    expect(fits({}, { type: "integer" })).toBe(true);
    expect(fits({ type: "object" }, {})).toBe(true);
  });

  test("a file goes best into a file", () => {
    expect(suitability(FILE, {}, FILE, {})).toBeGreaterThan(suitability(FILE, {}, { type: "string" }, {}));
  });
});

describe("what a drawn line means", () => {
  test("the open input that wants it most", () => {
    const open = definition({ make: make(), keep: { ...keep("make"), inputs: {} } });
    expect(guessBinding(open, catalogue, "make", "keep")).toEqual({ input: "table", output: "table" });
  });

  test("only order, when nothing required is open", () => {
    expect(guessBinding(graph, catalogue, "make", "say")).toBeNull();
  });
});
