/** Every problem as a line that jumps to its place. */
import { IconAlertTriangle, IconCircleCheckFilled, IconCircleXFilled } from "@tabler/icons-react";
import { titleOfTask } from "../document/graph";
import { taskOf } from "../document/problems";
import { useDefinition } from "../document/store";
import { jumpTo, useEditor } from "../editor";
import classes from "./Problems.module.css";

export function ProblemsList() {
  const { problems, ui } = useEditor();
  const definition = useDefinition();
  if (problems.length === 0) {
    return (
      <p className={classes.item} style={{ margin: 0, cursor: "default", color: "var(--success)" }}>
        <IconCircleCheckFilled size={15} aria-hidden className={classes.icon ?? ""} />
        No problems.
      </p>
    );
  }
  return (
    <ul className={classes.list}>
      {problems.map((problem) => {
        const task = taskOf(problem);
        const known = task !== undefined && task in definition.tasks;
        const isError = problem.severity === "error";
        return (
          <li key={`${problem.path} ${problem.code}`}>
            <button type="button" className={classes.item} onClick={() => known && jumpTo(ui, task, problem.path)}>
              {isError ? (
                <IconCircleXFilled size={15} color="var(--failed)" className={classes.icon ?? ""} aria-label="Error" />
              ) : (
                <IconAlertTriangle size={15} color="var(--retry)" className={classes.icon ?? ""} aria-label="Warning" />
              )}
              <span className={classes.where}>{known ? titleOfTask(definition.tasks, task) : "Workflow"}</span>
              <span>{problem.message}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
