import { expect, test } from "vitest";
import { readTable } from "./csv";

test("quoted fields keep separators, quotes and line breaks", () => {
  const { columns, rows } = readTable('name,note\r\n"a, b","say ""hi""\nthere"\r\nplain,\r\n');
  expect(columns).toEqual(["name", "note"]);
  expect(rows).toEqual([
    ["a, b", 'say "hi"\nthere'],
    ["plain", ""],
  ]);
});

test("numbers are told from text column by column", () => {
  expect(readTable("a;b;c\n1;x;\n2.5e3;3;\n").numeric).toEqual([true, false, false]);
});

test("nothing is an empty table", () => {
  expect(readTable("")).toEqual({ columns: [], rows: [], numeric: [] });
});
