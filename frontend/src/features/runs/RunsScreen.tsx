/** The runs of one workflow, or of all. */
import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { keys } from "../../api/keys";
import { workflowQuery, workflowRunsQuery, workflowsQuery, workspaceRunsQuery } from "../../api/queries";
import type { Run } from "../../api/types";
import { useWorkspaceId } from "../../api/workspace";
import { topics } from "../../live/protocol";
import { useTopic } from "../../live/useLive";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import listClasses from "../workflows/WorkflowsScreen.module.css";
import { RunRow } from "./RunRow";
import { StaleBar } from "./StaleBar";

export function WorkflowRunsScreen() {
  const { workflowId } = useParams({ from: "/signed-in/workflows/$workflowId/runs" });
  const workflow = useQuery(workflowQuery(workflowId));
  const runs = useQuery(workflowRunsQuery(workflowId));
  useTopic(topics.workflow(workflowId), [keys.workflowRuns(workflowId)]);
  return (
    <div className={listClasses.page}>
      <div className={listClasses.head}>
        <h1 className={listClasses.title}>Runs of {workflow.data?.name ?? "…"}</h1>
        <Button variant="default" component={Link} to={`/workflows/${workflowId}`}>
          Open the workflow
        </Button>
      </div>
      <RunList answer={runs} />
    </div>
  );
}

export function AllRunsScreen() {
  const workspace = useWorkspaceId();
  const runs = useQuery(workspaceRunsQuery(workspace));
  const workflows = useQuery(workflowsQuery(workspace));
  const names = new Map(workflows.data?.map((workflow) => [workflow.id, workflow.name]));
  useTopic(topics.workspace(workspace), [keys.workspaceRuns(workspace)]);
  return (
    <div className={listClasses.page}>
      <div className={listClasses.head}>
        <h1 className={listClasses.title}>Runs</h1>
      </div>
      <RunList answer={runs} names={names} />
    </div>
  );
}

interface Answer {
  data: Run[] | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

function RunList({ answer, names }: { answer: Answer; names?: ReadonlyMap<string, string> }) {
  if (answer.isPending) return <Loading what="Fetching the runs" />;
  if (!answer.data)
    return (
      <ErrorState error={answer.error} what="The runs could not be fetched" onRetry={() => void answer.refetch()} />
    );
  if (answer.data.length === 0) {
    return (
      <EmptyState
        icon={<IconHistory size={24} />}
        title="Nothing has run yet"
        text="Open a workflow and press Run; what happened is kept here."
      />
    );
  }
  return (
    <>
      <StaleBar runs={answer.data} />
      <table className={listClasses.table}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            {names && <th scope="col">Workflow</th>}
            <th scope="col">State</th>
            <th scope="col">Trigger</th>
            <th scope="col" className={listClasses.right}>
              Version
            </th>
            <th scope="col" className={listClasses.right}>
              Took
            </th>
          </tr>
        </thead>
        <tbody>
          {answer.data.map((run) => (
            <RunRow
              key={run.id}
              run={run}
              name={names ? (names.get(run.workflow_id) ?? "deleted workflow") : undefined}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}
