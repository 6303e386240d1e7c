/** Where the bars of a run lie in time. */
import type { TaskRun } from "../../api/types";

export interface Bar {
  run: TaskRun;
  /** Shares of the whole, 0 to 1; null while it has not started. */
  from: number | null;
  width: number;
}

export interface Chart {
  bars: Bar[];
  start: number;
  end: number;
}

const SHORTEST_MS = 1_000;

/** Lay out task runs between the first start and the last end (or now, while something runs). */
export function chartOf(runs: readonly TaskRun[], order: readonly string[], now: number): Chart {
  const place = new Map(order.map((task, index) => [task, index]));
  const sorted = runs.toSorted(
    (a, b) => (place.get(a.task) ?? 0) - (place.get(b.task) ?? 0) || a.map_index - b.map_index,
  );
  const starts = sorted.flatMap((run) => (run.started_at ? [Date.parse(run.started_at)] : []));
  const start = starts.length > 0 ? Math.min(...starts) : now;
  const ends = sorted.flatMap((run) => (run.started_at ? [run.ended_at ? Date.parse(run.ended_at) : now] : []));
  const end = Math.max(start + SHORTEST_MS, ...ends);
  const bars = sorted.map((run): Bar => {
    if (!run.started_at) return { run, from: null, width: 0 };
    const from = Date.parse(run.started_at);
    const to = run.ended_at ? Date.parse(run.ended_at) : now;
    return { run, from: (from - start) / (end - start), width: Math.max(0, to - from) / (end - start) };
  });
  return { bars, start, end };
}

const STEPS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400];
const MOST_TICKS = 6;

/** Round seconds along a time line of that length. */
export function ticks(seconds: number): number[] {
  const step = STEPS.find((one) => seconds / one <= MOST_TICKS) ?? Math.ceil(seconds / MOST_TICKS / 86_400) * 86_400;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
}
