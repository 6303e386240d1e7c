import { describe, expect, test } from "vitest";
import type { JsonSchema } from "../api/types";
import { choicesOf, sentence, shapeOf, titleOf, typeWords } from "./schema";

const root: JsonSchema = { $defs: { Color: { enum: ["red", "blue"], title: "Color", type: "string" } } };

describe("enums are enums, however pydantic wrote them", () => {
  const ways: [string, JsonSchema][] = [
    ["allOf with a reference", { allOf: [{ $ref: "#/$defs/Color" }], default: "red" }],
    ["a bare reference", { $ref: "#/$defs/Color" }],
    ["anyOf a reference and null", { anyOf: [{ $ref: "#/$defs/Color" }, { type: "null" }] }],
    ["inline", { enum: ["red", "blue"] }],
    ["old definitions", { $ref: "#/definitions/Color" }],
  ];
  test.each(ways)("%s", (_name, schema) => {
    const { schema: shape } = shapeOf(schema, { ...root, definitions: root.$defs as Record<string, JsonSchema> });
    expect(choicesOf(shape)).toEqual(["red", "blue"]);
  });

  test("a literal of one value", () => {
    expect(choicesOf(shapeOf({ const: 3 }, root).schema)).toEqual([3]);
  });
});

describe("shapes", () => {
  test("optional text is text that may be null", () => {
    expect(shapeOf({ anyOf: [{ type: "string" }, { type: "null" }], default: "" }, root)).toEqual({
      schema: { type: "string", default: "" },
      nullable: true,
    });
  });

  test("a schema that refers to itself ends", () => {
    const circular: JsonSchema = { $defs: { A: { $ref: "#/$defs/A" } } };
    expect(shapeOf({ $ref: "#/$defs/A" }, circular).schema).toEqual({});
  });

  test("a real union keeps its branches", () => {
    const { schema } = shapeOf({ anyOf: [{ type: "string" }, { type: "integer" }, { type: "null" }] }, root);
    expect(schema.anyOf).toHaveLength(2);
  });
});

describe("words", () => {
  test("types are said as people say them", () => {
    expect(typeWords({ type: "array", items: { type: "string" } }, root)).toBe("list of text");
    expect(typeWords({ type: "number", minimum: 0.05, maximum: 0.5 }, root)).toBe("0.05 – 0.5");
    expect(typeWords({ $ref: "#/$defs/Color" }, root)).toBe("one of 2");
    expect(typeWords({ type: "string", format: "file-path" }, root)).toBe("file");
  });

  test("names become sentences", () => {
    expect(sentence("target_column")).toBe("Target column");
    expect(sentence("Time-out in seconds")).toBe("Time-out in seconds");
    expect(sentence("OPENAI_API_KEY")).toBe("OPENAI API KEY");
    expect(titleOf("timezone", { $ref: "#/$defs/TZOptions" })).toBe("Timezone");
    expect(titleOf("x", { title: "Test Share" })).toBe("Test share");
  });
});
