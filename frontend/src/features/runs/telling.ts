/** The task that says most about a run: what failed, else what runs, else what was last. */
import type { TaskRun } from "../../api/types";

const FIRST = ["failed", "running", "up_for_retry", "queued"];

export function telling(tasks: readonly TaskRun[], order: readonly string[]): string | null {
  for (const state of FIRST) {
    const found = tasks.find((task) => task.state === state);
    if (found) return found.task;
  }
  const ended = tasks
    .filter((task) => task.ended_at)
    .sort((a, b) => String(b.ended_at).localeCompare(String(a.ended_at)));
  return ended[0]?.task ?? order[0] ?? null;
}
