import { QueryClient } from "@tanstack/react-query";
import { describe, expect, test } from "vitest";
import { keys } from "../api/keys";
import type { Run, TaskRun } from "../api/types";
import { applyEvent, newerRun, withRun, withTask } from "./apply";

const run = (over: Partial<Run> = {}): Run => ({
  id: "r1",
  workflow_id: "w1",
  version: 1,
  state: "queued",
  trigger: "manual",
  params: {},
  workspace_id: "ws1",
  message: null,
  cancel_requested: false,
  created_at: "2026-11-22T10:00:00Z",
  started_at: null,
  ended_at: null,
  seconds: null,
  ...over,
});

const task = (over: Partial<TaskRun> = {}): TaskRun => ({
  task: "fetch",
  map_index: -1,
  operator: "FetchPage",
  state: "running",
  try_number: 1,
  started_at: null,
  ended_at: null,
  seconds: null,
  note: null,
  ...over,
});

describe("applying live events", () => {
  test("silence about Airflow is kept, and forgotten when it is watched again", () => {
    const cache = new QueryClient();
    applyEvent(cache, { event: "watch.state_changed", data: { stale_since: "2026-11-22T10:00:00Z" } });
    expect(cache.getQueryData(keys.watch)).toEqual({ stale_since: "2026-11-22T10:00:00Z" });
    applyEvent(cache, { event: "watch.state_changed", data: { stale_since: null } });
    expect(cache.getQueryData(keys.watch)).toEqual({ stale_since: null });
  });

  test("an older try never overwrites a newer one", () => {
    const tasks = [task({ try_number: 2 })];
    expect(withTask(tasks, { run_id: "r1", ...task({ state: "failed", try_number: 1 }) })).toBe(tasks);
  });

  test("a task seen for the first time is added", () => {
    expect(withTask([], { run_id: "r1", ...task() })).toEqual([task()]);
  });

  test("mapped task runs are kept apart by their index", () => {
    const tasks = [task({ map_index: 0 }), task({ map_index: 1 })];
    const next = withTask(tasks, { run_id: "r1", ...task({ map_index: 1, state: "success" }) });
    expect(next.map((item) => item.state)).toEqual(["running", "success"]);
  });

  test("a late `running` does not revive a run that has ended", () => {
    const ended = run({ state: "success" });
    expect(newerRun(ended, run({ state: "queued" })).state).toBe("success");
  });

  test("a retried run is running again", () => {
    const failed = run({ state: "failed", ended_at: "2026-11-22T10:01:00Z" });
    expect(newerRun(failed, run({ state: "running" })).state).toBe("running");
  });

  test("a new run stands first in the list", () => {
    expect(withRun([run()], run({ id: "r2" })).map((item) => item.id)).toEqual(["r2", "r1"]);
  });

  test("applying events equals fetching again", () => {
    const cache = new QueryClient();
    cache.setQueryData(keys.run("r1"), run());
    cache.setQueryData(keys.tasks("r1"), [task({ state: "queued" })]);
    const final = run({ state: "success", ended_at: "2026-11-22T10:01:00Z", seconds: 60 });
    applyEvent(cache, { event: "run.state_changed", data: run({ state: "running" }) });
    applyEvent(cache, { event: "task.state_changed", data: { run_id: "r1", ...task({ state: "success" }) } });
    applyEvent(cache, { event: "run.state_changed", data: final });
    expect(cache.getQueryData(keys.run("r1"))).toEqual(final);
    expect(cache.getQueryData(keys.tasks("r1"))).toEqual([task({ state: "success" })]);
  });

  test("what is not on screen is not invented", () => {
    const cache = new QueryClient();
    applyEvent(cache, { event: "run.state_changed", data: run() });
    expect(cache.getQueryData(keys.run("r1"))).toBeUndefined();
  });
});
