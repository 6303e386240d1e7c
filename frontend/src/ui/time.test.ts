import { expect, test } from "vitest";
import { bytes, count, duration, relative } from "./time";

test("durations are human", () => {
  expect([0.04, 4.1, 18, 192, 7_500, 273_600].map(duration)).toEqual([
    "0.0 s",
    "4.1 s",
    "18 s",
    "3 min 12 s",
    "2 h 5 min",
    "3 d 4 h",
  ]);
});

test("times are relative", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  const at = (text: string) => relative(new Date(text), now);
  expect(at("2026-11-22T11:59:40Z")).toBe("just now");
  expect(at("2026-11-22T12:00:02Z")).toBe("just now");
  expect(at("2026-11-22T12:00:30Z")).toBe("in a moment");
  expect(at("2026-11-22T11:56:00Z")).toBe("4 min ago");
  expect(at("2026-11-22T14:00:00Z")).toBe("in 2 h");
  expect(at("2026-11-21T12:00:00Z")).toBe("yesterday");
});

test("sizes and counts have units", () => {
  expect([12, 1_500, 12_345_678].map(bytes)).toEqual(["12 B", "1.5 kB", "12 MB"]);
  expect(count(1, "problem")).toBe("1 problem");
  expect(count(2, "problem")).toBe("2 problems");
});
