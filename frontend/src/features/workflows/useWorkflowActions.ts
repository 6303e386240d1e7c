/** What can be done to a workflow from the list. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { getJson, send } from "../../api/client";
import { keys } from "../../api/keys";
import type { Json, Run, Workflow, WorkflowSummary } from "../../api/types";
import { download } from "../../ui/download";
import { tellError } from "../../ui/tell";

export function useWorkflowActions(workflow: WorkflowSummary) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: () => send<Run>("POST", `/workflows/${workflow.id}/runs`, {}),
    onSuccess: (run) => void navigate({ to: "/runs/$runId", params: { runId: run.id } }),
    onError: (error) => tellError(`${workflow.name} could not be started`, error),
  });
  const pause = useMutation({
    mutationFn: (paused: boolean) => send("POST", `/workflows/${workflow.id}/${paused ? "pause" : "resume"}`),
    onMutate: (paused) => {
      cache.setQueriesData<WorkflowSummary[]>({ queryKey: ["workflows"] }, (old) =>
        old?.map((other) => (other.id === workflow.id ? { ...other, paused } : other)),
      );
      cache.setQueryData<Workflow>(keys.workflow(workflow.id), (old) => old && { ...old, paused });
    },
    onError: (error) => tellError(`${workflow.name} was not changed`, error),
    onSettled: () => cache.invalidateQueries({ queryKey: ["workflows"] }),
  });
  const exportFile = async () => {
    try {
      const content = await getJson<Json>(`/workflows/${workflow.id}/export`);
      download(`${workflow.name}.json`, JSON.stringify(content, null, 2), "application/json");
    } catch (error) {
      tellError(`${workflow.name} could not be exported`, error);
    }
  };
  return { start, pause, exportFile };
}
