/** What the task gave to the tasks after it. */
import { useQuery } from "@tanstack/react-query";
import { ApiError } from "../../api/client";
import { outputQuery } from "../../api/queries";
import type { Json, TaskRun } from "../../api/types";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import classes from "./RunScreen.module.css";

interface Props {
  run: string;
  task: string;
  mapIndex: number;
  taskRun: TaskRun | undefined;
}

export function OutputTab({ run, task, mapIndex, taskRun }: Props) {
  const done = taskRun?.state === "success";
  const output = useQuery({ ...outputQuery(run, task, mapIndex, taskRun?.try_number ?? 0), enabled: done });
  if (!done) return <p className={`${classes.pad} ${classes.grey}`}>The outputs appear when the task has succeeded.</p>;
  if (output.isPending) return <Loading what="Fetching the outputs" />;
  if (output.isError) {
    const none = output.error instanceof ApiError && output.error.status === 404;
    if (none) return <p className={`${classes.pad} ${classes.grey}`}>This task gave no outputs.</p>;
    return (
      <ErrorState error={output.error} what="The outputs could not be fetched" onRetry={() => void output.refetch()} />
    );
  }
  const entries = isObject(output.data) ? Object.entries(output.data) : [["output", output.data] as const];
  return (
    <dl className={`${classes.outputs} ${classes.pad}`}>
      {entries.map(([name, value]) => (
        <div className={classes.output} key={name}>
          <dt>{name}</dt>
          <dd>{shown(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function shown(value: Json): string {
  if (value === "") return "(empty text)";
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}
