/** The time, again every so often, from one shared clock; stands still when nobody looks. */
import { useSyncExternalStore } from "react";

const watchers = new Set<() => void>();
let now = Date.now();
let timer: number | undefined;

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  timer ??= window.setInterval(() => {
    now = Date.now();
    for (const tell of watchers) tell();
  }, 1000);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

/** Now in milliseconds, rounded down to `every` of them so that slow readers are not drawn every second. */
export function useNow(every = 1000): number {
  return useSyncExternalStore(watch, () => Math.floor(now / every) * every);
}
