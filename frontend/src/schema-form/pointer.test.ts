import { expect, test } from "vitest";
import { fromPointer, toPointer, valueAt, withValueAt } from "./pointer";

test("slashes and tildes in names survive the way there and back", () => {
  const path = ["tasks", "a/b", "m~n", "0"];
  expect(fromPointer(toPointer(path))).toEqual(path);
});

test("0, false, empty text and null are values", () => {
  for (const value of [0, false, "", null]) {
    const root = withValueAt({}, ["inputs", "x"], value);
    expect(root).toEqual({ inputs: { x: value } });
    expect(valueAt(root, ["inputs", "x"])).toBe(value);
  }
});

test("removing shares what was not touched", () => {
  const root = { a: { b: 1, c: 2 }, d: { e: 3 } };
  const next = withValueAt(root, ["a", "b"], undefined) as typeof root;
  expect(next).toEqual({ a: { c: 2 }, d: { e: 3 } });
  expect(next.d).toBe(root.d);
});

test("a list item can be replaced, added at the end and removed, also from ten up", () => {
  const list = Array.from({ length: 12 }, (_, index) => index);
  expect((withValueAt(list, [11], 99) as number[])[11]).toBe(99);
  expect(withValueAt(list, [12], 12)).toHaveLength(13);
  expect(withValueAt(list, [10], undefined)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11]);
});
