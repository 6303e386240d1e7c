import { Link } from "@tanstack/react-router";
import type { Run } from "../../api/types";
import { StatusBadge } from "../../ui/StatusBadge";
import { TimeAgo } from "../../ui/TimeAgo";
import { duration } from "../../ui/time";
import classes from "../workflows/WorkflowsScreen.module.css";

/** One run in a list. */
export function RunRow({ run, name }: { run: Run; name: string | undefined }) {
  return (
    <tr className={classes.row}>
      <td>
        <Link to="/runs/$runId" params={{ runId: run.id }} className={classes.name}>
          <TimeAgo time={run.created_at} />
        </Link>
      </td>
      {name !== undefined && (
        <td>
          <Link to="/workflows/$workflowId" params={{ workflowId: run.workflow_id }}>
            {name}
          </Link>
        </td>
      )}
      <td>
        <StatusBadge state={run.state} />
      </td>
      <td className={classes.grey}>{run.trigger === "manual" ? "by hand" : run.trigger}</td>
      <td className={`${classes.right} ${classes.grey}`}>v{run.version}</td>
      <td className={`${classes.right} ${classes.grey} numbers`}>
        {run.seconds === null ? "–" : duration(run.seconds)}
      </td>
    </tr>
  );
}
