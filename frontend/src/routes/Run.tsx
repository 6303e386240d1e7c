/** Open a run: it, the version it runs, and live news of both. */
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { keys } from "../api/keys";
import { runQuery, versionQuery, workflowQuery } from "../api/queries";
import { complete } from "../features/editor/open";
import { RunScreen } from "../features/runs/RunScreen";
import { topics } from "../live/protocol";
import { useTopic } from "../live/useLive";
import { ErrorState } from "../ui/ErrorState";
import { Loading } from "../ui/Loading";

export function RunRoute() {
  const { runId } = useParams({ from: "/signed-in/runs/$runId" });
  const { task } = useSearch({ from: "/signed-in/runs/$runId" });
  const run = useQuery(runQuery(runId));
  const workflowId = run.data?.workflow_id;
  const version = useQuery({
    ...versionQuery(workflowId ?? "", run.data?.version ?? 0),
    enabled: workflowId !== undefined,
  });
  const workflow = useQuery({ ...workflowQuery(workflowId ?? ""), enabled: workflowId !== undefined, retry: false });
  useTopic(topics.run(runId), [keys.run(runId), keys.tasks(runId)]);
  const definition = useMemo(() => version.data && complete(version.data.definition), [version.data]);
  if (run.isError && !run.data)
    return <ErrorState error={run.error} what="The run could not be opened" onRetry={() => void run.refetch()} />;
  if (version.isError && !version.data) {
    return (
      <ErrorState
        error={version.error}
        what="The version of this run could not be opened"
        onRetry={() => void version.refetch()}
      />
    );
  }
  if (!run.data || !version.data || !definition) return <Loading what="Opening the run" />;
  const name = workflow.data?.name ?? version.data.name ?? "Workflow";
  return <RunScreen key={runId} run={run.data} name={name} definition={definition} firstTask={task} />;
}
