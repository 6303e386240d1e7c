/** The Airflow program of the saved version, as it stands in Git. */
import { useQuery } from "@tanstack/react-query";
import { dagQuery } from "../../api/queries";
import type { Workflow } from "../../api/types";
import { CodeView } from "../../ui/CodeView";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";

export function DagView({ workflow }: { workflow: Workflow }) {
  const dag = useQuery(dagQuery(workflow.id, workflow.version));
  if (dag.isPending) return <Loading what="Fetching the DAG" />;
  if (dag.isError)
    return <ErrorState error={dag.error} what="There is no DAG of this version" onRetry={() => void dag.refetch()} />;
  return <CodeView text={dag.data} language="python" name={`${workflow.dag_id}.py`} />;
}
