/** How a repository or one of its groups stands. */
import { StatusBadge } from "../../ui/StatusBadge";

const STATES: Record<string, readonly [state: string, word: string]> = {
  queued: ["queued", "queued"],
  fetching: ["running", "fetching"],
  building: ["running", "preparing images"],
  waiting: ["queued", "waiting"],
  missing: ["queued", "not built yet"],
  running: ["running", "building"],
  ready: ["success", "ready"],
  succeeded: ["success", "ready"],
  done: ["success", "ready"],
  failed: ["failed", "failed"],
};

export function RepositoryStatus({ status }: { status: string }) {
  const [state, word] = STATES[status] ?? ["none", status];
  return <StatusBadge state={state} word={word} />;
}
