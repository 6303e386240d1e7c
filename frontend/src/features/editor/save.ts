/** Saving: the document becomes the next version, unless somebody else made one meanwhile. */
import type { QueryClient } from "@tanstack/react-query";
import { ApiError, send } from "../../api/client";
import { keys } from "../../api/keys";
import type { Workflow, WorkflowSummary } from "../../api/types";
import type { DocumentStore } from "./document/store";

export type SaveOutcome =
  | { kind: "saved"; workflow: Workflow }
  | { kind: "conflict" }
  | { kind: "unreachable" }
  | { kind: "refused"; error: ApiError };

/** Send what is there now. `over` names another version to save over than the one that was opened. */
export async function save(
  store: DocumentStore,
  cache: QueryClient,
  workspace: string,
  id: string | null,
  over?: number,
): Promise<SaveOutcome> {
  const { history, name, saved } = store.getState();
  const body = { name, definition: history.present };
  try {
    const workflow =
      id === null
        ? await send<Workflow>("POST", `/workspaces/${workspace}/workflows`, body)
        : await send<Workflow>("PUT", `/workflows/${id}`, body, { "If-Match": `"${over ?? saved.version}"` });
    // What was sent is saved; what was typed while it travelled is not.
    store.getState().markSaved({ definition: body.definition, name, version: workflow.version });
    cache.setQueryData<Workflow>(keys.workflow(workflow.id), (old) =>
      newer(old, { ...old, ...workflow, definition: body.definition }),
    );
    cache.setQueryData<WorkflowSummary[]>(keys.workflows(workspace), (list) =>
      list?.some((one) => one.id === workflow.id)
        ? list.map((one) => (one.id === workflow.id ? { ...one, ...workflow } : one))
        : list,
    );
    return { kind: "saved", workflow };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 412) return { kind: "conflict" };
    if (error.status === 0 || error.status === 502 || error.status === 503 || error.status === 504)
      return { kind: "unreachable" };
    return { kind: "refused", error };
  }
}

/** The live socket may have told more about this version before its own answer arrived. */
function newer(old: Workflow | undefined, answer: Workflow): Workflow {
  if (!old || old.version !== answer.version) return answer;
  return { ...answer, status: old.status, stages: old.stages, problems: old.problems };
}
