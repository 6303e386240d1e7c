/** Where a workflow stands between saved and runnable, in one word. */
import type { WorkflowSummary } from "../../api/types";
import { StatusBadge } from "../../ui/StatusBadge";

const WORDS: Record<string, [state: string, word: string]> = {
  draft: ["none", "draft"],
  compiling: ["running", "compiling"],
  building: ["running", "preparing images"],
  publishing: ["running", "publishing"],
  registering: ["running", "registering"],
  ready: ["success", "ready"],
  failed: ["failed", "cannot run"],
};

export function WorkflowStatus({ workflow }: { workflow: WorkflowSummary }) {
  if (workflow.status === "ready" && workflow.paused) return <StatusBadge state="up_for_reschedule" word="paused" />;
  const [state, word] = WORDS[workflow.status] ?? ["none", workflow.status];
  return (
    <span title={workflow.problems?.[0]?.message}>
      <StatusBadge state={state} word={word} />
    </span>
  );
}
