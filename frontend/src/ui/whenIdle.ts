/** Do something once the page has nothing better to do; the answer takes it back. For loading what is likely to be asked for next. */
export function whenIdle(action: () => unknown): () => void {
  if (typeof requestIdleCallback !== "function") {
    const timer = window.setTimeout(action, 1_500);
    return () => window.clearTimeout(timer);
  }
  const handle = requestIdleCallback(() => action(), { timeout: 5_000 });
  return () => cancelIdleCallback(handle);
}
