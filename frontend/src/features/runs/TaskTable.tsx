/** Every task run in a table. */
import type { TaskRun, WorkflowDefinition } from "../../api/types";
import { StatusBadge } from "../../ui/StatusBadge";
import { clock, duration, exact } from "../../ui/time";
import { spaced } from "../editor/document/catalogue";
import { inOrder, titleOfTask } from "../editor/document/graph";
import classes from "./RunScreen.module.css";

interface Props {
  definition: WorkflowDefinition;
  tasks: readonly TaskRun[];
  selected: string | null;
  onSelect: (task: string, mapIndex: number) => void;
}

export function TaskTable({ definition, tasks, selected, onSelect }: Props) {
  const order = new Map(inOrder(definition.tasks).map((task, index) => [task, index]));
  const rows = tasks.toSorted(
    (a, b) => (order.get(a.task) ?? 0) - (order.get(b.task) ?? 0) || a.map_index - b.map_index,
  );
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Task</th>
          <th scope="col">Operator</th>
          <th scope="col">State</th>
          <th scope="col" className={classes.numberCell}>
            Try
          </th>
          <th scope="col" className={classes.numberCell}>
            Started
          </th>
          <th scope="col" className={classes.numberCell}>
            Took
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.task} ${row.map_index}`} className={row.task === selected ? classes.selectedRow : ""}>
            <td>
              <button type="button" className={classes.rowButton} onClick={() => onSelect(row.task, row.map_index)}>
                {titleOfTask(definition.tasks, row.task)}
                {row.map_index >= 0 && ` [${row.map_index}]`}
              </button>
            </td>
            <td>{spaced((definition.tasks[row.task]?.operator ?? row.operator ?? "").split("/").at(-1) ?? "")}</td>
            <td>
              <StatusBadge state={row.state} />
            </td>
            <td className={classes.numberCell}>{row.try_number || "–"}</td>
            <td className={classes.numberCell} title={row.started_at ? exact(new Date(row.started_at)) : ""}>
              {row.started_at ? clock(new Date(row.started_at)) : "–"}
            </td>
            <td className={classes.numberCell}>{row.seconds === null ? "–" : duration(row.seconds)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
