import { expect, test } from "vitest";
import type { TaskRun } from "../../api/types";
import { chartOf, ticks } from "./gantt";

const run = (task: string, started_at: string | null, ended_at: string | null): TaskRun => ({
  task,
  map_index: -1,
  operator: "X",
  state: "success",
  try_number: 1,
  started_at,
  ended_at,
  seconds: null,
  note: null,
});
const at = (seconds: number) => new Date(seconds * 1000).toISOString();

test("bars lie between the first start and the last end, in the order of the graph", () => {
  const { bars } = chartOf([run("b", at(15), at(20)), run("a", at(10), at(15))], ["a", "b"], 99_000);
  expect(bars.map((bar) => [bar.run.task, bar.from, bar.width])).toEqual([
    ["a", 0, 0.5],
    ["b", 0.5, 0.5],
  ]);
});

test("what runs reaches to now, what waits has no bar", () => {
  const { bars, end } = chartOf([run("a", at(10), null), run("b", null, null)], ["a", "b"], 14_000);
  expect(end).toBe(14_000);
  expect(bars.map((bar) => [bar.from, bar.width])).toEqual([
    [0, 1],
    [null, 0],
  ]);
});

test("the time line is divided at round seconds", () => {
  expect(ticks(19.4)).toEqual([0, 5, 10, 15]);
  expect(ticks(1)).toEqual([0, 1]);
  expect(ticks(4_000)).toEqual([0, 1_800, 3_600]);
});
