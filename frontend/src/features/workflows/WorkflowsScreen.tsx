/** All workflows of the workspace: what runs, how it went, what comes next. */
import { Button, TextInput } from "@mantine/core";
import { IconPlus, IconSearch, IconSitemap, IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { workflowsQuery } from "../../api/queries";
import { useWorkspaceId } from "../../api/workspace";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { search } from "../../ui/rank";
import { useActions } from "../palette/palette";
import { StaleBar } from "../runs/StaleBar";
import { useImport } from "./useImport";
import { WorkflowRow } from "./WorkflowRow";
import classes from "./WorkflowsScreen.module.css";

export function WorkflowsScreen() {
  const workspace = useWorkspaceId();
  const workflows = useQuery(workflowsQuery(workspace));
  const [query, setQuery] = useState("");
  const file = useRef<HTMLInputElement>(null);
  const importFile = useImport(workspace);
  useActions(() => [
    { id: "import", title: "Import a workflow from a file", group: "Workflows", run: () => file.current?.click() },
  ]);

  const found = search(query, workflows.data ?? [], (workflow) => ({
    title: workflow.name,
    more: `${workflow.description ?? ""} ${workflow.status} ${workflow.dag_id}`,
  }));
  const isEmpty = workflows.data?.length === 0;

  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1 className={classes.title}>Workflows</h1>
        {!isEmpty && (
          <TextInput
            className={classes.search ?? ""}
            aria-label="Search workflows"
            placeholder="Search"
            leftSection={<IconSearch size={14} aria-hidden />}
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
        )}
        <input
          ref={file}
          type="file"
          accept="application/json,.json"
          hidden
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0];
            if (chosen) importFile.mutate(chosen);
            event.currentTarget.value = "";
          }}
        />
        <Button
          variant="default"
          leftSection={<IconUpload size={15} />}
          loading={importFile.isPending}
          onClick={() => file.current?.click()}
        >
          Import
        </Button>
        <Button component={Link} to="/workflows/new" leftSection={<IconPlus size={15} />}>
          New workflow
        </Button>
      </div>
      {workflows.isPending && <Loading what="Fetching the workflows" />}
      {workflows.isError && !workflows.data && (
        <ErrorState
          error={workflows.error}
          what="The workflows could not be fetched"
          onRetry={() => void workflows.refetch()}
        />
      )}
      {isEmpty && (
        <EmptyState
          icon={<IconSitemap size={24} />}
          title="Draw your first workflow"
          text="A workflow is a graph of operators. Draw it, save it, and it runs on Airflow while you watch."
        >
          <Button component={Link} to="/workflows/new" leftSection={<IconPlus size={15} />}>
            New workflow
          </Button>
        </EmptyState>
      )}
      <StaleBar runs={found.flatMap((workflow) => workflow.last_run ?? [])} />
      {found.length > 0 && (
        <table className={classes.table}>
          <colgroup>
            <col />
            <col style={{ width: 150 }} />
            <col style={{ width: 160 }} />
            <col style={{ width: 120 }} />
            <col style={{ width: 120 }} />
            <col style={{ width: 92 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">State</th>
              <th scope="col">Last runs</th>
              <th scope="col" className={classes.right}>
                Next run
              </th>
              <th scope="col" className={classes.right}>
                Changed
              </th>
              <th scope="col">
                <span className="only-read-aloud">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {found.map((workflow) => (
              <WorkflowRow key={workflow.id} workflow={workflow} />
            ))}
          </tbody>
        </table>
      )}
      {!isEmpty && workflows.data && found.length === 0 && (
        <EmptyState icon={<IconSearch size={24} />} title={`Nothing is called “${query}”`}>
          <Button variant="default" onClick={() => setQuery("")}>
            Show all
          </Button>
        </EmptyState>
      )}
    </div>
  );
}
