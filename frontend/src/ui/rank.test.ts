import { expect, test } from "vitest";
import { search } from "./rank";

const items = ["Filter rows", "Plot table", "Table filter", "Train model"].map((title) => ({
  title,
  more: "examples",
}));
const titles = (query: string) => search(query, items, (item) => item).map((item) => item.title);

test("the beginning of the name comes first", () => {
  expect(titles("filter")).toEqual(["Filter rows", "Table filter"]);
});

test("every word must be found", () => {
  expect(titles("table filter")[0]).toBe("Table filter");
  expect(titles("table zebra")).toEqual([]);
});

test("scattered letters find it too, last", () => {
  expect(titles("trm")).toEqual(["Train model"]);
});

test("no query keeps the order", () => {
  expect(titles(" ")).toHaveLength(4);
});
