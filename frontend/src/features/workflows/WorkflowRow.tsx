/** One workflow in the list, with what can be done to it. */
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconDots, IconDownload, IconHistory, IconPlayerPause, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { WorkflowSummary } from "../../api/types";
import { TimeAgo } from "../../ui/TimeAgo";
import { RunBars } from "./RunBars";
import { scheduleWords } from "./schedule";
import { useWorkflowActions } from "./useWorkflowActions";
import { WorkflowStatus } from "./WorkflowStatus";
import classes from "./WorkflowsScreen.module.css";

const DeleteWorkflow = lazy(() => import("./DeleteWorkflow").then((module) => ({ default: module.DeleteWorkflow })));

export function WorkflowRow({ workflow }: { workflow: WorkflowSummary }) {
  const [deleting, setDeleting] = useState(false);
  const { start, pause, exportFile } = useWorkflowActions(workflow);
  const params = { workflowId: workflow.id };
  return (
    <tr className={classes.row}>
      <td>
        <Link to="/workflows/$workflowId" params={params} className={classes.name}>
          {workflow.name}
        </Link>
        <span className={classes.sub}>{scheduleWords(workflow.schedule)}</span>
      </td>
      <td>
        <WorkflowStatus workflow={workflow} />
      </td>
      <td>
        <RunBars runs={workflow.recent_runs} />
      </td>
      <td className={`${classes.right} ${classes.grey}`}>
        {workflow.next_run_at && !workflow.paused ? <TimeAgo time={workflow.next_run_at} /> : "–"}
      </td>
      <td className={`${classes.right} ${classes.grey}`}>
        <TimeAgo time={workflow.updated_at} />
      </td>
      <td className={classes.right}>
        <Tooltip label="Run now">
          <ActionIcon
            aria-label={`Run ${workflow.name}`}
            disabled={workflow.status !== "ready"}
            loading={start.isPending}
            onClick={() => start.mutate()}
          >
            <IconPlayerPlay size={16} />
          </ActionIcon>
        </Tooltip>
        <Menu>
          <Menu.Target>
            <ActionIcon aria-label={`More for ${workflow.name}`}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item component={Link} to={`/workflows/${workflow.id}/runs`} leftSection={<IconHistory size={16} />}>
              Runs
            </Menu.Item>
            <Menu.Item
              leftSection={workflow.paused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
              onClick={() => pause.mutate(!workflow.paused)}
            >
              {workflow.paused ? "Resume the schedule" : "Pause the schedule"}
            </Menu.Item>
            <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => void exportFile()}>
              Export as a file
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item color="var(--failed)" leftSection={<IconTrash size={16} />} onClick={() => setDeleting(true)}>
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        {deleting && (
          <Suspense>
            <DeleteWorkflow workflow={workflow} onClose={() => setDeleting(false)} />
          </Suspense>
        )}
      </td>
    </tr>
  );
}
