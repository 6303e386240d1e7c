import { describe, expect, test } from "vitest";
import { filtered, LogBuffer, readLine } from "./logBuffer";

const T = "2026-11-22T10:24:31.123Z";
const all = (buffer: LogBuffer) => Array.from({ length: buffer.length }, (_, index) => buffer.lineAt(index));

describe("a log buffer", () => {
  test("joins pieces that break in the middle of a line", () => {
    const buffer = new LogBuffer();
    buffer.append(0, "one\ntw");
    buffer.append(6, "o\nthree");
    expect(all(buffer)).toEqual(["one", "two", "three"]);
  });

  test("takes a piece that arrives twice only once", () => {
    const buffer = new LogBuffer();
    buffer.append(0, "one\n");
    expect(buffer.append(0, "one\n")).toBe("known");
    expect(all(buffer)).toEqual(["one"]);
  });

  test("takes only the new part of a piece that overlaps, counted in bytes", () => {
    const buffer = new LogBuffer();
    buffer.append(0, "größe\n");
    expect(buffer.append(2, "öße\nzwei\n")).toBe("taken");
    expect(all(buffer)).toEqual(["größe", "zwei"]);
    expect(buffer.nextOffset).toBe(13);
  });

  test("refuses a piece after a hole, and goes on once the hole is filled", () => {
    const buffer = new LogBuffer();
    expect(buffer.append(4, "two\n")).toBe("gap");
    expect(buffer.nextOffset).toBe(0);
    buffer.append(0, "one\ntwo\n");
    expect(all(buffer)).toEqual(["one", "two"]);
  });

  test("gives lines of a traceback the level of the line before", () => {
    const buffer = new LogBuffer();
    buffer.append(0, `${T} INFO fine\n${T} ERROR broke\nTraceback:\n  File x\n${T} WARNING hm\n`);
    expect(buffer.levels).toEqual(["info", "error", "error", "error", "warning"]);
    expect(filtered(buffer, "error", "")).toEqual([1, 2, 3]);
    expect(filtered(buffer, "debug", "FILE")).toEqual([3]);
    expect(filtered(buffer, "debug", "")).toBeNull();
  });

  test("handles many lines", () => {
    const buffer = new LogBuffer();
    const text = `${T} INFO line\n`.repeat(50_000);
    buffer.append(0, text);
    expect(buffer.length).toBe(50_000);
  });
});

test("lines are read into time, level and text, without terminal colours", () => {
  expect(readLine(`${T} WARNING \u001b[31mred\u001b[0m`)).toEqual({ time: T, level: "warning", text: "red" });
  expect(readLine("plain")).toEqual({ time: null, level: null, text: "plain" });
});
