/** Live states lying over the canvas: each node listens to its own task only, so an update redraws one node. */
import { createContext, useContext, useSyncExternalStore } from "react";
import type { TaskRun } from "../../api/types";
import { groupBy } from "../../ui/groupBy";

export interface TaskSummary {
  state: string | null;
  tryNumber: number;
  startedAt: string | null;
  seconds: number | null;
  note: string | null;
  /** How many runs a mapped task has, and how many of them are over. */
  mapped: { total: number; over: number } | null;
}

export interface Overlay {
  get(task: string): TaskSummary | undefined;
  watch(watcher: () => void): () => void;
}

const ORDER = [
  "failed",
  "running",
  "restarting",
  "up_for_retry",
  "deferred",
  "queued",
  "scheduled",
  null,
  "upstream_failed",
  "skipped",
  "success",
];
const OVER = new Set(["success", "failed", "upstream_failed", "skipped", "removed"]);

/** One summary per task; for a mapped task the state that matters most. */
export function summarise(runs: readonly TaskRun[]): Map<string, TaskSummary> {
  const summaries = new Map<string, TaskSummary>();
  for (const [task, items] of groupBy(runs, (run) => run.task)) {
    const worst = items.toSorted((a, b) => rank(a.state) - rank(b.state))[0];
    if (!worst) continue;
    const isMapped = items.length > 1 || worst.map_index >= 0;
    summaries.set(task, {
      state: worst.state,
      tryNumber: worst.try_number,
      startedAt: worst.started_at,
      seconds: worst.seconds,
      note: worst.note,
      mapped: isMapped
        ? { total: items.length, over: items.filter((item) => OVER.has(item.state ?? "")).length }
        : null,
    });
  }
  return summaries;
}

const rank = (state: string | null): number => {
  const at = ORDER.indexOf(state);
  return at < 0 ? ORDER.length : at;
};

export class RunOverlay implements Overlay {
  private summaries = new Map<string, TaskSummary>();
  private readonly watchers = new Set<() => void>();

  get = (task: string): TaskSummary | undefined => this.summaries.get(task);

  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  /** Summaries that say the same keep their object, so that their nodes stay as they are. */
  update(runs: readonly TaskRun[]): void {
    const next = summarise(runs);
    for (const [task, summary] of next) {
      const before = this.summaries.get(task);
      if (before && JSON.stringify(before) === JSON.stringify(summary)) next.set(task, before);
    }
    this.summaries = next;
    for (const watcher of this.watchers) watcher();
  }
}

export const OverlayContext = createContext<Overlay | null>(null);

const NOTHING = () => () => undefined;

export function useTaskSummary(task: string): TaskSummary | undefined {
  const overlay = useContext(OverlayContext);
  return useSyncExternalStore(overlay?.watch ?? NOTHING, () => overlay?.get(task));
}
